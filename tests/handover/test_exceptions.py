"""Dated exceptions: what the Handover gate passed without, who mends it, by when, and how it is closed."""

from datetime import timedelta

import pytest

from tests import makers
from tests.engagements.scenes import waive_everything
from tests.handover.rehearsals import days_later, in_handover, let_go
from tracker.access import Can
from tracker.access.policies import allows
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.discussion.models import InboxRow
from tracker.engagements import exceptions as verbs
from tracker.engagements.criteria import waive
from tracker.engagements.daily import _everywhere
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import DatedException, ExitCriterion
from tracker.handover.exceptions import owed
from tracker.handover.reminding import remind_of_exceptions
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow
WHY = "Two parts lie in a drawer; we can live without them for a month."


@pytest.fixture
def handover(app, northgate):
    in_handover(app, northgate)
    return northgate


def taken_over(app, handover, who="aisha", days=30, key="pack"):
    let_go()
    with makers.acting(app, "helen") as helen:
        until = clock.today() + timedelta(days=days)
        waive(handover.get(ExitCriterion, key), WHY, until, by=helen, answers=makers.member(who))
        db.session.commit()


def the_exception():
    return db.session.scalars(scoped(DatedException).order_by(DatedException.id.desc()).limit(1)).one()


def stands(handover, key="pack"):
    with_key = {str(handover.criterion(key))}
    return next(one for one in owed(facts_of(handover.id), clock.today()) if one.criterion in with_key)


def remind(app, days):
    let_go()
    with app.app_context(), days_later(days):
        return _everywhere([remind_of_exceptions])


def told(app, who):
    let_go()
    with makers.acting(app, who) as person:
        rows = scoped(InboxRow).where(InboxRow.person_id == person.id).order_by(InboxRow.id)
        return [row.excerpt for row in db.session.scalars(rows)]


def test_somebody_of_the_client_answers_for_it_by_a_day(app, handover, as_person):
    taken_over(app, handover)
    as_person("helen")
    one = stands(handover)
    assert (one.answers, one.state, one.due) == ("Aisha Khan", "open", clock.today() + timedelta(days=30))


def test_a_waiver_before_the_last_gate_is_no_exception(app, handover, as_person):
    as_person("helen")
    waive_everything(handover, "strategy")
    assert db.session.scalar(scoped(DatedException)) is None
    waive_everything(handover, "handover")
    assert {row.answers_id for row in db.session.scalars(scoped(DatedException))} == {makers.member("helen").id}


@pytest.mark.parametrize("who", ["marcus", "brook", "dawn"])
def test_nobody_else_can_answer_for_it(app, handover, as_person, who):
    marcus = as_person("marcus")
    other = makers.member(who) if who != "marcus" else marcus
    criterion = handover.get(ExitCriterion, "pack")
    with pytest.raises(Refused) as refusal:
        waive(criterion, WHY, clock.today() + timedelta(days=9), by=makers.member("helen"), answers=other)
    assert refusal.value.field == "answers"


def test_whoever_answers_closes_it_with_evidence_and_only_once(app, handover, as_person):
    taken_over(app, handover)
    callum = as_person("callum")
    assert not allows(Can.CLOSE_EXCEPTION, callum, the_exception())
    with pytest.raises(Refused):
        verbs.close(the_exception(), "I found them.", by=callum)
    aisha = as_person("aisha")
    assert allows(Can.CLOSE_EXCEPTION, aisha, the_exception())
    with pytest.raises(Refused) as refusal:
        verbs.close(the_exception(), "", by=aisha)
    assert refusal.value.field == "evidence"
    verbs.close(the_exception(), "Both parts are in the folder.", "https://files.example/both", by=aisha)
    db.session.commit()
    one = stands(handover)
    assert (one.state, one.how) == ("closed", "Both parts are in the folder.")
    assert one.closed.startswith("Aisha Khan, ")
    with pytest.raises(Stale):
        verbs.close(the_exception(), "Once more.", by=aisha)


def test_one_that_is_over_shows_as_late(app, handover, as_person):
    taken_over(app, handover, days=5)
    as_person("helen")
    with days_later(5):
        assert stands(handover).state == "open"
    with days_later(6):
        assert stands(handover).state == "late"


def test_a_later_waiver_of_the_same_settles_the_earlier(app, handover, as_person):
    taken_over(app, handover)
    taken_over(app, handover, who="callum", days=60)
    as_person("helen")
    assert [row.open for row in db.session.scalars(scoped(DatedException).order_by(DatedException.id))] == [False, True]
    assert stands(handover).answers == "Callum Reid"


def test_the_owner_gives_it_to_another(app, handover, as_person):
    taken_over(app, handover)
    helen = as_person("helen")
    verbs.pass_on(the_exception(), makers.member("priya"), by=helen)
    db.session.commit()
    assert stands(handover).answers == "Priya Shah"
    priya = as_person("priya")
    with pytest.raises(Refused):
        verbs.pass_on(the_exception(), priya, by=priya)


def test_she_is_reminded_a_week_before_on_the_day_and_once_it_is_late(app, handover):
    taken_over(app, handover)
    assert [remind(app, days) for days in (22, 23, 23, 24, 30, 30, 31, 40)] == [0, 1, 0, 0, 1, 0, 1, 0]
    due = clock.today() + timedelta(days=30)
    assert told(app, "aisha")[1] == "Yours to mend today."
    assert len(told(app, "aisha")) == 3
    said, = told(app, "helen")
    assert said.startswith(f"It was due on {due.day} {due:%B}")


def test_nobody_is_reminded_of_what_is_closed(app, handover, as_person):
    taken_over(app, handover)
    aisha = as_person("aisha")
    verbs.close(the_exception(), "Both parts are in the folder.", by=aisha)
    db.session.commit()
    assert remind(app, 30) == 0


def test_the_pages_from_the_gate_to_closing(app, handover, helen, aisha, marcus, callum, dawn):
    gate = f"/gates/{handover.phase('handover')}"
    assert helen.opens(gate).says("Take it over as an exception")
    path = f"/criteria/{handover.criterion('pack')}/waiver"
    with makers.acting(app, "helen"):
        who = str(makers.member("aisha").id)
    page = helen.sends(path, reason=WHY, answers=who, expires_on="2020-01-01")
    assert page.status == 422 and page.form("reason").values["reason"] == WHY
    helen.sends(path, reason=WHY, answers=who, expires_on=(clock.today() + timedelta(days=30)).isoformat())
    overview = helen.opens(f"{handover.path}/handover")
    assert overview.says("Taken over unfinished") and overview.says("Aisha Khan")
    href = next(link for link in overview.links if "/exceptions/" in link)
    assert marcus.opens(href).says("Aisha Khan")
    assert not any(link.endswith("/closing") for link in callum.opens(href).links)
    assert dawn.opens(href).status == 404
    page = aisha.sends(f"{href}/closing", evidence="Both parts are in the folder.")
    assert page.says("Closed on") and page.says("Both parts are in the folder.")
    assert helen.opens(f"{href}/answering").status == 200


def test_the_reminder_leads_to_the_exception(app, handover, aisha):
    taken_over(app, handover)
    remind(app, 23)
    page = aisha.opens("/inbox")
    assert page.says("Baton reminds you of The handover pack is complete")
    assert page.send(action="/open").says("Close it with evidence")
