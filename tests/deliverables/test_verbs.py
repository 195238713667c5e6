"""A deliverable from the first draft to the owner's acceptance, and a change after it."""

from datetime import date, timedelta

import pytest

from tests.deliverables.scenes import TEXT, WORDS, accept, ask, find, hand_in
from tests.makers import acting, member
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.deliverables.gate_rules import deliverable_accepted
from tracker.deliverables.listed import listed, state_of
from tracker.deliverables.models import DeliverableVersion
from tracker.deliverables.models.version import text_of
from tracker.engagements.extension_points import slices
from tracker.engagements.models import Phase, SignOff
from tracker.engagements.signing import hash_of
from tracker.files.models import Attachment
from tracker.tenancy import scoped


def test_an_engagement_begins_with_what_its_phases_hand_over(app, northgate):
    with acting(app, "mina"):
        by_phase = listed(northgate.id)
        strategy = northgate.get(Phase, "strategy")
        assert [one.deliverable.key for one in by_phase[strategy.id]][:2] == ["charter-exit-plan", "audit"]
        assert {one.state for rows in by_phase.values() for one in rows} == {"empty"}
        assert by_phase[strategy.id][0].due_on == strategy.planned_end


def test_it_goes_from_draft_to_acceptance_and_is_changed_since(app, northgate):
    hand_in(app, northgate)
    with acting(app, "mina"):
        assert state_of(find(northgate)) == "draft"
    ask(app, northgate)
    with acting(app, "mina"):
        assert state_of(find(northgate)) == "review"
    accept(app, northgate)
    with acting(app, "mina"):
        assert state_of(find(northgate)) == "accepted"
    hand_in(app, northgate, text="Twenty accounts.")
    with acting(app, "mina"):
        assert state_of(find(northgate)) == "changed"
        assert find(northgate).accepted_version == 1


def test_the_signature_is_fixed_to_the_text_and_the_files(app, northgate):
    hand_in(app, northgate)
    accept(app, northgate)
    with acting(app, "helen"):
        version = db.session.scalars(scoped(DeliverableVersion)).one()
        file = db.session.scalars(scoped(Attachment)).one()
        signature = db.session.scalars(scoped(SignOff).where(SignOff.subject_id == version.id)).one()
        assert file.hash in version.files_said
        assert signature.subject_hash == hash_of(text_of(version, "Audit"))
        assert signature.words == WORDS


def test_only_the_owner_accepts_and_in_words_of_her_own(app, northgate):
    hand_in(app, northgate)
    for key in ("marcus", "mina", "priya"):
        with acting(app, key) as me, pytest.raises(Refused, match="Only the owner"):
            find(northgate).accept(WORDS, by=me, version=1)
    with acting(app, "helen") as helen:
        for words in ("ok", "Nineteen accounts, six of them"):
            with pytest.raises(Refused):
                find(northgate).accept(words, by=helen, version=1)


def test_nobody_accepts_what_she_did_not_read(app, northgate):
    hand_in(app, northgate)
    hand_in(app, northgate, text="Twenty accounts.")
    with acting(app, "helen") as helen:
        with pytest.raises(Stale, match="newer version"):
            find(northgate).accept(WORDS, by=helen, version=1)
        find(northgate).accept(WORDS, by=helen, version=2)
        with pytest.raises(Stale, match="accepted already"):
            find(northgate).accept(WORDS, by=helen, version=2)


def test_nothing_is_accepted_or_asked_for_before_there_is_something(app, northgate):
    with acting(app, "helen") as helen:
        with pytest.raises(Refused, match="no version"):
            find(northgate).accept(WORDS, by=helen, version=0)
        with pytest.raises(Refused, match="no version"):
            find(northgate).ask(by=helen)


def test_the_owner_returns_it_with_a_reason(app, northgate):
    hand_in(app, northgate)
    with acting(app, "helen") as helen:
        with pytest.raises(Stale):
            find(northgate).send_back("Why?", by=helen, version=1)
    ask(app, northgate)
    with acting(app, "helen") as helen:
        with pytest.raises(Refused, match="Say what is missing"):
            find(northgate).send_back(" ", by=helen, version=1)
        find(northgate).send_back("The page of 2019 is missing.", by=helen, version=1)
        assert state_of(find(northgate)) == "returned"


def test_a_version_is_a_text_a_link_or_a_file(app, northgate):
    with acting(app, "mina") as mina:
        audit = find(northgate)
        with pytest.raises(Refused, match="at least one"):
            audit.add_version(by=mina, note="x", text=" ", link="", based_on=0)
        with pytest.raises(Stale):
            audit.add_version(by=mina, note="", text=TEXT, link="", based_on=3)
        assert audit.add_version(by=mina, note="", text="", link="https://example.org/a", based_on=0).number == 1


def test_the_champion_advises_and_the_state_stays(app, northgate):
    hand_in(app, northgate)
    ask(app, northgate)
    with acting(app, "priya") as priya:
        find(northgate).advise(by=priya, fit=True, words="I checked every account myself.", version=1)
        assert state_of(find(northgate)) == "review"
        with pytest.raises(Refused):
            find(northgate).advise(by=priya, fit=True, words="fine", version=1)


def test_it_is_due_with_its_phase_unless_it_has_a_day_of_its_own(app, northgate):
    with acting(app, "mina") as mina:
        day = clock.today() - timedelta(days=1)
        find(northgate).plan(by=mina, due_on=day, reviewer=member("priya"))
        shown = next(one for rows in listed(northgate.id).values() for one in rows if one.deliverable.key == "audit")
        assert (shown.due_on, shown.late, shown.deliverable.reviewer_id) == (day, True, member("priya").id)


def test_the_gate_reads_it(app, northgate):
    def verdict():
        with acting(app, "mina"):
            facts = {"deliverables": slices["deliverables"](northgate.id)}
        return deliverable_accepted(facts, {"key": "audit"}, date.today())

    assert verdict().missing[0].text == "Audit: nothing is handed in yet"
    hand_in(app, northgate)
    ask(app, northgate)
    assert verdict().missing[0].text == "Audit: waits for the owner to accept it"
    accept(app, northgate)
    assert verdict().met and verdict().says == "Audit, version 1, accepted"
    hand_in(app, northgate, text="Twenty accounts.")
    assert verdict().missing[0].text == "Audit: changed since it was accepted"
    assert not deliverable_accepted({}, {"key": "audit"}, date.today()).met


def test_the_facts_are_what_the_document_says(app, northgate):
    hand_in(app, northgate)
    ask(app, northgate)
    with acting(app, "mina"):
        row = next(row for row in slices["deliverables"](northgate.id) if row["key"] == "audit")
        strategy = northgate.phase("strategy")
    assert row | {"id": ""} == {
        "id": "", "key": "audit", "name": "Audit", "phase": str(strategy), "state": "review", "version": 1,
        "asked_on": clock.today().isoformat(), "accepted_version": None, "accepted_on": None,
    }  # fmt: skip
