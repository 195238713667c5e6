"""The ladder and an activity as people meet them: what they see, may press, and are told when it cannot be done."""

from uuid import uuid4

import pytest

from tests.cast import BY_KEY
from tests.counting import statements
from tests.makers import member
from tests.responsibilities.scenes import activity, answers, decided, inside, learnt
from tracker.core.database import db
from tracker.responsibilities.appointments import name
from tracker.responsibilities.ladder import move
from tracker.responsibilities.models import Appointment, LevelChange, Post, Provider
from tracker.responsibilities.providers import add_provider
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


@pytest.fixture
def reply(northgate):
    return f"/activities/{northgate.activity('reply')}"


def count(model):
    return len(db.session.scalars(scoped(model)).all())


def test_the_ladder_shows_every_activity_the_critical_ones_first(mina, northgate):
    page = mina.opens(f"{northgate.path}/ladder")
    assert page.status == 200
    assert page.text.index("Critical activities") < page.text.index("Reply and serve customers")
    assert page.text.index("Other activities") < page.text.index("Paid promotion")
    assert page.says("Nobody") and page.says("Harbour & Lane")
    assert page.says("Northgate Recruitment sees everything in this table")


def test_the_ladder_speaks_to_the_client_as_you(helen, northgate):
    page = helen.opens(f"{northgate.path}/ladder")
    assert page.says("In your hands") and not page.says("sees everything")


def test_a_rung_chosen_on_the_ladder_leads_to_the_form_that_asks_why(mina, northgate, reply, as_person):
    page = mina.opens(f"{reply}/move?rung=2")
    assert page.form("because").values["rung"] == "2"
    page = page.send(because="Ten replies side by side on Thursday")
    assert page.path.endswith("/ladder")
    assert page.says("Reply and serve customers stands on rung 2 now.")
    as_person("mina")
    assert activity(northgate).rung == 2


def test_moving_without_why_keeps_what_was_typed(mina, reply):
    page = mina.opens(f"{reply}/move?rung=2").send(because="  ", evidence="Thursday's replies")
    assert page.status == 422
    assert page.says("Why is missing.")
    assert page.form("because").values["evidence"] == "Thursday's replies"


def test_the_form_says_which_training_is_missing(mina, reply):
    page = mina.opens(f"{reply}/move?rung=3").send(because="She can")
    assert page.status == 422
    assert page.says("needs training first")


def test_a_page_from_before_somebody_moved_it_changes_nothing(mina, marcus, northgate, reply, as_person):
    old = mina.opens(f"{reply}/move?rung=1")
    marcus.sends(f"{reply}/move?rung=2", because="Side by side")
    page = old.send(because="She watched me")
    assert page.status == 409
    assert page.says("Somebody moved this meanwhile: it stands on rung 2 now")
    assert page.form("because").values["because"] == "She watched me"
    again = page.send(because="She watched me")
    assert again.path.endswith("/ladder"), "sent again on purpose, it is carried out"
    as_person("mina")
    assert activity(northgate).rung == 1


@pytest.mark.every_engine
def test_a_move_sent_twice_is_one_move(mina, northgate, reply, as_person):
    form = mina.opens(f"{reply}/move?rung=1").form("because")
    values = {**form.values, "because": "She watched"}
    first, second = (mina.post(f"{reply}/move", **values) for _ in range(2))
    assert first.path == second.path and first.status == second.status == 200
    as_person("mina")
    assert count(LevelChange) == 1


def test_staff_propose_and_the_champion_agrees(aisha, priya, northgate, reply, as_person):
    page = aisha.opens(f"{reply}/move?rung=2")
    assert page.says("What you choose is a proposal")
    page = page.send(because="I did ten with Mina")
    assert page.says("Proposed: Reply and serve customers to rung 2")
    assert page.says("Aisha Khan proposes rung 2: I did ten with Mina")
    page = priya.opens(reply).send("Confirm")
    assert page.says("Confirmed.")
    as_person("priya")
    assert activity(northgate).rung == 2


def test_the_owner_witnesses_on_the_activitys_page(mina, helen, reply):
    mina.sends(f"{reply}/move?rung=1", because="She watched")
    page = helen.opens(reply)
    assert page.says("Not witnessed") and page.says("Claimed only")
    page = page.send("I have seen it")
    assert page.says("Witnessed by Helen Ames")
    assert "Undo" not in [label for form in mina.opens(reply).reader.forms for label, _, _ in form.buttons]


def test_a_slip_is_undone_with_one_button(mina, northgate, reply, as_person):
    mina.sends(f"{reply}/move?rung=1", because="Wrong row")
    page = mina.opens(reply).send("Undo")
    assert page.says("Undone: it stands where it stood before.")
    as_person("mina")
    assert activity(northgate).rung == 0


