"""Fenwick & Sons: stalled. A colleague left, two activities came back to the consultants, and the owner has gone "
    "quiet."""

from tracker.access.roles import Role

from ..acts.agreeing import (
    asks_for_the_gate,
    claims,
    names_for,
    passes,
    sends_the_gate_back,
    takes_the_part,
    waives,
    withdraws_the_claim,
)
from ..acts.arriving import sends_away
from ..acts.flags import puts_off_flag
from ..acts.opening import opens, signs_on
from ..acts.patterns import agree_on_strategy, climb, decide_how, share_out
from ..acts.planning import asks_for_time
from ..acts.responsibilities import accepts, hands_to, moves, names, takes_over, witnesses
from ..acts.strategy import writes
from ..acts.tools import agrees_with_checks, checks, describes, lets_in, shuts_out, tests_runbook, writes_runbook
from ..acts.training import assigns, judges, learns, ticks
from ..acts.working import confirms_work, works
from ..script import Story, beats, on, people

JOES = ("approve-payments", "tax", "management-report")
CAROLS = ("reconcile", "close", "backups", "invoice")
DEVS = ("payroll", "purchases")

STRATEGY = [
    *on(2, 1, "joe", names_for("champion", "carol")),
    *on(2, 2, "carol", takes_the_part()),
    *agree_on_strategy(
        {"control-aims": ("joe", 0.5), "chart": ("carol", 0.5), "calendar": ("carol", 1.0), "approvals": ("mina", 0.5),
         "tax": ("mina", 0.0), "reporting": ("mina", 0.5)}, week=3, owner="joe", asked_by="carol"),
    *share_out({"joe": JOES, "carol": CAROLS, "dev": DEVS},
               {"carol": ("approve-payments",), "dev": ("reconcile", "close"), "hannah": ("payroll", "backups")},
               week=4, owner="joe"),
    *decide_how(("reconcile", "approve-payments", "backups"), week=4, writer="mina", owner="joe"),
    *on(5, 5, "joe", waives("decision-rules", "Close and payroll we decide after the first two months.",
        for_days=120)),
    *on(5, 2, "mina", claims("opening-position", "Trial balance agreed on one date; four differences, all named.")),
    *on(5, 3, "carol",
        claims("separation", "Seven kinds of payment, seven preparers, seven other approvers; Joe's limit.")),
    *on(5, 4, "carol",
        claims("hours", "Carol 12 hours in the closing week, Dev 8; deliveries are booked by the yard.")),
    *on(6, 2, "mina", asks_for_the_gate("strategy")),
    *on(6, 4, "joe",
        sends_the_gate_back("strategy", "First I want to see the separation table with the names in it.")),
    *on(6, 5, "mina", asks_for_the_gate("strategy")),
    *on(7, 1, "joe", passes("strategy", "I understand my own books better on six pages than ever before.")),
]  # fmt: skip

LADDER = [
    *climb({3: (1, "reconcile purchases invoice approve-payments"), 5: (1, "payroll backups management-report close"),
            8: (2, "reconcile approve-payments purchases invoice"), 10: (2, "close payroll backups management-report"),
            11: (1, "tax")}, mover="mina", witness="carol"),
    *on(11, 4, "joe", hands_to("joe", "approve-payments", "management-report"),
        hands_to("carol", "reconcile", "close"), hands_to("dev", "purchases", "payroll"),
        hands_to("hannah", "invoice", "backups")),
    *climb({13: (3, "reconcile purchases invoice approve-payments")}, mover="mina", witness="carol"),
    *climb({15: (3, "payroll backups")}, mover="carol", witness="mina"),
    *on(18, 2, "mina",
        moves(1, "payroll", because="With Dev gone nobody is left who has done it, so we prepare it again.")),
    *on(18, 3, "mina", takes_over("payroll", because="Until Hannah has learnt it.")),
    *on(18, 4, "carol", witnesses("payroll")),
    *on(19, 3, "mina", moves(1, "close", because="Two months closed late; we hold the pen until somebody has time.")),
    *on(19, 4, "mina", takes_over("close", because="Carol reviews; the entries are ours for now.")),
    *on(19, 5, "carol", witnesses("close")),
]  # fmt: skip

TOOLS = [
    *on(4, 3, "mina", checks("ledger", "bank-feed", held="practice", billing="client")),
    *on(4, 5, "joe", agrees_with_checks("ledger", "bank-feed")),
    *on(9, 2, "carol", checks("ledger"), checks("receipts"), lets_in("dev", "ledger", "receipts", admin=True)),
    *on(10, 2, "joe", checks("bank-feed", recovery="practice", note="The reader lies in my safe.")),
    *on(12, 4, "carol", checks("payroll", recovery="practice"), checks("document-store"),
        describes("ledger", "https://ledger.example/fenwick", renews_in=310), lets_in("hannah", "document-store"),
        lets_in("carol", "ledger", "bank-feed", "receipts", "document-store", admin=True)),
    *on(19, 4, "mina", checks("payroll", held="practice", billing="client", note="Moved back to us when Dev left.")),
    *on(20, 1, "carol", agrees_with_checks("payroll"), lets_in("mina", "payroll", admin=True)),
    *on(10, 4, "mina", writes_runbook("reconcile", "approve-payments", "close", "payroll", "backups")),
    *on(14, 3, "dev", tests_runbook("reconcile", note="Agreed to the penny at the second try.")),
    *on(15, 3, "hannah", tests_runbook("backups", worked=False,
        note="The folder of the week does not exist any more.")),
    *on(15, 5, "carol", tests_runbook("payroll", note="Prepared the draft alone with it.")),
]  # fmt: skip

