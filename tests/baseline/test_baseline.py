"""Where it begins: readiness guides support, willingness is asked, and none of it ever becomes a score."""

from datetime import date
from pathlib import Path

import pytest

import tracker
from tests import makers
from tracker.baseline import keeping
from tracker.baseline.evidence import nobody_knows_the_basics, read_baseline
from tracker.baseline.models import RATINGS, Finding, Kind, Readiness, Willing, Willingness
from tracker.baseline.reading import baseline_of
from tracker.baseline.support import SUPPORT, first_help
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.selfsufficiency.formula import assess
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.reading import inputs_of
from tracker.tenancy import scoped

GATE = {"kind": "strategy", "state": "active"}
TODAY = date(2026, 11, 21)


def ratings(level=4, **changed):
    return dict.fromkeys(RATINGS, level) | changed


@pytest.mark.parametrize(
    ("given", "first"),
    [
        (ratings(5), None),
        (ratings(5, ability=3), "ability"),
        (ratings(5, desire=2, ability=1), "desire"),
        (ratings(1), "awareness"),
        (ratings(4), None),
    ],
)
def test_the_first_low_rating_says_which_help_comes_first(given, first):
    found = first_help(given)
    assert (found.key if found else None) == first
    assert [one.key for one in SUPPORT] == list(RATINGS)


def test_rating_again_keeps_the_earlier_row_and_the_newest_stands(northgate, as_person):
    mina = as_person("mina")
    aisha = makers.member("aisha")
    keeping.rate(northgate.engagement, aisha, ratings(2), "She has never done it.", by=mina)
    keeping.rate(northgate.engagement, aisha, ratings(4), by=mina)
    keeping.rate(northgate.engagement, None, ratings(3), by=mina)
    db.session.commit()
    found = baseline_of(northgate.engagement, mina, keeps=True)
    assert len(db.session.scalars(scoped(Readiness)).all()) == 3
    line = next(one for one in found.people if one.id == aisha.id)
    assert line.readiness.knowledge == 4
    assert found.organisation.help.key == "awareness"
    assert (found.rated, found.basics) == (1, 1)


@pytest.mark.parametrize("wrong", [{"desire": 0}, {"desire": 6}, {"desire": -1}])
def test_a_number_off_the_scale_is_refused_at_its_field(northgate, as_person, wrong):
    mina = as_person("mina")
    with pytest.raises(Refused, match="from 1 to 5") as refusal:
        keeping.rate(northgate.engagement, None, ratings(**wrong), by=mina)
    assert refusal.value.field == "desire"


def test_only_the_clients_own_people_are_asked(northgate, as_person):
    mina = as_person("mina")
    for key in ("marcus", "brook"):
        with pytest.raises(Refused, match="own people"):
            keeping.rate(northgate.engagement, makers.member(key), ratings(), by=mina)


def test_nobody_who_knows_the_basics_is_a_warning_before_the_launch_alone(northgate, as_person):
    mina = as_person("mina")

    def warned(gate=GATE):
        return nobody_knows_the_basics(facts_of(northgate.id), gate, TODAY)

    assert "has been asked" in warned().text
    keeping.rate(northgate.engagement, makers.member("aisha"), ratings(4, knowledge=2), by=mina)
    db.session.commit()
    assert "Nobody knows the basics yet" in warned().text
    assert warned({"kind": "strategy", "state": "passed"}) is None
    assert warned({"kind": "training", "state": "active"}) is None
    keeping.rate(northgate.engagement, makers.member("priya"), ratings(4, knowledge=3), by=mina)
    db.session.commit()
    assert warned() is None


