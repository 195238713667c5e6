"""How the stored index behaves when people act on random engagements through the real verbs.

Who takes over never loses by it, who lets go does; outsourcing what somebody of the client answers for costs nothing;
and what time alone does is told apart. The same is asked of the formula alone in `test_behaviour.py`, much more often.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.databases import Stage
from tests.makers import Northgate, acting, member
from tests.makers import northgate as northgate_of
from tests.selfsufficiency.doing import DEEDS, words
from tests.selfsufficiency.facts import Choices
from tests.selfsufficiency.stirring import OWN, Stirring
from tests.selfsufficiency.test_promises import deed_of, read, steps_of, value, walks
from tests.sourcing.scenes import studio
from tracker.accounts.members import end_place
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import Facts
from tracker.responsibilities import appointments, doers, ladder, rules
from tracker.responsibilities.models import Activity, Post
from tracker.selfsufficiency.display import standing_of
from tracker.selfsufficiency.keeping import reckon
from tracker.selfsufficiency.reading import inputs_of
from tracker.selfsufficiency.worth import unowned_provider
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import sign_section
from tracker.strategy.turns import latest_revision
from tracker.strategy.writing import revise
from tracker.tenancy import scoped
from tracker.toolkit.adding import write_runbook
from tracker.training.models import ChecklistItem, ItemProgress, ProgressState
from tracker.worklog.logging import log_work

pytestmark = pytest.mark.slow
# What is lost between two databases in binary fractions.
DUST = 1e-6


class Trial:
    """One engagement, stirred; each deed says what must become of the index, or None when it cannot be done here."""

    def __init__(self, app: Flask, northgate: Northgate, pick: Choices):
        self.app, self.northgate, self.pick = app, northgate, pick
        self.stirring = Stirring(app, northgate, pick)
        self.stirring.begin()
        self.before = 0.0

    def facts(self) -> Facts:
        return read(self.app, self.northgate)

    def rows(self) -> list[dict]:
        ids = {str(self.northgate.activity(key)) for key in self.stirring.few}
        return [row for row in self.facts()["activities"] if row["id"] in ids]

    def act(self, key: str, verb: Callable[[Membership], None]) -> bool:
        """Whether `key` may and did."""
        try:
            with acting(self.app, key) as me:
                verb(me)
                db.session.commit()
        except Refused:
            return False
        return True

    def activity(self, row: dict) -> Activity:
        return self.northgate.get(Activity, row["key"])

    # Taking over

    def signs(self) -> str | None:
        unsigned = [row for row in self.facts()["strategy"] if row["written"] and not row["signed_on"]]
        if not unsigned:
            return None
        row = self.pick.of(unsigned)

        def sign(me: Membership) -> None:
            section = self.northgate.get(StrategySection, row["key"])
            latest = latest_revision(section)
            assert latest is not None
            sign_section(section, words(), by=me, number=latest.number)

        return "rises" if self.act("helen", sign) else None

    def oversees(self) -> str | None:
        """By whoever answers for it: others only look."""
        answered = [row for row in self.rows() if row["accountable"] and row["accountable"]["accepted_on"]]
        if not answered:
            return None
        row = self.pick.of(answered)
        who = next(key for key in OWN if str(member_id(self.app, key)) == row["accountable"]["person"])
        done = self.act(who, lambda me: log_work(self.activity(row), "oversight", by=me))
        return "not less" if done else None

    def climbs(self) -> str | None:
        row = self.pick.of(self.rows())
        if row["rung"] == 4:
            return None

        def move(me: Membership) -> None:
            activity = self.activity(row)
            ladder.move(activity, row["rung"] + 1, by=me, because="They can.", evidence="Seen at work on Monday.")
            if activity.rung != row["rung"] + 1:
                raise Refused("It was only proposed.")

        return ("not less" if self._worthless(row) else "rises") if self.act("helen", move) else None

    def accepts(self) -> str | None:
        """Priya is asked first where nobody is."""
        row = self.pick.of(self.rows())
        if row["accountable"] is None:

            def ask(me: Membership) -> None:
                appointments.name(self.activity(row), Post.ACCOUNTABLE, member("priya"), by=me)

            if not self.act("helen", ask):
                return None
            self.before = value(self.app, self.northgate)
            row = next(one for one in self.rows() if one["id"] == row["id"])
        if row["accountable"] is None or row["accountable"]["accepted_on"]:
            return None

        def accept(me: Membership) -> None:
            appointment = appointments.held(
                db.session.scalars(appointments.open_appointments(self.activity(row))), Post.ACCOUNTABLE
            )
            assert appointment is not None
            appointments.accept(appointment, by=me)

        who = next(key for key in OWN if str(member_id(self.app, key)) == row["accountable"]["person"])
        return "rises" if self.act(who, accept) else None

    # Letting go

    def slips(self) -> str | None:
        row = self.pick.of(self.rows())
        if row["rung"] == 0:
            return None
        moved = self.act("marcus", lambda me: ladder.move(self.activity(row), row["rung"] - 1, by=me, because="No."))
        return ("not more" if self._worthless(row) else "falls") if moved else None

    def loses_its_owner(self) -> str | None:
        row = self.pick.of(self.rows())
        if row["accountable"] is None:
            return None

        def end(me: Membership) -> None:
            rows = db.session.scalars(appointments.open_appointments(self.activity(row)))
            appointment = appointments.held(rows, Post.ACCOUNTABLE)
            assert appointment is not None
            appointments.end(appointment, by=me, because="She has no time for it.")

        active = self.facts()["people"][row["accountable"]["person"]]["active"]
        return ("falls" if active else "not more") if self.act("helen", end) else None

    def leaves(self) -> str | None:
        key = self.pick.of(OWN[1:])
        return "not more" if self.act("helen", lambda me: end_place(member(key), by=me)) else None

    def is_rewritten(self) -> str | None:
        signed = [row for row in self.facts()["strategy"] if row["signed_on"]]
        if not signed:
            return None
        row = self.pick.of(signed)

        def rewrite(me: Membership) -> None:
            section = self.northgate.get(StrategySection, row["key"])
            latest = latest_revision(section)
            assert latest is not None
            revise(section, words(), 0.0, by=me, based_on=latest.number)

        return "falls" if self.act("mina", rewrite) else None

    # Neither

    def is_outsourced(self) -> str | None:
        """The owner is kept and the log unchanged."""
        owned = [row for row in self.rows() if row["accountable"] and row["accountable"]["accepted_on"]]
        if not owned:
            return None
        row = self.pick.of(owned)
        if not self.facts()["people"][row["accountable"]["person"]]["active"]:
            return None

        def sign(me: Membership) -> None:
            rule = rules.write_rule(self.activity(row), "blend", words(), by=me)
            rules.sign_rule(rule, words(), by=me)

        if not self.act("helen", sign):
            return None
        self.before = value(self.app, self.northgate)

        def give(me: Membership) -> None:
            doers.done_by_provider(self.activity(row), studio(self.northgate), by=me)

        return "same" if self.act("helen", give) else None

    def _worthless(self, row: dict) -> bool:
        """Whether nothing of the practice of this activity counts: a provider does it and nobody answers for it."""
        found = next(one for one in inputs_of(self.facts()).activities if one.id == row["id"])
        return unowned_provider(found)


def member_id(app: Flask, key: str) -> object:
    with acting(app, key) as me:
        return me.id


DEEDS_TRIED = (
    Trial.signs, Trial.oversees, Trial.climbs, Trial.accepts, Trial.slips, Trial.loses_its_owner, Trial.leaves,
    Trial.is_rewritten, Trial.is_outsourced,
)  # fmt: skip
HOLDS: dict[str, Callable[[float], bool]] = {
    "rises": lambda moved: moved > DUST,
    "not less": lambda moved: moved >= -DUST,
    "same": lambda moved: abs(moved) <= DUST,
    "not more": lambda moved: moved <= DUST,
    "falls": lambda moved: moved < -DUST,
}


def a_day_passes(app: Flask, northgate: Northgate) -> None:
    """Whatever moved the index by morning is time's doing, and said to be."""
    before = value(app, northgate)
    with acting(app, "marcus"):
        reckon(northgate.id)
        db.session.commit()
        standing = standing_of(northgate.id)
        assert {cause[4] for cause in standing.causes} <= {"time"}
        assert sum(cause[3] for cause in standing.causes) == pytest.approx(standing.value - before, abs=1e-3)


