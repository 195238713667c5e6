"""Inviting people: who may invite whom, one letter, one use, two days, sent again, withdrawn."""

from datetime import timedelta

import pytest

from tests import cast
from tests.accounts.scenes import invitation_of, invite
from tests.pages import Visitor
from tracker.accounts import invitations
from tracker.accounts.members import change_role, end_place
from tracker.accounts.models import Role
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

NED = "ned@northgate.example"


def test_marcus_invites_a_colleague_who_joins_without_a_password(marcus, visitor, post_box):
    page = invite(marcus, name="Nina Fox", email="nina@harbour.example", role="consultant")
    assert page.says("An invitation is on its way to nina@harbour.example.") and page.path == "/w/harbour/people"
    letter = post_box.newest("nina@harbour.example")
    assert letter.subject == "Marcus Hale invites you to Harbour & Lane"
    assert "as consultant at Harbour & Lane" in letter.text and letter.link in letter.html
    page = visitor.opens(letter.path)
    assert page.says("Marcus Hale invites you") and page.says("You will be consultant")
    page = visitor.sends(letter.path)
    assert page.path.startswith("/w/harbour/")
    assert visitor.opens("//w/harbour/people").says("Nina Fox You")
    assert not marcus.opens("/people").says("nina@harbour.example")


def test_helen_invites_to_every_role_of_her_own_side_and_no_other(helen):
    form = helen.opens("/people/invite").form("email")
    for role in ("owner", "champion", "staff", "provider"):
        assert invite(helen, name="New Person", email=f"{role}@northgate.example", role=role).says("on its way")
    for role in ("lead", "consultant", "operator", "queen"):
        values = {**form.values, "name": "New Person", "email": "sneak@northgate.example", "role": role}
        assert helen.post("/people/invite", **values).status == 422


def test_priya_invites_her_own_side_but_no_owner(priya):
    page = priya.opens("/people/invite")
    assert page.says("ChampionCarries it") and not page.says("OwnerAnswers")
    assert invite(priya, name="New Person", email="new@northgate.example", role="staff").says("on its way")
    values = {**page.form("email").values, "name": "X Y", "email": "x@northgate.example", "role": "owner"}
    assert priya.post("/people/invite", **values).status == 422


@pytest.mark.parametrize("key", ["aisha", "brook"])
def test_staff_and_providers_invite_nobody(visit, key):
    somebody = visit(key)
    assert somebody.opens("/people/invite").status == 403
    assert not somebody.opens("/people").says("Invite somebody")


def test_mina_proposes_and_marcus_agrees(mina, marcus, post_box):
    page = invite(mina, name="Nina Fox", email="nina@harbour.example", role="consultant")
    assert page.says("Nina Fox will be invited once a lead agrees.") and page.says("Proposed")
    assert post_box.letters() == []
    page = marcus.opens("/people").send("Agree to inviting Nina Fox")
    assert page.says("An invitation is on its way")
    assert post_box.newest("nina@harbour.example").subject.startswith("Mina Okafor invites you")


def test_mina_cannot_agree_to_her_own_proposal(app, mina):
    invite(mina, name="Nina Fox", email="nina@harbour.example", role="consultant")
    id = invitation_of(app, "harbour", "nina@harbour.example").id
    page = mina.opens("/people")
    assert not page.says("Agree") and page.says("Withdraw")
    token = page.form(action="/withdrawal").values["csrf_token"]
    assert mina.post(f"/invitations/{id}/approval", csrf_token=token).status == 403
    assert mina.post(f"/invitations/{id}/again", csrf_token=token).status == 403
    assert mina.opens("/people").send("Withdraw the invitation of Nina Fox").says("was withdrawn")


def test_helen_agrees_to_what_the_consultant_proposes_for_her_side(helen, mina, post_box):
    path = f"/clients/{cast.fixed('client northgate')}/invite"
    mina.sends(path, name="Ned Orr", email=NED, role="staff")
    assert helen.opens("/people").send("Agree to inviting Ned Orr").says("on its way")
    assert "as staff of Northgate Recruitment" in post_box.newest(NED).text


def test_an_invitation_works_once(app, helen, visitor, post_box):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    letter = post_box.newest(NED)
    visitor.sends(letter.path)
    again = Visitor(app.test_client()).opens(letter.path)
    assert again.status == 410 and again.says("This invitation does not work any more")


def test_of_twenty_acceptances_at_once_one_gets_the_place(app, helen, post_box, all_at_once):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    letter = post_box.newest(NED)
    answers = all_at_once(
        20,
        lambda stranger: (stranger, stranger.opens(letter.path).form(button="Join").values),
        lambda ready: ready[0].post(letter.path, follow=False, **ready[1]).status,
    )
    assert answers.count(303) == 1 and set(answers) <= {303, 410, 422}
    assert helen.opens("/people").text.count("Ned OrrStaff") == 1


