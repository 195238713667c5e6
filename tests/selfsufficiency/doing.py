"""Every act that “what would raise it most” may propose, done through the real verbs of its feature.

`DEEDS[key](deed)` does what the words of the step say, with as many people as the words name; each commits in
her own walls, as in real use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from flask import Flask

from tests.makers import Northgate, acting, member
from tests.responsibilities.scenes import learnt
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.responsibilities import appointments, ladder, rules
from tracker.responsibilities.models import Activity, Appointment, Post
from tracker.selfsufficiency.raising import Raise
from tracker.selfsufficiency.ways import Way
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import sign_section
from tracker.strategy.turns import latest_revision
from tracker.strategy.writing import revise
from tracker.tenancy import scoped
from tracker.toolkit.models import CONTROLS, Runbook, Tool
from tracker.training.models import Competency, ItemProgress
from tracker.worklog.logging import log_work

KEYS = ("helen", "priya", "aisha", "callum", "mina", "marcus")
_numbers = count(1)


def words() -> str:
    """Never the same twice, as signatures ask."""
    return f"We decided this ourselves, for reason number {next(_numbers)}."


@dataclass(frozen=True)
class Deed:
    """A step to be taken: `names` are the keys of the people that the way names, `person` whom it is about."""

    app: Flask
    northgate: Northgate
    step: Raise
    way: Way
    names: list[str]
    person: str | None
    level: int = 1
    asked: str = "callum"

    @property
    def id(self) -> UUID:
        return UUID(self.step.id)

    @property
    def who(self) -> str:
        return self.names[0]


def as_commits(deed: Deed, key: str, act: Callable[[Membership], None]) -> None:
    with acting(deed.app, key) as me:
        act(me)
        db.session.commit()


def show_all(northgate: Northgate, key: str, person: str) -> None:
    """Every item that prepares for an activity is verified, and the index knows."""
    learnt(northgate, key, person)
    row = db.session.scalars(scoped(ItemProgress).where(ItemProgress.person_id == member(person).id).limit(1)).first()
    record("item.verified", row, by=member("mina"), after={"person": person})
    db.session.commit()


def _sign(deed: Deed) -> None:
    def act(me: Membership) -> None:
        section = deed.northgate.one(StrategySection, deed.id)
        latest = latest_revision(section)
        sign_section(section, words(), by=me, number=latest.number if latest else 0)

    as_commits(deed, deed.who, act)


def _rewrite(deed: Deed) -> None:
    def act(me: Membership) -> None:
        section = deed.northgate.one(StrategySection, deed.id)
        latest = latest_revision(section)
        revise(section, f"Ours, text {next(_numbers)}.", 1.0, by=me, based_on=latest.number if latest else 0)

    as_commits(deed, deed.who, act)
    _sign(deed)


def _appoint(post: Post) -> Callable[[Deed], None]:
    def deed_of(deed: Deed) -> None:
        def name(me: Membership) -> None:
            appointments.name(deed.northgate.one(Activity, deed.id), post, member(deed.asked), by=me)

        as_commits(deed, deed.who, name)
        _accept(post, deed, deed.asked)

    return deed_of


def _accept(post: Post, deed: Deed, key: str) -> None:
    def act(me: Membership) -> None:
        rows = db.session.scalars(appointments.open_appointments(deed.northgate.one(Activity, deed.id)))
        row: Appointment | None = appointments.held(rows, post)
        assert row is not None
        if row.accepted_at is None:  # whoever put herself forward has accepted by being named
            appointments.accept(row, by=me)

    as_commits(deed, key, act)


def _write_rule(deed: Deed) -> None:
    def act(me: Membership) -> None:
        rules.write_rule(deed.northgate.one(Activity, deed.id), "in_house", f"Rule {next(_numbers)}.", by=me)

    as_commits(deed, deed.who, act)
    _sign_rule(deed)


def _sign_rule(deed: Deed) -> None:
    def act(me: Membership) -> None:
        ruling = rules.ruling_of(deed.northgate.one(Activity, deed.id))
        assert ruling is not None
        rules.sign_rule(ruling.rule, words(), by=me)

    as_commits(deed, deed.who, act)


def _climb(deed: Deed) -> None:
    def act(me: Membership) -> None:
        activity = deed.northgate.one(Activity, deed.id)
        before = activity.rung
        ladder.move(activity, before + 1, by=me, because="They can.", evidence="Seen at work on Monday.")
        if activity.rung != before + 1:
            raise Refused("It was only proposed.")

    as_commits(deed, deed.who, act)


def _test(deed: Deed) -> None:
    def act(me: Membership) -> None:
        runbook = db.session.scalars(scoped(Runbook).where(Runbook.activity_id == deed.id)).one_or_none()
        if runbook is None:
            raise Refused("There is no runbook.")
        runbook.test(by=me, worked=True, note="Word by word.", version=runbook.version)

    as_commits(deed, deed.who, act)


def _log(mode: str) -> Callable[[Deed], None]:
    def deed_of(deed: Deed) -> None:
        def act(me: Membership) -> None:
            activity = deed.northgate.one(Activity, deed.id)
            provider = activity.doer_kind == "provider" and mode == "client"
            log_work(activity, "provider" if provider else mode, by=me)

        as_commits(deed, deed.who, act)

    return deed_of


def _control(deed: Deed) -> None:
    def act(me: Membership) -> None:
        deed.northgate.one(Tool, deed.id).check(by=me, holders=dict.fromkeys(CONTROLS, "client"))

    as_commits(deed, deed.who, act)


def _judge(deed: Deed) -> None:
    def act(me: Membership) -> None:
        skill = next(one for one in _skills(deed) if one.key == deed.step.id)
        skill.assess(member(deed.person or deed.asked), deed.level, by=me, method="observed", note="Seen at work.")

    as_commits(deed, "mina", act)


def _lead(deed: Deed) -> None:
    def act(me: Membership) -> None:
        skill = next(one for one in _skills(deed) if one.leader)
        skill.assess(member(deed.person or ""), deed.level, by=me, method="observed", note="Seen at work.")

    as_commits(deed, "mina", act)


def _skills(deed: Deed) -> list[Competency]:
    return list(db.session.scalars(scoped(Competency).where(Competency.engagement_id == deed.northgate.id)))


DEEDS: dict[str, Callable[[Deed], None]] = {
    "sign_section": _sign,
    "rewrite_section": _rewrite,
    "name_accountable": _appoint(Post.ACCOUNTABLE),
    "accept_accountability": lambda deed: _accept(Post.ACCOUNTABLE, deed, deed.who),
    "sign_rule": _sign_rule,
    "write_rule": _write_rule,
    "oversee": _log("oversight"),
    "log_work": _log("client"),
    "raise_rung": _climb,
    "accept_deputy": lambda deed: _accept(Post.DEPUTY, deed, deed.who),
    "find_deputy": _appoint(Post.DEPUTY),
    "test_runbook": _test,
    "take_control": _control,
    "assess_next_level": _judge,
    "renew_proof": _judge,
    "assess_first": _judge,
    "train_first": _judge,
    "train_second": _judge,
    "prove_leader": _lead,
}
