"""Northgate on its way out, by real verbs: in the Handover phase, with a pack offered, and handed over.

Each works in walls of its own, so that it may be called from any test.
"""

from datetime import timedelta
from typing import Any

from flask import Flask

from tests.makers import Northgate, acting, member
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.criteria import waive
from tracker.engagements.deciding import pass_gate
from tracker.engagements.extension_points import facts_of
from tracker.engagements.gates import gate_in, judge, open_criteria
from tracker.engagements.models import ExitCriterion, Phase

PASSED = {
    "strategy": "The strategy is ours: we wrote it, and the board has read it.",
    "implementation": "The accounts are ours, and the first report is out.",
    "training": "My people can do it, I have watched them at work.",
}


def to_the_handover(app: Flask, northgate: Northgate) -> None:
    """Helen passes the first three gates, each without what is still missing; the Handover phase has begun."""
    for kind, words in PASSED.items():
        pass_the_gate(app, northgate, kind, words)


def pass_the_gate(app: Flask, northgate: Northgate, kind: str, words: str) -> None:
    with acting(app, "helen") as helen:
        phase = northgate.get(Phase, kind)
        waive_what_is_open(northgate, phase)
        pass_gate(phase, words, by=helen)
        db.session.commit()


def waive_what_is_open(northgate: Northgate, phase: Phase, *, keep: tuple[str, ...] = ()) -> None:
    """Helen, whose walls we are in, lets the gate pass without what is missing, except for criteria with these keys."""
    facts = facts_of(northgate.id)
    until = clock.today() + timedelta(days=90)
    for one in open_criteria(judge(gate_in(facts, str(phase.id)), facts, clock.today())):
        if one.criterion["key"] not in keep:
            waive(criterion_of(northgate, one), "We go on without this.", until, by=member("helen"))
    db.session.commit()


def criterion_of(northgate: Northgate, judged: Any) -> ExitCriterion:
    return northgate.get(ExitCriterion, judged.criterion["key"])