TRAINING = [
    *learns("joe", (1, 2, 3), week=7, by="mina", pace=1),
    *learns("carol", (5, 6, 7, 4, 10, 12), week=7, by="mina", pace=1),
    *learns("dev", (5, 6, 9, 16), week=8, by="mina", pace=1),
    *learns("hannah", (5, 8, 4, 15), week=9, by="mina", pace=1),
    *on(14, 4, "mina", judges("carol", 2, "keep-ledger", method="observed",
        note="Four Fridays to the penny, two with a hint."),
        judges("joe", 2, "approve", method="drill", note="Caught the invented invoice at the second look."),
        judges("dev", 3, "run-payroll", method="work_sample", note="Every difference explained."),
        judges("hannah", 1, "keep-ledger", "protect-records", method="observed", note="With the runbook at hand.")),
    *on(16, 2, "mina", judges("carol", 2, "close", "explain-variance", method="work_sample",
        note="Accruals need a hint."), judges("joe", 1, "leader-essentials", method="teach_back",
        note="Knows the aims; the review is still ours.")),
    *on(17, 2, "carol", assigns("hannah", 9, 10, due_in=28)),
    *on(18, 3, "mina", assigns("carol", 11, 14, due_in=10)),
    *on(20, 2, "hannah", ticks("hannah", 9)),
]  # fmt: skip

WORK = [
    *confirms_work("carol", "hannah", weeks=(6, 20)),
    *works("mina", "reconcile", "consultant", weeks=(2, 7), pieces=(3, 4)),
    *works("mina", "reconcile", "together", weeks=(8, 12), pieces=(3, 4)),
    *works("carol", "reconcile", "client_checked", weeks=(13, 18), pieces=(3, 4)),
    *works("mina", "reconcile", "together", weeks=(19, 22), pieces=(3, 4)),
    *works("mina", "purchases", "consultant", weeks=(3, 8), pieces=(24, 34)),
    *works("dev", "purchases", "client_checked", weeks=(9, 16), pieces=(24, 36)),
    *works("hannah", "purchases", "client_checked", weeks=(17, 20), pieces=(10, 14)),
    *works("mina", "purchases", "consultant", weeks=(17, 22), pieces=(5, 9)),
    *works("hannah", "invoice", "client_checked", weeks=(9, 20), pieces=(9, 14)),
    *works("mina", "invoice", "consultant", weeks=(3, 8), pieces=(9, 14)),
    *works("mina", "invoice", "consultant", weeks=(21, 22), pieces=(8, 12)),
    *works("joe", "approve-payments", "together", weeks=(8, 14), pieces=(6, 12)),
    *works("mina", "approve-payments", "together", weeks=(15, 19), pieces=(6, 12)),
    *works("mina", "approve-payments", "together", weeks=(20, 22), pieces=(6, 9)),
    *works("mina", "close", "consultant", weeks=(5, 9), every=4),
    *works("mina", "close", "together", weeks=(13, 17), every=4),
    *works("mina", "close", "consultant", weeks=(21, 21)),
    *works("mina", "payroll", "consultant", weeks=(4, 8), every=4),
    *works("dev", "payroll", "client_checked", weeks=(12, 16), every=4),
    *works("mina", "payroll", "consultant", weeks=(20, 20), note="Prepared by us, since Dev has left."),
    *works("hannah", "backups", "client_checked", weeks=(12, 20), pieces=(1, 1)),
    *works("joe", "management-report", "together", weeks=(9, 13), every=4),
    *works("mina", "tax", "consultant", weeks=(11, 11)),
]

CHANGES = [
    *on(13, 4, "carol", claims("two-closes", "Two months closed, working day six and seven.")),
    *on(16, 5, "joe", sends_away("dev", "He has gone to a larger works in Sheffield.")),
    *on(17, 1, "carol", shuts_out("dev", "ledger", "receipts")),
    *on(17, 4, "mina",
        withdraws_the_claim("two-closes", "The second month was reopened: stock had been counted twice.")),
    *on(17, 5, "joe", names("hannah", "reconcile", "close", post="deputy", because="Dev has left.")),
    *on(19, 2, "mina",
        writes("reporting", share=0.0,
        text="One page: cash, orders, scrap, overtime, result against plan. We prepare it until the books close in "
        "time; Joe reads it on working day ten.")),
    *on(18, 1, "carol",
        writes("calendar",
        text="Bank on Fridays, payments on Thursdays, payroll on the twenty-fifth, closing by working day seven "
        "until we are three again. When Carol is away, Hannah prepares.")),
    *on(21, 1, "hannah", accepts("close")),
    *on(21, 3, "mina", asks_for_time("Two months closed late; payroll has nobody yet who has learnt it.", weeks=8)),
    *on(21, 2, "mina", assigns("joe", 13, due_in=5)),
    *on(22, 2, "marcus",
        puts_off_flag("no-owner", "Payroll", "Carol takes the course first; until then it stays with us.", days=60)),
]  # fmt: skip

STORY = Story(
    key="fenwick", client="Fenwick & Sons", sector="Manufacturing", headcount=85, playbook="finance-systems", weeks=22,
    people=people(
        "fenwick-sons.example", joe=("Joe Fenwick", Role.OWNER), carol=("Carol Bright", Role.CHAMPION),
        dev=("Dev Patel", Role.STAFF), hannah=("Hannah Stubbs", Role.STAFF),
    ),
    beats=beats(
        opens(owner="joe", lead="marcus", starter="mina", handover_after=39),
        signs_on(1, 4, "joe", "I want to know by day five what we earned, and from my own people.", "carol", "dev",
        "hannah"),
        STRATEGY, LADDER, TOOLS, TRAINING, WORK, CHANGES,
    ),
)  # fmt: skip
