"""Who is here, what they may do, and how rights end at once."""

import pytest

from tests import cast
from tests.counting import statements
from tracker.accounts.departures import _listeners, when_someone_leaves
from tracker.accounts.members import change_role, end_place
from tracker.accounts.models import Membership, Role, User
from tracker.audit import AuditEvent
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped


def member(key: str) -> Membership:
    return db.session.get_one(Membership, (cast.BY_KEY[key].workspace_id, cast.BY_KEY[key].id))


def path_of(key: str) -> str:
    return f"/people/{cast.BY_KEY[key].id}"


def test_each_side_sees_its_own_people_and_clients_also_the_names_of_the_practice(marcus, helen, dawn):
    page = marcus.opens("/people")
    assert page.says("Mina Okafor") and not page.says("Helen Ames")
    page = helen.opens("/people")
    assert page.says("Aisha Khan") and page.says("Marcus Hale") and not page.says("Dawn Perry")
    page = dawn.opens("/people")
    assert page.says("Wes Tull") and page.says("Mina Okafor") and not page.says("Helen Ames")


def test_staff_may_look_and_a_provider_may_not(aisha, brook):
    page = aisha.opens("/people")
    assert page.says("Priya Shah") and not page.says("Change")
    assert brook.opens("/people").status == 403


def test_a_role_that_is_taken_acts_with_the_next_request(helen, priya):
    assert priya.opens("/people/invite").status == 200
    page = helen.sends(path_of("priya"), role="staff")
    assert page.says("Priya Shah is now staff.")
    assert priya.opens("/people/invite").status == 403


def test_a_place_that_ends_is_gone_with_the_next_request(helen, aisha):
    assert aisha.opens("/people").status == 200
    page = helen.sends(f"{path_of('aisha')}/end", because="Moved to Leeds")
    assert page.says("Aisha Khan has no place here any more.") and page.path == f"/w/harbour{path_of('aisha')}"
    assert aisha.opens("/people").status == 404
    assert aisha.opens("//account").status == 200
    assert aisha.opens("//workspaces").says("You have no place in any workspace")


def test_a_form_opened_before_the_end_is_refused(helen, priya):
    values = priya.opens("/people/invite").form("email").values
    helen.sends(f"{path_of('priya')}/end", because="")
    answer = priya.post("/people/invite", **{**values, "name": "N", "email": "n@northgate.example", "role": "staff"})
    assert answer.status == 404


def test_the_leavers_history_stays_under_her_name(as_person):
    helen = as_person("helen")
    aisha = member("aisha")
    end_place(aisha, by=helen, because="Moved to Leeds")
    db.session.commit()
    assert aisha.name == "Aisha Khan" and not aisha.active
    event = db.session.scalars(scoped(AuditEvent).where(AuditEvent.verb == "member.left")).one()
    assert (event.subject_name, event.actor_name, event.because) == ("Aisha Khan", "Helen Ames", "Moved to Leeds")


def test_who_wants_to_know_of_leavers_is_told_in_the_same_transaction(as_person):
    told = []
    when_someone_leaves(lambda leaver, by: told.append((leaver.name, leaver.active, by.name)))
    try:
        end_place(member("aisha") if as_person("helen") else None, by=member("helen"))
    finally:
        _listeners.pop()
    assert told == [("Aisha Khan", False, "Helen Ames")]


def test_the_last_lead_stays(marcus, as_person):
    page = marcus.sends(f"{path_of('marcus')}/end", because="")
    assert page.status == 422 and page.says("Marcus Hale is the last lead. Make somebody else a lead first.")
    me = as_person("marcus")
    change_role(member("mina"), Role.LEAD, by=me)
    end_place(me, by=me)
    with pytest.raises(Refused, match="the last lead"):
        end_place(member("mina"), by=me)


def test_two_leads_cannot_send_each_other_away_at_once(app, marcus, mina, all_at_once):
    marcus.sends(path_of("mina"), role="lead")
    pairs = iter([(marcus, "mina"), (mina, "marcus")])

    def prepare(_stranger):
        who, other = next(pairs)
        path = f"{path_of(other)}/end"
        return who, path, who.opens(path).form("because").values

    answers = all_at_once(2, prepare, lambda ready: ready[0].post(ready[1], follow=False, **ready[2]).status)
    assert 303 in answers
    with app.app_context(), entered(Context(workspace=cast.fixed("workspace harbour"), writes=False)):
        leads = scoped(Membership).where(Membership.role == Role.LEAD, Membership.ended_at.is_(None))
        assert len(db.session.scalars(leads).all()) == 1


