"""What happens to engagements besides steps forward: half-done things, setbacks and leavers, all through verbs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from tests.makers import Northgate, acting, member
from tests.selfsufficiency.doing import show_all, words
from tests.sourcing.scenes import draft, studio
from tracker.accounts.members import end_place
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Part
from tracker.engagements.team import name_for
from tracker.responsibilities import appointments, doers, ladder, rules
from tracker.responsibilities.models import Activity, Post
from tracker.sourcing.deciding import put_forward
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import sign_section, withdraw_signature
from tracker.strategy.turns import latest_revision
from tracker.strategy.writing import revise
from tracker.toolkit.adding import runbook_of, write_runbook
from tracker.toolkit.models import CONTROLS, Tool
from tracker.training.models import Competency
from tracker.worklog.logging import log_work

from .facts import Choices

OWN = ("helen", "priya", "aisha", "callum")
EVERYBODY = (*OWN, "mina", "marcus")
FEW = ("reply", "crisis-response", "make-images", "write-posts")


class Stirring:
    """One engagement being stirred by what `pick` chooses. What a verb refuses does not happen."""

    def __init__(self, app: Flask, northgate: Northgate, pick: Choices):
        self.app, self.northgate, self.pick = app, northgate, pick
        known, self.learnt = northgate.ids["Activity"], False
        self.few = [key for key in FEW if key in known] or sorted(known)[:4]

    def begin(self) -> None:
        """Half of them have come some way: an activity that the client carries and answers for, with a deputy asked."""
        if self.pick.of((False, True)):
            self.learnt, key = True, self.few[0]
            with acting(self.app, "helen") as helen:
                show_all(self.northgate, key, "aisha")
                appointments.name(self.northgate.get(Activity, key), Post.ACCOUNTABLE, helen, by=helen)
                appointments.name(self.northgate.get(Activity, key), Post.DEPUTY, member("callum"), by=helen)
                for rung in (1, 2, 3):
                    ladder.move(self.northgate.get(Activity, key), rung, by=helen, because="They can.")
                db.session.commit()

    def stir(self) -> None:
        stirs: list[Callable[[Membership], Any]] = [
            self._works, self._names, self._rules, self._moves, self._gives, self._writes, self._judges, self._checks,
            self._runbook, self._withdraws, self._learns, self._leads, self._leaves,
        ]  # fmt: skip
        act, by = self.pick.of(stirs), self.pick.of(EVERYBODY)
        try:
            with acting(self.app, by) as me:
                act(me)
                db.session.commit()
        except Refused:
            pass

    def _activity(self) -> Activity:
        return self.northgate.get(Activity, self.pick.of(self.few))

    def _works(self, me: Membership) -> None:
        modes = ("consultant", "together", "client_checked", "client", "provider", "oversight")
        on = clock.today() - timedelta(days=self.pick.of((0, 20, 50)))
        log_work(self._activity(), self.pick.of(modes), by=me, quantity=self.pick.of((1, 4, 30)), on=on)

    def _names(self, me: Membership) -> None:
        post = self.pick.of((Post.ACCOUNTABLE, Post.DEPUTY))
        appointments.name(self._activity(), post, member(self.pick.of(OWN)), by=me)

    def _rules(self, me: Membership) -> None:
        activity = self._activity()
        if self.pick.of((False, True)):
            put_forward(activity, draft(), by=me, practice="Harbour & Lane")
        elif (ruling := rules.ruling_of(activity)) is None:
            rules.write_rule(activity, self.pick.of(("in_house", "blend")), words(), by=me)
        else:
            rules.sign_rule(ruling.rule, words(), by=me)

    def _moves(self, me: Membership) -> None:
        ladder.move(self._activity(), self.pick.of(range(5)), by=me, because="It went so.", evidence="Seen.")

    def _gives(self, me: Membership) -> None:
        activity, to = self._activity(), self.pick.of(("person", "provider", "nobody", "practice"))
        if to == "person":
            doers.done_by_person(activity, member(self.pick.of(OWN)), by=me)
        elif to == "provider":
            doers.done_by_provider(activity, studio(self.northgate), by=me)
        else:
            (doers.done_by_nobody if to == "nobody" else doers.done_by_practice)(activity, by=me)

    def _section(self) -> StrategySection:
        return self.northgate.get(StrategySection, self.pick.of(sorted(self.northgate.ids["StrategySection"])[:3]))

    def _writes(self, me: Membership) -> None:
        section, latest = self._section(), None
        latest = latest_revision(section)
        number = latest.number if latest else 0
        if number and self.pick.of((False, True)):
            sign_section(section, words(), by=me, number=number)
        else:
            revise(section, words(), self.pick.of((0.5, 1.0, 0.0)), by=me, based_on=number)

    def _withdraws(self, me: Membership) -> None:
        withdraw_signature(self._section(), words(), by=me)

    def _judges(self, me: Membership) -> None:
        skill = self.northgate.get(Competency, self.pick.of(sorted(self.northgate.ids["Competency"])))
        on = clock.today() - timedelta(days=self.pick.of((0, 0, 100, 300)))
        who, level = member(self.pick.of(OWN)), self.pick.of((1, 2, 3, 3, 4))
        skill.assess(who, level, by=me, method="observed", note="Seen.", on=on)

    def _checks(self, me: Membership) -> None:
        tool = self.northgate.get(Tool, self.pick.of(sorted(self.northgate.ids["Tool"])))
        tool.check(by=me, holders={name: self.pick.of(("client", "practice", "client")) for name in CONTROLS})

    def _runbook(self, me: Membership) -> None:
        activity = self._activity()
        runbook = runbook_of(activity)
        if runbook is None:
            write_runbook(activity, by=me, title="How", text=words())
        elif self.pick.of((False, True)):
            runbook.rewrite(by=me, title="How", text=words(), based_on=runbook.version)
        else:
            runbook.test(by=me, worked=self.pick.of((False, True)), note="So it went.", version=runbook.version)

    def _learns(self, me: Membership) -> None:
        if not self.learnt:
            key, self.learnt = self.pick.of(self.few), True
            show_all(self.northgate, key, self.pick.of(OWN))

    def _leads(self, me: Membership) -> None:
        name_for(self.northgate.engagement, Part.LEADER, member(self.pick.of(OWN)), by=me)

    def _leaves(self, me: Membership) -> None:
        """Seldom, and never the owner: without her nothing could be signed."""
        if self.pick.of(range(3)) == 0:
            end_place(member(self.pick.of(OWN[1:])), by=me)