@pytest.mark.every_engine
def test_a_button_pressed_twice_is_pressed_once(mina, helen, reply):
    mina.sends(f"{reply}/move?rung=1", because="She watched")
    form = helen.opens(reply).form(button="I have seen it")
    first, second = (helen.post(form.action, **form.values) for _ in range(2))
    assert first.status == second.status == 200


def test_a_proposal_is_declined_with_a_reason(aisha, priya, reply):
    aisha.sends(f"{reply}/move?rung=2", because="I did ten")
    decline = next(link for link in priya.opens(reply).links if link.endswith("/decline"))
    page = priya.sends(decline, because="Ten more first")
    assert page.says("Declined") and page.says("Ten more first")


def test_the_owner_names_and_the_champion_accepts(helen, priya, northgate, reply):
    page = helen.sends(f"{reply}/accountable", person=str(priya.person.id))
    assert page.says("Priya Shah is asked")
    ladder = priya.opens(f"{northgate.path}/ladder")
    assert ladder.says("Will you answer for it?")
    page = priya.opens(reply).send("Accept")
    assert page.says("Accepted: from today it is yours.")


def test_a_suggestion_waits_on_the_page_for_the_owner(marcus, helen, callum, reply):
    page = marcus.sends(f"{reply}/deputy", person=str(callum.person.id))
    assert page.says("Suggested: Callum Reid. The owner decides.")
    page = helen.opens(reply).send("Name Callum")
    assert page.says("Named.")
    assert callum.opens(reply).says("Accept")


def test_staff_are_offered_only_themselves(aisha, callum, reply, northgate, as_person):
    page = aisha.opens(f"{reply}/accountable")
    assert page.says("Put myself forward") and not page.says("Callum")
    refused = page.send(person=str(callum.person.id))
    assert refused.status == 422
    page.send(person=str(aisha.person.id))
    as_person("helen")
    assert db.session.scalars(scoped(Appointment)).one().member_id == aisha.person.id


def test_staff_cannot_name_themselves_by_confirming_their_own_proposal(app, aisha, reply):
    aisha.sends(f"{reply}/accountable", person=str(aisha.person.id))
    with inside(app, "aisha"):
        row = db.session.scalars(scoped(Appointment)).one()
    token = aisha.opens(f"{reply}/accountable").form("person").values["csrf_token"]
    answer = aisha.post(f"/appointments/{row.id}/confirmation", csrf_token=token)
    assert answer.status == 422 and answer.says("Only the owner decides this.")


def test_who_says_no_says_why(helen, priya, reply):
    helen.sends(f"{reply}/accountable", person=str(priya.person.id))
    decline = next(link for link in priya.opens(reply).links if link.endswith("/decline"))
    assert priya.sends(decline, because=" ").status == 422
    page = priya.sends(decline, because="I am away until May")
    assert page.says("Nobody")


def test_the_doer_is_chosen_among_own_people_and_providers(priya, northgate, reply, as_person):
    page = priya.opens(f"{reply}/doer")
    assert page.says("Aisha Khan") and page.says("Harbour & Lane") and not page.says("Brook Stone")
    page = page.send(doer=f"person:{BY_KEY['aisha'].id}")
    assert page.says("Who does it is changed.")
    as_person("priya")
    assert activity(northgate).doer.name == "Aisha Khan"


@pytest.mark.parametrize("doer", ["person:00000000-0000-7000-8000-000000000000", "provider:", "everybody", "person:x"])
def test_a_doer_who_is_not_offered_is_refused(priya, reply, doer):
    assert priya.sends(f"{reply}/doer", doer=doer).status == 422


def test_a_person_of_another_client_is_no_choice(marcus, reply):
    page = marcus.sends(f"{reply}/doer", doer=f"person:{BY_KEY['wes'].id}")
    assert page.status == 422
    assert marcus.sends(f"{reply}/accountable", person=str(BY_KEY["dawn"].id)).status == 422


def test_the_owner_signs_how_it_is_done(priya, helen, reply):
    page = priya.sends(f"{reply}/rule", choice="blend", text="Brightside drafts.\n\n**We** approve.")
    assert page.says("It counts once the owner has signed it.") and page.says("Waits for the owner's signature")
    assert "<strong>We</strong>" in page.html
    sign = next(link for link in helen.opens(reply).links if link.endswith("/sign"))
    assert helen.sends(sign, words="Fine").status == 422
    page = helen.sends(sign, words="They may draft, we have the last word.")
    assert page.says("They may draft, we have the last word.") and page.says("Signed")


@pytest.mark.every_engine
def test_two_who_write_the_rule_keep_both_texts(priya, marcus, reply):
    mine = priya.opens(f"{reply}/rule")
    marcus.sends(f"{reply}/rule", choice="outsource", text="A studio answers.")
    page = mine.send(choice="in_house", text="Aisha answers.")
    assert page.status == 409
    assert page.says("A studio answers.")
    assert page.form("text").values["text"].strip() == "Aisha answers."
    assert page.send(text="Aisha answers, after all.").says("Aisha answers, after all.")