def test_marcus_leaves_for_good_and_lands_among_his_workspaces(marcus, mina):
    marcus.sends(path_of("mina"), role="lead")
    page = marcus.sends(f"{path_of('marcus')}/end", because="")
    assert page.path == "/workspaces"
    assert marcus.opens("/people").status == 404
    assert mina.opens("/people/invite").says("A letter with a link goes out at once.")


def test_nobody_changes_her_own_role(helen):
    page = helen.opens(path_of("helen"))
    assert page.says("Somebody else has to change your part.")
    token = page.form(action="/sign-out").values["csrf_token"]
    assert helen.post(path_of("helen"), csrf_token=token, role="staff").status == 422


def test_two_who_change_one_role_at_once_do_not_overwrite_each_other(marcus, helen):
    form = marcus.opens(path_of("aisha")).form("role")
    helen.sends(path_of("aisha"), role="champion")
    page = marcus.post(path_of("aisha"), **{**form.values, "role": "provider"})
    assert page.status == 409 and page.says("Aisha Khan became champion meanwhile.")
    assert page.form("role").values["role"] == "provider"
    assert page.send("Change it", role="provider").says("Aisha Khan is now provider.")


def test_the_page_of_a_leaver_says_so(helen):
    helen.sends(f"{path_of('aisha')}/end", because="")
    assert helen.opens(path_of("aisha")).says("Aisha Khan has no place here any more, since Today.")


def test_nobody_changes_sides(marcus, helen):
    values = marcus.opens(path_of("helen")).form("role").values
    assert marcus.post(path_of("helen"), **{**values, "role": "lead"}).status == 422
    values = helen.opens(path_of("aisha")).form("role").values
    assert helen.post(path_of("aisha"), **{**values, "role": "consultant"}).status == 422


def test_the_owner_knows_the_practices_people_and_has_no_say_over_them(helen):
    for path in (path_of("marcus"), f"{path_of('marcus')}/end"):
        assert helen.opens(path).status == 403


@pytest.mark.parametrize("key", ["mina", "priya", "aisha", "brook"])
def test_only_leads_and_owners_manage_people(visit, key):
    somebody = visit(key)
    assert somebody.opens(path_of("callum")).status == 403
    assert not somebody.opens("/people").says("Change Callum Reid")


@pytest.mark.parametrize("key", ["dawn", "tessa", "ewan"])
def test_people_of_elsewhere_do_not_exist(visit, key):
    somebody = visit(key)
    for ending in ("", "/end"):
        foreign = somebody.opens(f"{path_of('aisha')}{ending}")
        never = somebody.opens(f"/people/{cast.fixed('never')}{ending}")
        assert foreign.status == never.status == 404 and foreign.text == never.text


def test_a_place_ends_once_however_often_the_form_is_sent(as_person, helen):
    values = helen.opens(f"{path_of('aisha')}/end").form("because").values
    assert [helen.post(f"{path_of('aisha')}/end", follow=False, **values).status for _ in range(2)] == [303, 303]
    again = helen.sends(f"{path_of('aisha')}/end", because="")
    assert again.status == 422 and again.says("Aisha Khan has left already.")
    as_person("helen")
    left = scoped(AuditEvent).where(AuditEvent.verb == "member.left")
    assert len(db.session.scalars(left).all()) == 1


@pytest.mark.parametrize("because", ["x" * 501, "x" * 100_000])
def test_a_reason_too_long_is_refused_and_kept(helen, because):
    page = helen.sends(f"{path_of('aisha')}/end", because=because)
    assert page.status == 422 and page.says("At most 500 characters.") and because in page.html


def add_people(app, count: int) -> None:
    with app.app_context():
        for place in range(count):
            db.session.add(User(id=cast.fixed(f"u{place}"), email=f"u{place}@northgate.example", name=f"User {place}"))
        db.session.commit()
        with entered(cast.BY_KEY["helen"].context()):
            for place in range(count):
                db.session.add(Membership(user_id=cast.fixed(f"u{place}"), client_id=cast.fixed("client northgate"),
                                          role=Role.STAFF, name=f"User {place}"))  # fmt: skip
            db.session.commit()


def test_the_page_costs_as_many_statements_for_many_people_as_for_few(app, helen):
    def cost() -> int:
        with statements(app) as sent:
            assert helen.opens("/people").status == 200
        return len(sent)

    few = cost()
    add_people(app, 120)
    assert cost() == few <= 8
    page = helen.opens("/people")
    assert page.says("Older") and page.text.count("Staff") <= 50
    assert helen.opens(next(link for link in page.links if "after=" in link)).says("User")