def test_an_invitation_is_dead_after_two_days_and_lives_again_when_sent_again(helen, visitor, post_box):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    first = post_box.newest(NED)
    with clock.at(clock.now() + timedelta(days=2, minutes=1)):
        assert visitor.opens(first.path).status == 410
        page = helen.opens("/people")
        assert page.says("Expired")
        assert page.send("Send again to Ned Orr").says("The link sent before is void.")
        second = post_box.newest(NED)
        assert second.path != first.path
        assert visitor.opens(second.path).status == 200
    assert visitor.opens(first.path).status == 410


def test_sending_again_voids_the_link_sent_before_at_once(helen, visitor, post_box):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    first = post_box.newest(NED)
    with clock.at(clock.now() + timedelta(minutes=2)):
        helen.opens("/people").send("Send again to Ned Orr")
        assert visitor.opens(first.path).status == 410
        assert visitor.opens(post_box.newest(NED).path).status == 200


def test_nobody_is_flooded_with_letters(helen, post_box):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    post_box.newest(NED)
    page = helen.opens("/people").send("Send again to Ned Orr")
    assert page.status == 422 and page.says("A letter left only a moment ago.")
    for _ in range(4):
        helen.opens("/people").send("Withdraw the invitation of Ned Orr")
        invite(helen, name="Ned Orr", email=NED, role="staff")
    helen.opens("/people").send("Withdraw the invitation of Ned Orr")
    page = invite(helen, name="Ned Orr", email=NED, role="staff")
    assert page.status == 422 and page.says("invited 5 times within an hour")
    with clock.at(clock.now() + timedelta(hours=1, minutes=1)):
        assert invite(helen, name="Ned Orr", email=NED, role="staff").says("on its way")


def test_while_a_letter_waits_none_is_added(app, helen, post_box):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    page = helen.opens("/people")
    assert page.says("Letter on its way") and not page.says("Send again")
    id = invitation_of(app, "harbour", NED).id
    again = helen.post(f"/invitations/{id}/again", csrf_token=page.form(action="/withdrawal").values["csrf_token"])
    assert again.status == 422 and again.says("The letter is on its way already.")
    assert len(post_box.letters(NED)) == 1


def test_a_withdrawn_invitation_opens_nothing_and_a_waiting_letter_is_not_sent(helen, visitor, post_box):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    letter = post_box.newest(NED)
    helen.opens("/people").send("Withdraw the invitation of Ned Orr")
    assert visitor.opens(letter.path).status == 410
    invite(helen, name="Ned Orr", email=NED, role="champion")
    helen.opens("/people").send("Withdraw the invitation of Ned Orr")
    assert len(post_box.letters(NED)) == 1


@pytest.mark.parametrize(("email", "said"), [
    (cast.BY_KEY["aisha"].email, "Aisha Khan has a place here already."),
    (cast.BY_KEY["aisha"].email.upper(), "Aisha Khan has a place here already."),
    (cast.BY_KEY["marcus"].email, "Marcus Hale has a place here already."),
])  # fmt: skip
def test_who_is_here_is_not_invited_again_and_nobody_stands_on_two_sides(helen, email, said):
    page = invite(helen, name="Somebody Else", email=email, role="staff")
    assert page.status == 422 and page.says(said)


def test_marcus_cannot_put_one_person_on_two_clients(marcus):
    path = f"/clients/{cast.fixed('client weir')}/invite"
    page = marcus.sends(path, name="Aisha Khan", email=cast.BY_KEY["aisha"].email, role="staff")
    assert page.status == 422 and page.says("Nobody can hold two places in one workspace")


def test_helen_learns_nothing_of_another_clients_people_and_the_invited_one_is_told(app, helen, post_box):
    """Wes belongs to the Weir Trust. Northgate's owner may not know that; only he reads why he cannot join."""
    wes = cast.BY_KEY["wes"].email
    assert invite(helen, name="Wes Tull", email=wes, role="staff").says("on its way")
    page = Visitor(app.test_client()).sends(post_box.newest(wes).path)
    assert page.status == 422 and page.says("You have a place in this workspace already.")
    assert helen.opens("/people").says("Sent")


def test_two_open_invitations_for_one_address_are_one_too_many(helen):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    page = invite(helen, name="Ned Orr", email=NED, role="champion")
    assert page.status == 422 and page.says("This address is invited already.")


def test_sending_the_form_twice_makes_one_invitation(helen, post_box):
    values = {**helen.opens("/people/invite").form("email").values, "name": "Ned Orr", "email": NED, "role": "staff"}
    assert [helen.post("/people/invite", follow=False, **values).status for _ in range(2)] == [303, 303]
    assert len(post_box.letters(NED)) == 1


