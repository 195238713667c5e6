"""All history can be rebuilt from what happened, exactly: every day, every cause, whatever the days brought."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, delete, text, update

from tests.engagements.scenes import HELENS_WORDS, waive_everything
from tests.makers import acting, member
from tests.told_once import told_once
from tracker.accounts.members import end_place
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements import plan_changes
from tracker.engagements.deciding import pass_gate
from tracker.engagements.models import Phase
from tracker.engagements.scope import propose_addition
from tracker.responsibilities import appointments
from tracker.responsibilities.models import Activity, Appointment, Post
from tracker.selfsufficiency import formula
from tracker.selfsufficiency.checking import check_history
from tracker.selfsufficiency.display import standing_of
from tracker.selfsufficiency.keeping import reckon
from tracker.selfsufficiency.models import FactChange, FactSlice, Snapshot, Standing
from tracker.selfsufficiency.nightly import reckon_everywhere
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import sign_section
from tracker.strategy.writing import revise
from tracker.tenancy import scoped

WORDS = "This is what we want, and we will hold ourselves to it."
WHY = "We opened a second office, and nobody thought of it in spring."


@contextmanager
def day(app, number, who):
    """That many days from now, inside the walls of one person; what she did is committed."""
    with clock.at(clock.now() + timedelta(days=number)), acting(app, who) as person:
        yield person
        db.session.commit()


@told_once
def live_through_it(app, northgate):
    """Seventy days with progress, a loss, an appointment, more scope, a leaver, a pause, and days without anything."""
    with day(app, 1, "helen") as helen:
        revise(northgate.get(StrategySection, "purpose"), "Ten hires a month.", 1.0, by=helen, based_on=0)
    with day(app, 1, "helen") as helen:
        sign_section(northgate.get(StrategySection, "purpose"), WORDS, by=helen, number=1)
        appointments.name(northgate.get(Activity, "reply"), Post.ACCOUNTABLE, member("callum"), by=helen)
    with day(app, 4, "callum") as callum:
        asked = db.session.scalars(scoped(Appointment).where(Appointment.member_id == callum.id)).one()
        appointments.accept(asked, by=callum)
    with day(app, 5, "marcus") as marcus:
        revise(northgate.get(StrategySection, "purpose"), "As the practice sees it.", 0.0, by=marcus, based_on=1)
    with day(app, 20, "helen") as helen:
        waive_everything(northgate, "strategy")
        pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
    with day(app, 21, "helen") as helen:
        wanted = {"name": "Open a second channel", "purpose": "Readers asked.", "critical": True, "because": WHY}
        propose_addition(northgate.engagement, "activity", wanted, WHY, by=helen)
    with day(app, 30, "helen") as helen:
        plan_changes.propose_pause(northgate.engagement, "August is our busiest month by far.", by=helen)
    with day(app, 40, "helen") as helen:
        plan_changes.propose_resumption(northgate.engagement, "Everybody is back at their desks.", by=helen)
    with day(app, 41, "helen") as helen:
        end_place(member("callum"), by=helen)
    with day(app, 70, "marcus"):
        reckon(northgate.id)


@pytest.fixture
def lived(app, northgate):
    live_through_it(app, northgate)
    return northgate


def as_before_the_record(app):
    """Nobody who serves may take a change back; only the owner of the tables can."""
    owner = create_engine(app.config["SETTINGS"].owner_database_url)
    with owner.begin() as connection:
        of_all = "TRUNCATE" if owner.dialect.name == "postgresql" else "DELETE FROM"
        connection.execute(text(f"{of_all} fact_change"))
    owner.dispose()


def history(app, northgate):
    with acting(app, "marcus"):
        rows = scoped(Snapshot).where(Snapshot.engagement_id == northgate.id).order_by(Snapshot.day)
        return list(db.session.scalars(rows))


def checked(app, **asked):
    with app.app_context():
        return list(check_history("harbour", **asked))


def differing(app, **asked):
    return {one.engagement: one.differences for one in checked(app, **asked) if one.differences}


@pytest.mark.slow
def test_a_replay_gives_exactly_what_was_kept_day_by_day(app, lived):
    rows = history(app, lived)
    assert [row.day for row in rows] == [rows[0].day + timedelta(days=place) for place in range(len(rows))]
    assert len(rows) >= 56 + 70
    assert {cause[4] for row in rows for cause in row.causes} == {"people", "time", "scope", "regression"}
    (one,) = checked(app)
    assert (one.whole, one.since, one.differences) == (True, rows[0].day, [])


@pytest.mark.slow
def test_what_was_tampered_with_is_found_and_mended(app, lived):
    rows = history(app, lived)
    touched, gone, invented = rows[10], rows[60], rows[-1].day + timedelta(days=1)
    with acting(app, "marcus"):
        db.session.execute(update(Snapshot).where(Snapshot.id == touched.id).values(value=99.0, causes=[]))
        db.session.execute(delete(Snapshot).where(Snapshot.id == gone.id))
        last = db.session.get_one(Snapshot, (rows[-1].workspace_id, rows[-1].id))
        copied = {name: getattr(last, name) for name in Snapshot.__table__.columns.keys() if name not in {"id", "day"}}
        db.session.add(Snapshot(**copied, day=invented))
        db.session.execute(update(Standing).values(resilience=0.9))
        db.session.commit()
    runner = app.test_cli_runner()
    told = runner.invoke(args=["rebuild-history", "--workspace", "harbour", "--engagement", "E-0001"])
    assert told.exit_code == 1
    assert "4 days differ" in told.output
    (found,) = differing(app).values()
    assert {(one.day, one.what) for one in found} == {
        (touched.day, ("value", "causes")), (gone.day, ("missing",)), (invented, ("unknown",)),
        (rows[-1].day, ("standing.resilience",)),
    }  # fmt: skip
    told = runner.invoke(args=["rebuild-history", "--write"])
    assert (told.exit_code, "1 mended" in told.output) == (0, True)
    assert runner.invoke(args=["rebuild-history"]).exit_code == 0
    assert [(row.day, row.value, row.causes) for row in history(app, lived)] == [
        (row.day, row.value, row.causes) for row in rows
    ]


@pytest.mark.slow
def test_facts_forgotten_by_an_update_are_recalled_and_time_is_told_from_reading(app, lived):
    with day(app, 80, "marcus") as marcus:
        db.session.execute(delete(FactSlice).where(FactSlice.workspace_id == marcus.workspace_id))
        db.session.commit()
        reckon(lived.id)
    with day(app, 81, "helen") as helen:
        db.session.execute(delete(FactSlice).where(FactSlice.workspace_id == helen.workspace_id))
        revise(lived.get(StrategySection, "voice"), "Plain and warm.", 1.0, by=helen, based_on=0)
    assert differing(app) == {}
    assert len(history(app, lived)) >= 56 + 81


@pytest.mark.slow
def test_an_engagement_older_than_the_record_begins_with_the_facts_as_they_stood(app, lived):
    kept = [(row.day, row.value, row.causes) for row in history(app, lived)]
    with acting(app, "marcus"):
        db.session.execute(update(Standing).values(changes=0))
        db.session.commit()
    as_before_the_record(app)
    (one,) = checked(app)
    assert (one.since, one.whole, one.differences) == (None, False, [])
    with day(app, 75, "helen") as helen:
        revise(lived.get(StrategySection, "voice"), "Plain and warm.", 1.0, by=helen, based_on=0)
    with day(app, 78, "marcus"):
        reckon(lived.id)
    (one,) = checked(app)
    assert (one.since, one.whole, one.differences) == (kept[-1][0], False, [])
    rows = history(app, lived)
    assert [(row.day, row.value, row.causes) for row in rows][: len(kept)] == kept
    assert len(rows) == len(kept) + 8
    assert "began before changes were written down" in app.test_cli_runner().invoke(args=["rebuild-history"]).output


@pytest.mark.slow
def test_a_new_formula_keeps_what_the_earlier_one_said_beside_its_own(app, lived, monkeypatch):
    before = history(app, lived)
    monkeypatch.setitem(formula.WEIGHTS, "S", 0.5)
    monkeypatch.setattr(formula, "FORMULA_VERSION", 2)
    told = app.test_cli_runner().invoke(args=["rebuild-history", "--outdated", "--write"])
    assert (told.exit_code, "1 mended" in told.output) == (0, True)
    rows = history(app, lived)
    old, new = ([row for row in rows if row.formula_version == version] for version in (1, 2))
    assert [(row.day, row.value, row.causes) for row in old] == [(row.day, row.value, row.causes) for row in before]
    assert [row.day for row in new] == [row.day for row in old]
    assert new[-1].value > old[-1].value
    assert {row.current for row in old} == {False}
    assert {row.current for row in new} == {True}
    assert differing(app) == {}
    with acting(app, "marcus"):
        assert (standing_of(lived.id).formula_version, standing_of(lived.id).value) == (2, new[-1].value)
    assert checked(app, outdated=True) == []


@pytest.mark.slow
def test_the_first_change_under_a_new_formula_is_not_blamed_for_it(app, lived, monkeypatch):
    monkeypatch.setitem(formula.WEIGHTS, "S", 0.5)
    monkeypatch.setattr(formula, "FORMULA_VERSION", 2)
    with day(app, 71, "helen") as helen:
        revise(lived.get(StrategySection, "voice"), "Plain and warm.", 1.0, by=helen, based_on=0)
    assert differing(app) == {}
    new = [row for row in history(app, lived) if row.formula_version == 2]
    revised = [cause for cause in new[-1].causes if cause[0] == "section.revised"]
    assert new[-1].value - new[-2].value == pytest.approx(sum(cause[3] for cause in new[-1].causes), abs=1e-3)
    assert 0 < revised[0][3] < 5


@pytest.mark.slow
def test_the_night_fills_what_was_missed_and_says_so_once(app, lived):
    with clock.at(clock.now() + timedelta(days=74)):
        with app.app_context():
            assert reckon_everywhere() >= 1
        with app.app_context():
            assert reckon_everywhere() == 0
    assert [row.causes[0][0] for row in history(app, lived)[-4:]] == ["time.passed"] * 4
    assert differing(app) == {}


@pytest.mark.slow
def test_what_only_waits_is_no_history(app, lived):
    with acting(app, "marcus"):
        facts = db.session.scalars(scoped(FactChange).order_by(FactChange.number)).all()
    assert [row.number for row in facts] == list(range(1, len(facts) + 1))
    assert "waiting" not in facts[0].patch["items"][1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engagement", "E-0001"], "name --workspace too"),
        (["--workspace", "harbour", "--engagement", "first"], "such as E-0042"),
        (["--workspace", "harbour", "--engagement", "E-9999"], "no such engagement"),
        (["--workspace", "nowhere"], "no such engagement"),
    ],
)
def test_a_slip_in_the_command_is_explained(app, northgate, words, said):
    told = app.test_cli_runner().invoke(args=["rebuild-history", *words])
    assert told.exit_code != 0
    assert said in told.output
