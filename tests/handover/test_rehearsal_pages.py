"""The pages of a rehearsal as each side meets them, and what the practice can still open while it only looks on."""

import pytest

from tests import makers
from tests.handover.rehearsals import HOPE, SHOWED, in_handover, night, rehearse, the_rehearsal, work_alone
from tracker.core import clock
from tracker.core.database import db

pytestmark = pytest.mark.slow


@pytest.fixture
def handover(app, northgate):
    in_handover(app, northgate)
    return northgate


def start(helen, handover, **fields):
    fields = {"begins_on": clock.today().isoformat(), "weeks": "2", "because": HOPE, **fields}
    return helen.sends(f"{handover.path}/rehearsal/new", **fields)


@pytest.mark.every_engine
def test_the_owner_starts_one_and_both_sides_see_it_on_every_page(handover, helen, marcus, aisha):
    page = start(helen, handover)
    assert page.says("14 days to go: nothing done without help yet, no question asked.")
    assert page.says("Rehearsal until")
    for who, words in ((aisha, "Harbour & Lane only looks on. Your questions go to the clinic."),
                       (marcus, "We only look on. Answer in the clinic")):  # fmt: skip
        for path in (f"{handover.path}/ladder", f"/activities/{handover.activity('reply')}"):
            assert who.opens(path).says(words), path


def test_the_lead_proposes_and_the_owner_finds_it_among_her_decisions(handover, helen, marcus):
    assert start(marcus, handover).says("Marcus Hale asks to rehearse the handover for 2 weeks")
    assert helen.opens("/decisions").says("Marcus Hale asks to rehearse the handover")
    page = helen.opens(f"{handover.path}/rehearsal")
    href = next(link for link in page.links if link.endswith("/decision"))
    assert helen.sends(href, words="Yes, and I shall keep the diary for it.").says("14 days to go")


def test_what_was_typed_is_kept_beside_what_is_wrong(handover, helen):
    page = start(helen, handover, begins_on="2020-01-01")
    assert page.status == 422
    assert page.says("It begins today or on a day within the next half year.")
    assert page.form("because").values["because"] == HOPE


@pytest.mark.every_engine
def test_sent_twice_it_is_one(app, handover, helen):
    form = helen.opens(f"{handover.path}/rehearsal/new").form("because")
    values = {**form.values, "begins_on": clock.today().isoformat(), "because": HOPE}
    for _ in range(2):
        assert helen.post(f"{handover.path}/rehearsal/new", **values).status == 200
    assert start(helen, handover, because="Once more, from another browser window.").status == 422
    with makers.acting(app, "helen"):
        assert db.session.query(type(the_rehearsal())).count() == 1


@pytest.mark.every_engine
def test_two_owners_answers_to_one_proposal_are_one(app, handover, visit):
    rehearse(app, handover, by="marcus")
    with makers.acting(app, "helen"):
        path = f"/rehearsals/{the_rehearsal().id}/decision"
    first, second = visit("helen"), visit("helen")
    forms = [one.opens(path).form("words").values for one in (first, second)]
    assert first.post(path, **{**forms[0], "words": "Yes, we begin this morning."}).status == 200
    late = second.post(path, **{**forms[1], "words": "Yes, with pleasure, let us see."})
    assert late.status == 409
    assert late.form("words").values["words"] == "Yes, with pleasure, let us see."


def test_it_is_broken_off_by_the_champion_with_a_reason(app, handover, priya, aisha):
    id = rehearse(app, handover)
    assert aisha.opens(f"/rehearsals/{id}/end").status == 403
    page = priya.sends(f"/rehearsals/{id}/end", because="Two of us are ill.")
    assert page.says("Broken off: nothing done without help, no question asked.")
    assert page.says("Two of us are ill.")
    assert not page.says("Rehearsal until")


def test_the_lead_asks_to_be_let_in_and_the_owner_answers(app, handover, helen, marcus, mina, priya):
    id = rehearse(app, handover)
    assert mina.opens(f"/rehearsals/{id}/entry").status == 403
    assert priya.sends(f"/rehearsals/{id}/entry", because="May I?").says("You can break it off yourself.")
    assert marcus.sends(f"/rehearsals/{id}/entry", because="The bank wants a form.").says("Asked to be let in")
    page = helen.opens("/decisions")
    assert page.says("Marcus Hale asks to be let in again")
    href = next(link for link in page.links if "entry-requests" in link)
    assert helen.sends(href, answer="keep_out", because="We filled it in ourselves.").says("14 days to go")


def test_at_the_end_the_owner_says_what_it_showed(app, handover, helen, marcus):
    id = rehearse(app, handover, weeks=1)
    work_alone(app, handover, 4)
    night(app, 7)
    assert marcus.opens(f"{handover.path}/rehearsal").says("The owner says what it showed; then it counts at the gate.")
    assert marcus.opens(f"/rehearsals/{id}/result").status == 403
    assert helen.opens("/decisions").says("Say what the rehearsal showed")
    page = helen.sends(f"/rehearsals/{id}/result", words=SHOWED)
    assert not helen.opens("/decisions").says("Say what the rehearsal showed")
    assert page.says("Held to its last day: 4 done without help, no question asked.")
    assert page.says(SHOWED)


def test_before_the_phase_it_says_when_it_comes(northgate, helen):
    assert helen.opens(f"{northgate.path}/rehearsal").says("A rehearsal comes later")


def test_another_clients_people_know_of_nothing(app, handover, dawn, tessa):
    id = rehearse(app, handover)
    for who in (dawn, tessa):
        for path in (f"{handover.path}/rehearsal", f"/rehearsals/{id}/end", f"/rehearsals/{id}/result"):
            assert who.opens(path).status == 404


@pytest.mark.parametrize("who", ["marcus", "mina"])
def test_while_it_only_looks_on_the_practice_opens_every_page_of_the_tabs(app, handover, visit, who):
    rehearse(app, handover)
    person = visit(who)
    page = person.opens(f"{handover.path}/ladder")
    tabs = {link for link in page.links if handover.path in link}
    pages = tabs | {link for tab in tabs for link in person.opens(tab).links if handover.path in link}
    forms = ("/new", "/extension", "/pause", "/resumption", "/ending")
    shut = {one: person.opens(one).status for one in pages if not one.split("#")[0].split("?")[0].endswith(forms)}
    assert {path: status for path, status in shut.items() if status != 200} == {}
    assert len(shut) > 30
