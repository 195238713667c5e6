"""Northgate on its way out, by real verbs: in the Handover phase, with a pack offered, and handed over.

Each works in walls of its own, so that it may be called from any test.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask

from tests.makers import Northgate, acting, member
from tests.told_once import told_once
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.criteria import waive
from tracker.engagements.deciding import pass_gate
from tracker.engagements.extension_points import facts_of
from tracker.engagements.gates import gate_in, judge, open_criteria
from tracker.engagements.models import ExitCriterion, Phase
from tracker.handover.accepting import Excepted, accept, offer
from tracker.handover.access_plan import Wish, agree, plan_of, seen_of
from tracker.handover.conditions import gaps
from tracker.handover.models import HandoverAcceptance, HandoverPack
from tracker.toolkit.models import Tool, give_access

TAKEN_OVER = "We run it, we own it, and I know whom to ring."
PASSED = {
    "strategy": "The strategy is ours: we wrote it, and the board has read it.",
    "implementation": "The accounts are ours, and the first report is out.",
    "training": "My people can do it, I have watched them at work.",
}


@told_once
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


@told_once
def offered(app: Flask, northgate: Northgate, absent: tuple[str, ...] = ()) -> UUID:
    """Northgate in its Handover phase, the practice's last key in the plan, and the handover offered by Marcus, with a
    pack in which `absent` is missing.

    Answers with the offer's id.
    """
    to_the_handover(app, northgate)
    put_a_pack_ready(app, northgate, absent)
    with acting(app, "marcus") as marcus:
        row = offer(northgate.engagement, "It runs without us; the calendar is the last thing to watch.", by=marcus)
        db.session.commit()
        return row.id


def put_a_pack_ready(app: Flask, northgate: Northgate, absent: tuple[str, ...] = ()) -> None:
    """The newest pack lies ready to be offered. Its files do not matter to whoever tells this."""
    with acting(app, "priya") as priya:
        hashes = dict.fromkeys(("content_hash", "pdf_hash", "zip_hash"), "0" * 64)
        pack = HandoverPack(
            **northgate.engagement.keys, number=1, kind="full", as_of=clock.today(), record_number=1, by_id=priya.id,
            by_name=priya.name, attached=0, absent=[*absent], **hashes,
        )  # fmt: skip
        db.session.add(pack)
        db.session.flush()
        record("pack.assembled", pack, by=priya)
        db.session.commit()


def marcus_holds_a_key(app: Flask, northgate: Northgate, tool: str = "scheduler", who: str = "marcus") -> UUID:
    """Helen lets somebody of the practice into a tool, beside Priya who administers it. Answers with the grant's id."""
    with acting(app, "helen") as helen:
        give_access(northgate.get(Tool, tool), member("priya"), by=helen, admin=True)
        grant = give_access(northgate.get(Tool, tool), member(who), by=helen)
        db.session.commit()
        return grant.id


def agreed(app: Flask, northgate: Northgate, by: str = "priya", days: int = 7) -> None:
    """Priya agrees to the plan by which access ends, and confirms each row herself."""
    with acting(app, by) as person:
        rows = plan_of(northgate.id)
        agree(northgate.engagement, [Wish(row, person, days) for row in rows], by=person, seen=seen_of(rows))
        db.session.commit()


@told_once
def accepted(app: Flask, northgate: Northgate) -> UUID:
    """Northgate handed over, with an exception for each criterion that is still open; the practice looks on."""
    id = offered(app, northgate)
    with acting(app, "helen") as helen:
        accept(northgate.one(HandoverAcceptance, id), TAKEN_OVER, excepted(northgate), by=helen)
        db.session.commit()
    return id


def excepted(northgate: Northgate, who: str = "priya", days: int = 30) -> list[Excepted]:
    """Every gap of the Handover gate as an exception, in the walls at hand."""
    due = clock.today() + timedelta(days=days)
    return [Excepted(one.text, member(who), due, one.id) for one in gaps(facts_of(northgate.id), clock.today())]
