"""Quay Architects, a client of Tidewater Advisers: a small engagement behind the wall of another workspace."""

from tracker.access.roles import Role

from ..acts.agreeing import claims, names_for, takes_the_part
from ..acts.opening import opens, signs_on
from ..acts.patterns import climb
from ..acts.responsibilities import accepts, hands_to, names, signs_rule, writes_rule
from ..acts.strategy import asks_to_sign, signs, writes
from ..acts.tools import checks, writes_runbook
from ..acts.training import assigns, judges, learns, ticks
from ..acts.working import works
from ..script import Story, beats, on, people

BEATS = [
    *on(2, 1, "ewan", names_for("champion", "fay"), writes("decisions")),
    *on(2, 2, "fay", takes_the_part()),
    *on(2, 3, "ewan", signs("decisions"), names("ewan", "define-metric", "monthly-decision"),
        names("fay", "refresh", "access", "questions", "reports")),
    *on(2, 4, "fay", accepts()),
    *on(3, 1, "fay", writes("definitions", "sources"), asks_to_sign("definitions", "sources")),
    *on(3, 3, "ewan", signs("definitions", "sources")),
    *on(3, 4, "tessa", writes_rule("define-metric", "monthly-decision"),
        claims("inventory", "Nine reports, four readers.")),
    *on(4, 2, "ewan", signs_rule("define-metric", "monthly-decision")),
    *climb({3: (1, "refresh questions access define-metric"), 6: (2, "questions define-metric monthly-decision")},
           mover="tessa", witness="fay"),
    *on(6, 4, "ewan", hands_to("fay", "questions"), hands_to("ewan", "monthly-decision")),
    *on(4, 3, "fay", checks("warehouse", admin="practice"), checks("dashboard", "catalogue")),
    *on(7, 2, "tessa", writes_runbook("refresh")),
    *learns("fay", (1, 2, 4, 6), week=5, by="tessa", pace=1),
    *learns("ewan", (1, 3), week=5, by="tessa", pace=1),
    *on(9, 3, "tessa", judges("fay", 2, "query", "guard-access", method="observed",
        note="Asks before she joins tables."), assigns("fay", 7, 10, due_in=20)),
    *on(10, 3, "fay", ticks("fay", 7)),
    *works("tessa", "refresh", "consultant", weeks=(2, 10), pieces=(5, 5)),
    *works("tessa", "questions", "consultant", weeks=(2, 5), pieces=(2, 3)),
    *works("fay", "questions", "together", weeks=(6, 10), pieces=(2, 4)),
    *works("ewan", "monthly-decision", "together", weeks=(6, 10), every=4),
]  # fmt: skip

STORY = Story(
    key="quay", client="Quay Architects", sector="Architecture", headcount=20, playbook="analytics-bi", weeks=10,
    people=people(
        "quay-architects.example", ewan=("Ewan Ross", Role.OWNER), fay=("Fay Lindley", Role.CHAMPION),
    ),
    beats=beats(
        opens(owner="ewan", lead="tessa", starter="tessa", handover_after=32),
        signs_on(1, 4, "ewan", "I would like to trust one number before the next partners' meeting.", "fay"),
        BEATS,
    ),
)  # fmt: skip