def test_invitations_of_elsewhere_do_not_exist(app, visit, helen):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    id = invitation_of(app, "harbour", NED).id
    for key in ("dawn", "tessa", "ewan"):
        somebody = visit(key)
        token = somebody.opens("//account").form("name").values["csrf_token"]
        for act in ("approval", "again", "withdrawal"):
            foreign = somebody.post(f"/invitations/{id}/{act}", csrf_token=token)
            never = somebody.post(f"/invitations/{cast.fixed('never')}/{act}", csrf_token=token)
            assert foreign.status == never.status == 404 and foreign.text == never.text


def test_a_token_opens_nothing_in_another_workspace(helen, visitor, post_box):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    path = post_box.newest(NED).path
    answers = [visitor.opens(path.replace("/w/harbour", space)) for space in ("/w/tidewater", "/w/nowhere", "")]
    assert [answer.status for answer in answers] == [410, 410, 410]
    assert answers[0].text == answers[1].text


def test_the_roles_end_what_was_invited_with_them(as_person):
    """An invitation that its sender could not send any more is void."""
    marcus = as_person("marcus")
    mina = db.session.get_one(type(marcus), (marcus.workspace_id, cast.BY_KEY["mina"].id))
    change_role(mina, Role.LEAD, by=marcus)
    sent = invitations.invite("a@harbour.example", "Ann", Role.CONSULTANT, client_id=None, by=mina)
    assert sent.approved_at is not None
    change_role(mina, Role.CONSULTANT, by=marcus)
    assert sent.withdrawn_at is not None


def test_a_leaver_takes_her_open_invitations_along(as_person):
    helen = as_person("helen")
    priya = db.session.get_one(type(helen), (helen.workspace_id, cast.BY_KEY["priya"].id))
    hers = invitations.invite("a@northgate.example", "Ann", Role.STAFF, client_id=helen.client_id, by=priya)
    helens = invitations.invite("b@northgate.example", "Ben", Role.STAFF, client_id=helen.client_id, by=helen)
    end_place(priya, by=helen)
    assert hers.withdrawn_at is not None and helens.withdrawn_at is None


def test_a_hundred_open_invitations_are_enough(as_person, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_OPEN", 3)
    helen = as_person("helen")
    for place in range(3):
        invitations.invite(f"p{place}@northgate.example", "P", Role.STAFF, client_id=helen.client_id, by=helen)
    with pytest.raises(Refused, match="Withdraw some"):
        invitations.invite("q@northgate.example", "Q", Role.STAFF, client_id=helen.client_id, by=helen)


def test_every_step_is_in_the_history(as_person):
    marcus = as_person("marcus")
    mina = db.session.get_one(type(marcus), (marcus.workspace_id, cast.BY_KEY["mina"].id))
    proposal = invitations.invite("a@harbour.example", "Ann", Role.CONSULTANT, client_id=None, by=mina)
    invitations.approve(proposal, by=marcus)
    invitations.withdraw(proposal, by=marcus, because="She found another place.")
    db.session.flush()
    events = db.session.scalars(scoped(AuditEvent).where(AuditEvent.subject_id == proposal.id).order_by(AuditEvent.id))
    assert [(event.verb, event.actor_name) for event in events] == [
        ("invitation.proposed", "Mina Okafor"), ("invitation.approved", "Marcus Hale"),
        ("invitation.withdrawn", "Marcus Hale"),
    ]  # fmt: skip


def test_no_row_ever_holds_the_token(app, helen, post_box):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    token = post_box.newest(NED).link.rsplit("/", 1)[1]
    row = invitation_of(app, "harbour", NED)
    assert row.token_hash and token not in str(vars(row))


@pytest.mark.parametrize("fields", [
    {"name": ""}, {"name": "x" * 121}, {"email": "ned"}, {"email": ""}, {"role": ""}, {"role": "queen"},
    {"name": "\u202e\u200b"}, {"email": "ned@northgate.example\nBcc:x@y.example"}, {"name": "see https://x.example"},
])  # fmt: skip
def test_bad_input_is_answered_at_the_field(app, helen, fields):
    page = helen.opens("/people/invite")
    values = {**page.form("email").values, "name": "Ned Orr", "email": NED, "role": "staff", **fields}
    answer = helen.post("/people/invite", **values)
    assert answer.status == 422 and "bt-error" in answer.html
    assert answer.form("email").values["once"]
    with app.app_context():
        assert invitation_of(app, "harbour", NED) is None


def test_names_of_every_script_are_invited(helen, visitor, post_box):
    for place, name in enumerate(("نور الهدى", "李小龍", "Zoë 🚲 O'Neill", "<b>Bob</b> {{ 7*7 }}")):
        email = f"p{place}@northgate.example"
        invite(helen, name=name, email=email, role="staff")
        assert name in post_box.newest(email).text
        assert helen.opens("/people").says(name)
