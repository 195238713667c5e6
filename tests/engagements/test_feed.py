"""What happened, in sentences, newest first."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tracker
from tests import makers
from tests.counting import statements
from tests.engagements.scenes import HELENS_WORDS, waive_everything
from tracker.audit import AuditEvent, record
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.deciding import pass_gate
from tracker.engagements.extension_points import slices_of_noun
from tracker.engagements.models import Phase
from tracker.engagements.sentences import SENTENCES
from tracker.engagements.telling import by_day, tell
from tracker.selfsufficiency.keeping import reckon


def event(verb, what="Purpose", because="", before=None, after=None, at=None, who="Helen Ames"):
    return AuditEvent(
        verb=verb, actor_name=who, subject_name=what, because=because, before=before or {}, after=after or {},
        at=at or datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        (event("gate.passed", "Strategy", "Board agreed"), "Helen Ames passed the Strategy gate."),
        (
            event("rung.moved", "Posts", before={"rung": 2}, after={"rung": 3}),
            "Helen Ames moved Posts from rung 2 to 3.",
        ),
        (event("team.named", "Tom", after={"part": "deputy_champion"}), "Helen Ames named Tom deputy champion."),
        (event("team.left", "Anything", before={"person": "Tom Grey"}), "Tom Grey left."),
        (event("section.signed", after={"revision": 4}), "Helen Ames signed Purpose, revision 4."),
        (event("widget.polished_twice", "The lamp"), "Helen Ames: widget polished twice, The lamp."),
        (event("rung.moved", "Reply"), "Helen Ames: rung moved, Reply."),
        (event("gate.passed", "{who.__class__} {0}"), "Helen Ames passed the {who.__class__} {0} gate."),
    ],
)
def test_events_are_told_in_sentences(happened, sentence):
    assert tell(happened).sentence == sentence


def test_every_verb_about_an_engagement_has_a_sentence():
    recorded = set()
    for file in Path(tracker.__file__).parent.rglob("*.py"):
        recorded |= set(re.findall(r'record\(\s*"([a-z_]+\.[a-z_]+)"', file.read_text()))
    assert "gate.passed" in recorded
    about_engagements = {verb for verb in recorded if verb.partition(".")[0] in slices_of_noun.keys() - {"member"}}
    assert about_engagements - SENTENCES.keys() == set()


def test_days_are_said_in_words():
    told = tell(event("criterion.waived", "The audit is done", after={"expires_on": "2030-03-01"}))
    assert told.sentence == "Helen Ames waived this until 1 March 2030: The audit is done."


def test_reasons_are_quoted_but_not_what_is_between_trainee_and_verifier():
    assert tell(event("gate.passed", because="Board agreed")).quote == "Board agreed"
    assert tell(event("item.returned", because="Too curt.")).quote == ""
    assert len(tell(event("gate.passed", because="x" * 9000)).quote) == 400


def test_days_are_those_of_the_workspace(as_person):
    as_person("helen")
    late = event("gate.passed", at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert [day.isoformat() for day, _ in by_day([late])] == ["2026-07-02"]


@pytest.mark.every_engine
def test_the_feed_tells_the_story_to_both_sides(app, northgate, visit):
    with makers.acting(app, "helen") as helen:
        waive_everything(northgate, "strategy")
        pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
        db.session.commit()
    for who in ("marcus", "mina", "helen", "aisha"):
        page = visit(who).opens(f"{northgate.path}/activity")
        assert page.says("Helen Ames passed the Strategy gate.")
        assert page.says(HELENS_WORDS)
        assert page.says("Helen Ames signed the charter.")
        assert page.says("Mina Okafor started the engagement.")
        assert page.text.index("passed the Strategy gate") < page.text.index("signed the charter")


def test_what_people_typed_is_shown_as_text(app, northgate, helen):
    with makers.acting(app, "helen") as person:
        because = "<script>alert(1)</script> {{ 7*7 }}"
        record("gate.reopened", northgate.get(Phase, "strategy"), by=person, because=because)
        db.session.commit()
    page = helen.opens(f"{northgate.path}/activity")
    assert page.says("<script>alert(1)</script> {{ 7*7 }}")
    assert "<script>alert" not in page.html


@pytest.mark.every_engine
def test_a_long_history_is_read_a_page_at_a_time_and_costs_the_same(app, northgate, helen):
    def opened(path):
        with statements(app) as sent:
            page = helen.opens(path)
        assert page.status == 200
        return page, len(sent)

    with makers.acting(app, "marcus"):
        reckon(northgate.id)  # the night has seen today's flags
        db.session.commit()
    _, few = opened(f"{northgate.path}/activity")
    with makers.acting(app, "helen") as person:
        for number in range(120):
            with clock.at(datetime(2026, 11, 1, 9, tzinfo=UTC)):
                record("gate.reopened", northgate.get(Phase, "strategy"), by=person, because=f"Reason {number:03d}.")
        db.session.commit()
    page, many = opened(f"{northgate.path}/activity")
    assert many == few <= 8
    assert page.says("Reason 119.")
    assert page.says("Reason 070.")
    assert not page.says("Reason 069.")
    older = next(href for href in page.links if "after=" in href)
    page, _ = opened(older.removeprefix("/w/harbour"))
    assert page.says("Reason 069.")
    assert not page.says("Reason 070.")


@pytest.mark.parametrize("after", ["nonsense", "", "%00", "ffffffff-ffff-ffff-ffff-ffffffffffff"])
@pytest.mark.every_engine
def test_an_odd_place_to_start_shows_the_newest(northgate, helen, after):
    page = helen.opens(f"{northgate.path}/activity?after={after}")
    assert page.status == 200
    assert page.says("signed the charter")


def test_another_clients_events_are_not_in_it(app, northgate, dawn):
    with makers.acting(app, "marcus"):
        id = makers.start("weir").id
        db.session.commit()
    page = dawn.opens(f"/engagements/{id}/activity")
    assert page.says("Marcus Hale started the engagement.")
    assert not page.says("Mina Okafor")
