"""The triggers on facts as the features hand them in, and the pages that their proofs lead to."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import g

from tests import makers
from tests.engagements.scenes import HELENS_WORDS, waive_everything
from tests.selfsufficiency.triggers.loud import LOUD
from tests.selfsufficiency.triggers.worlds import seen, world
from tests.sourcing.scenes import studio
from tracker.core import clock
from tracker.core.database import db
from tracker.core.forms import _as_id, seconds_shown
from tracker.engagements.deciding import pass_gate
from tracker.engagements.extension_points import facts_of, live_facts
from tracker.engagements.models import Phase, SignOff
from tracker.engagements.scope import propose_addition
from tracker.responsibilities.doers import done_by_person
from tracker.responsibilities.models import Activity
from tracker.responsibilities.providers import add_provider
from tracker.selfsufficiency.flags.catalogue import KINDS
from tracker.selfsufficiency.flags.sighting import World
from tracker.selfsufficiency.reading import inputs_of
from tracker.sourcing.judging import hold_meeting
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import sign_section, withdraw_signature
from tracker.strategy.writing import revise
from tracker.tenancy import scoped
from tracker.toolkit.models import Tool, give_access, request_access

pytestmark = pytest.mark.slow
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at_moment(seconds):
    """An id as the server makes it, so many seconds before noon."""
    milliseconds = int(NOON.timestamp() * 1000) - 1000 * seconds
    return str(UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62)))


def test_every_proof_leads_to_a_page(app):
    for key, slices in LOUD.items():
        for proof in (proof for one in seen(key, world(**slices)) for proof in one.proofs if proof.endpoint):
            (rule, *_) = app.url_map.iter_rules(proof.endpoint)
            assert rule.arguments == set(proof.values), f"{key} leads to {proof.endpoint}"


def test_an_engagement_of_eight_weeks_in_which_nothing_was_done(app, northgate):
    with makers.acting(app, "marcus"):
        facts, today = live_facts(northgate.engagement.id), clock.today()
        there = World(facts, inputs_of(facts), today, last_step_on=northgate.engagement.starts_on)
        raised = {key: {one.severity.word for one in kind.trigger(there)} for key, kind in KINDS.items()}
    # Helen is named a leader, and nobody has written to a customer.
    assert {key: words for key, words in raised.items() if words} == {
        "no-champion": {"high"}, "absent-owner": {"high"}, "broadcast-only": {"warn"}, "stalled": {"warn"},
        "no-measure": {"warn"},
    }  # fmt: skip


def slice_of(northgate, name):
    return live_facts(northgate.id)[name]


def test_signatures_come_to_the_second_with_the_words_that_were_read_and_waivers_beside_them(app, northgate):
    with makers.acting(app, "helen") as helen:
        waive_everything(northgate, "strategy")
        pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
        db.session.commit()
        rows = slice_of(northgate, "signatures")
        assert rows == facts_of(northgate.id)["signatures"]
        signature = db.session.scalars(scoped(SignOff).where(SignOff.subject_type == "Phase")).one()
        day, second, signer = clock.today().isoformat(), int(signature.at.timestamp()), str(helen.id)
        assert rows[0] == [day, second, signer, "Phase", "Strategy", str(signature.id), None, signature.text_words]
        assert signature.text_words > 100
    assert rows[1][3] == "Waiver" and rows[1][6:] == [None, None] and rows[-1][3] == "Engagement"
    assert {row[4] for row in rows[1:-1]} >= {"The baseline is measured"}
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)


def test_old_and_withdrawn_signatures_are_left_out(app, northgate, draft_of_purpose):
    with makers.acting(app, "helen") as helen:
        section = northgate.get(StrategySection, "purpose")
        sign_section(section, HELENS_WORDS, by=helen, number=1)
        db.session.commit()
        assert [row[3] for row in slice_of(northgate, "signatures")] == ["Revision", "Engagement"]
        withdraw_signature(section, "It says too little about our readers.", by=helen)
        db.session.commit()
        assert [row[3] for row in slice_of(northgate, "signatures")] == ["Revision", "Engagement"]
        with clock.at(clock.now() + timedelta(days=80)):
            assert [row[3] for row in slice_of(northgate, "signatures")] == ["Revision"]


@pytest.fixture
def draft_of_purpose(app, northgate):
    with makers.acting(app, "priya") as priya:
        section = northgate.get(StrategySection, "purpose")
        revise(section, "We are here because our readers ask us things.", 1.0, by=priya, based_on=0)
        db.session.commit()


def test_how_long_the_page_was_open_is_kept_with_the_signature(app, northgate, draft_of_purpose, helen):
    page = helen.opens(f"/sections/{northgate.section('purpose')}/sign")
    page.send(words=HELENS_WORDS)
    with makers.acting(app, "helen"):
        signature = db.session.scalars(scoped(SignOff).where(SignOff.subject_type == "Revision")).one()
        assert 0 <= signature.read_seconds < 60 and signature.text_words == 9


@pytest.mark.every_engine
@pytest.mark.parametrize(
    ("once", "seconds"),
    [(at_moment(90), 90), (at_moment(86_400), 86_400), (at_moment(86_402), None), (at_moment(-5), None),
     ("0b0f7c52-6f1e-4b3d-9f43-3f1c6a5d2e11", None)],
)  # fmt: skip
def test_an_id_that_no_page_gave_tells_nothing(app, once, seconds):
    with app.test_request_context("/", method="POST"), clock.at(NOON):
        g.form_shown_as = _as_id(once)
        assert seconds_shown() == seconds


def test_outside_a_request_nobody_was_shown_anything():
    assert seconds_shown() is None


def test_providers_with_their_ties_and_meetings_and_since_when_they_work(app, northgate):
    with makers.acting(app, "helen") as helen:
        firm = studio(northgate, meets_every=30, affiliation="They pay us a fee.")
        quiet_firm = add_provider(northgate.engagement, "Quiet", by=helen)
        hold_meeting(firm, clock.today() - timedelta(days=5), by=helen)
        hold_meeting(firm, clock.today() - timedelta(days=9), by=helen)
        db.session.commit()
        assert slice_of(northgate, "providers") == [
            {"id": str(firm.id), "name": "Brightside Studio", "affiliated": True, "meets_every": 30,
             "met_on": (clock.today() - timedelta(days=5)).isoformat()},
            {"id": str(quiet_firm.id), "name": "Quiet", "affiliated": False, "meets_every": None, "met_on": None},
        ]  # fmt: skip
        listen = northgate.get(Activity, "listen")
        rows = {row["key"]: row["doer"] for row in slice_of(northgate, "activities")}
        assert (rows["listen"]["kind"], rows["listen"]["since"]) == ("practice", None)
        done_by_person(listen, helen, by=helen)
        db.session.commit()
        rows = {row["key"]: row["doer"] for row in slice_of(northgate, "activities")}
        assert rows["listen"]["since"] == clock.today().isoformat()


def test_whoever_may_use_a_tool_is_told_beside_its_admins(app, northgate):
    with makers.acting(app, "helen") as helen:
        scheduler = northgate.get(Tool, "scheduler")
        give_access(scheduler, makers.member("priya"), by=helen, admin=True)
        give_access(scheduler, makers.member("marcus"), by=helen)
        request_access(scheduler, makers.member("aisha"), by=helen)
        db.session.commit()
        (row,) = [row for row in slice_of(northgate, "tools") if row["key"] == "scheduler"]
        assert row["admins"] == [{"person": str(makers.member("priya").id)}]
        assert set(row["users"]) == {str(makers.member(key).id) for key in ("priya", "marcus")}


def test_additions_in_force_are_told_beside_those_that_wait(app, northgate):
    fields = {"name": "Open a second channel", "purpose": "Readers asked.", "critical": True}
    with makers.acting(app, "helen") as helen:
        waive_everything(northgate, "strategy")
        pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
        propose_addition(northgate.engagement, "activity", fields, "We opened a second office in spring.", by=helen)
        db.session.commit()
        added = db.session.scalars(scoped(Activity).where(Activity.name == "Open a second channel")).one()
        assert slice_of(northgate, "scope") == {
            "proposals": [],
            "added": [{"kind": "activity", "subject": str(added.id), "on": clock.today().isoformat()}],
        }