def test_what_is_typed_is_text(priya, reply):
    text = "<script>alert(1)</script> [x](javascript:alert(1)) 🦊 שלום"
    page = priya.sends(f"{reply}/rule", choice="in_house", text=text)
    assert "<script>alert" not in page.html and "javascript:alert" not in page.html.replace("[x](javascript", "")
    assert page.says("🦊 שלום")


def test_the_owner_sets_aside_and_brings_back(helen, northgate, reply):
    page = helen.sends(f"{reply}/set-aside", because="We have no customers of our own")
    assert page.says("The owner set this aside")
    assert helen.opens(f"{northgate.path}/ladder").says("Not applicable here: they do not count")
    page = helen.sends(f"{reply}/bring-back", because="Now we do")
    assert not page.says("The owner set this aside")


def test_a_provider_is_added_and_given_an_activity(app, helen, brook, northgate, reply):
    page = helen.sends(f"{northgate.path}/providers/new", name="Brightside Studio", liaison="Ola")
    assert page.says("Brightside Studio is on the list.")
    with inside(app, "helen"):
        answers(northgate, "priya")
        decided(northgate, choice="outsource")
        studio = db.session.scalars(scoped(Provider)).one()
    page = helen.sends(f"/providers/{studio.id}", person=str(brook.person.id))
    assert page.says("Brook Stone")
    assert brook.opens(reply).status == 404, "nothing is given to her firm yet"
    page = helen.sends(f"{reply}/doer", doer=f"provider:{studio.id}")
    assert page.says("Brightside Studio")
    page = brook.opens(reply)
    assert page.status == 200 and page.says("Given to Brightside Studio") and not page.says("How it came here")
    assert brook.opens(f"{northgate.path}/ladder").status in {403, 404}


def test_the_doer_page_says_what_a_provider_needs_first(app, helen, northgate, reply):
    with inside(app, "helen") as owner:
        studio = add_provider(northgate.engagement, "Brightside", by=owner).id
        db.session.commit()
    page = helen.sends(f"{reply}/doer", doer=f"provider:{studio}")
    assert page.status == 422
    assert page.says("somebody of the client's own has to answer for it")


@pytest.mark.parametrize(
    "path",
    ["", "/move", "/accountable", "/deputy", "/doer", "/rule", "/set-aside", "/bring-back", "/nonsense"],
)
def test_other_clients_and_workspaces_find_nothing(dawn, tessa, reply, path):
    for stranger in (dawn, tessa):
        assert stranger.opens(reply + path).status == 404
        assert stranger.opens(f"/activities/{uuid4()}{path}").status == 404


def test_staff_are_offered_what_they_may_do(aisha, reply):
    page = aisha.opens(reply)
    for closed in ("/doer", "/rule", "/set-aside", "/providers/new"):
        assert not any(link.endswith(closed) for link in page.links)
    for path in ("/doer", "/rule", "/set-aside"):
        assert aisha.opens(reply + path).status == 403


@pytest.mark.parametrize("why", ["x" * 2001, "\x00\x07"])
def test_odd_words_are_refused_or_cleaned(mina, reply, why):
    assert mina.sends(f"{reply}/move?rung=1", because=why).status == 422


def test_emoji_and_right_to_left_words_are_kept(mina, reply):
    why = "בדקנו יחד 🦊 " + "ق" * 40
    mina.sends(f"{reply}/move?rung=1", because=why)
    assert mina.opens(reply).says(why)


@pytest.mark.parametrize("rung", ["9", "-1", "", "two", "9" * 5000])
def test_a_rung_that_is_none_is_refused_at_its_field(mina, reply, rung):
    page = mina.opens(f"{reply}/move").send(because="Why not", rung=rung)
    assert page.status == 422
    assert page.says("To which rung")


def grow(northgate):
    """Everything there can be of an activity: posts, rules, and forty moves."""
    answers(northgate, "priya")
    name(activity(northgate), Post.DEPUTY, member("callum"), by=member("marcus"))
    decided(northgate)
    learnt(northgate)
    for n in range(40):
        move(activity(northgate), n % 2 + 1, by=member("mina"), because=f"Move {n}")
    for key in ("listen", "write-posts", "publish"):
        move(activity(northgate, key), 1, by=member("aisha"), because="I watched")
    db.session.commit()


@pytest.mark.parametrize("who", ["marcus", "mina", "helen", "aisha"])
def test_ladder_and_activity_ask_a_fixed_number_of_statements(app, visit, who, northgate, reply):
    visitor, paths = visit(who), (f"{northgate.path}/ladder", reply)

    def asked(path):
        with statements(app) as sent:
            assert visitor.opens(path).status == 200
        return len(sent)

    before = [asked(path) for path in paths]
    with inside(app, "marcus"):
        grow(northgate)
    after = [asked(path) for path in paths]
    assert before == after
    assert max(after) <= 8, after