def test_whoever_left_no_longer_counts_as_knowing_the_basics(northgate, as_person):
    from tracker.accounts.members import end_place

    mina = as_person("mina")
    keeping.rate(northgate.engagement, makers.member("callum"), ratings(5), by=mina)
    db.session.commit()
    helen = as_person("helen")
    end_place(makers.member("callum"), by=helen)
    db.session.commit()
    assert "who knows the basics?" in nobody_knows_the_basics(facts_of(northgate.id), GATE, TODAY).text
    assert len(db.session.scalars(scoped(Readiness)).all()) == 1
    assert all(one.name != "Callum Reid" for one in baseline_of(northgate.engagement, helen, keeps=True).people)


def test_the_baseline_never_enters_the_index(northgate, as_person):
    mina = as_person("mina")
    before = assess(inputs_of(facts_of(northgate.id)), TODAY)
    value = db.session.scalars(scoped(Standing)).one().value
    keeping.rate(northgate.engagement, makers.member("aisha"), ratings(5), by=mina)
    keeping.rate(northgate.engagement, None, ratings(1), by=mina)
    keeping.answer(northgate.engagement, makers.member("aisha"), Willing.NO, by=mina)
    keeping.note_finding(northgate.engagement, Kind.SKILL, "Writing", "works", by=mina)
    db.session.commit()
    assert read_baseline(northgate.id)["people"]
    assert assess(inputs_of(facts_of(northgate.id)), TODAY) == before
    assert db.session.scalars(scoped(Standing)).one().value == value
    code = Path(tracker.__file__).parent / "selfsufficiency"
    assert [path.name for path in code.glob("*.py") if "baseline" in path.read_text()] == []


def test_nobodys_age_is_kept():
    for model in (Readiness, Willingness, Finding):
        assert not {name for name in model.__table__.columns.keys() if "age" in name.split("_") or "birth" in name}


def test_a_finding_is_taken_off_once_and_kept(northgate, as_person):
    priya = as_person("priya")
    row = keeping.note_finding(northgate.engagement, Kind.CHANNEL, "LinkedIn page", "partly", "An agency", by=priya)
    keeping.remove_finding(row, by=priya)
    assert baseline_of(northgate.engagement, priya, keeps=True).findings == []
    with pytest.raises(Stale):
        keeping.remove_finding(row, by=priya)


@pytest.mark.slow
def test_mina_rates_and_aisha_sees_her_own_line_alone(northgate, mina, aisha, helen, dawn):
    page = mina.opens(f"{northgate.path}/baseline/rating?person={makers.cast.BY_KEY['aisha'].id}")
    page = page.send(awareness="4", desire="2", knowledge="2", ability="9", note="Two talks.")
    assert page.status == 422
    assert page.form("note").values["note"] == "Two talks."
    page = page.send(ability="2", reinforcement="1")
    assert page.says("Ask what it would cost")
    page = aisha.opens(f"{northgate.path}/baseline")
    assert page.says("Ask what it would cost")
    assert not page.says("Callum Reid")
    assert aisha.opens(f"{northgate.path}/baseline/rating").status == 403
    page = aisha.opens(f"{northgate.path}/baseline/willingness").send(answer="with_help", wish="Fridays free.")
    assert page.says("Fridays free.")
    callum = str(makers.cast.BY_KEY["callum"].id)
    refused = aisha.opens(f"{northgate.path}/baseline/willingness").send(person=callum, answer="no")
    assert refused.status == 422
    assert helen.opens(f"{northgate.path}/baseline").says("Callum Reid")
    assert helen.opens(f"/gates/{northgate.phase('strategy')}").says("Nobody knows the basics yet")
    assert dawn.opens(f"{northgate.path}/baseline").status == 404


@pytest.mark.slow
def test_priya_lists_what_exists(northgate, priya, aisha):
    page = priya.opens(f"{northgate.path}/baseline/findings").send(name="Scheduler", state="partly")
    assert page.status == 422
    page = page.send(kind="tool", holder="Nobody")
    assert page.says("Half works")
    assert not [one for one in aisha.opens(f"{northgate.path}/baseline").reader.forms if "removal" in one.action]
    assert priya.opens(f"{northgate.path}/baseline").send("Take off : Scheduler").says("Nothing is listed yet")