def test_who_takes_over_never_loses_and_who_lets_go_never_gains(stage: Stage) -> None:
    tried: Counter[str] = Counter()

    @settings(
        max_examples=walks(stage, 8), derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.binary(min_size=1200, max_size=1200))
    def every_deed_does_what_it_must(data: bytes) -> None:
        stage.set_back()
        with stage.app.app_context():
            northgate = northgate_of()
        trial, moment = Trial(stage.app, northgate, Choices(data)), clock.now()
        for _ in range(12):
            moment += timedelta(days=1)
            with clock.at(moment):
                a_day_passes(stage.app, northgate)
                for _ in range(trial.pick.of(range(1, 5))):
                    trial.stirring.stir()
                rarest = sorted(DEEDS_TRIED, key=lambda one: (tried[one.__name__], trial.pick.of(range(9))))
                for deed in rarest:
                    trial.before = value(stage.app, northgate)
                    if (must := deed(trial)) is not None:
                        tried[deed.__name__] += 1
                        moved = value(stage.app, northgate) - trial.before
                        assert HOLDS[must](moved), (deed.__name__, must, moved)
                        break

    every_deed_does_what_it_must()
    assert {deed.__name__ for deed in DEEDS_TRIED} <= set(tried) or walks(stage, 8) < 8, "never possible"


def everything_is_shown(northgate: Northgate) -> None:
    """Aisha has every item verified, so that no rung waits for training; it is no proof of skill by itself."""
    for item in db.session.scalars(scoped(ChecklistItem).where(ChecklistItem.engagement_id == northgate.id)):
        by = {"verified_by_id": member("mina").id, "verified_at": clock.now()}
        shown = ItemProgress(
            **item.keys, item_id=item.id, person_id=member("aisha").id, state=ProgressState.VERIFIED, **by
        )
        db.session.add(shown)
    record("item.verified", shown, by=member("mina"), after={"person": "aisha"})
    db.session.commit()


def test_following_the_advice_to_its_end_leads_to_a_hundred(stage: Stage) -> None:
    """With training done, runbooks written and doers named: no step is refused or worthless, and none is missing."""
    with stage.app.app_context():
        northgate = northgate_of()
    pick, app = Choices(bytes(range(256))), stage.app
    with acting(app, "helen") as helen:
        everything_is_shown(northgate)
        for key in northgate.ids["Activity"]:
            doers.done_by_person(northgate.get(Activity, key), member("aisha"), by=helen)
            if northgate.get(Activity, key).critical:
                write_runbook(northgate.get(Activity, key), by=helen, title="How", text="As Helen does it.")
        db.session.commit()
    for _ in range(400):
        facts = read(app, northgate)
        ready = [(step, way) for step, way in steps_of(facts) if not way.first]
        if not ready:
            break
        step, way = ready[0]
        before = value(app, northgate)
        DEEDS[way.act](deed_of(app, northgate, facts, step, way, pick))
        assert value(app, northgate) > before, (step, way)
    assert value(app, northgate) == pytest.approx(100, abs=DUST)
