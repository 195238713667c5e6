"""Calder Dental: handed over. It passed all four gates, lost a colleague on the way, and says how it goes alone."""

from tracker.access.roles import Role

from ..acts.accepting import agrees_how_access_ends, confirms_that_access_ended, offers_the_handover, takes_over
from ..acts.agreeing import asks_for_the_gate, claims, names_for, passes, takes_the_part, waives
from ..acts.arriving import sends_away
from ..acts.check_ins import answers_check_in, books_check_ins, saw_it
from ..acts.deciding import confirms_decision, writes_decision
from ..acts.deliverables import accepts_deliverable, asks_to_accept, hands_in
from ..acts.guarding import explains
from ..acts.measuring import measures_baseline, reads, reviews, sets_goal
from ..acts.opening import opens, signs_on
from ..acts.packs import assembles_pack
from ..acts.patterns import agree_on_strategy, climb, decide_how, share_out
from ..acts.planning import agrees_to_the_scope, asks_to_take_out
from ..acts.rehearsing import closes_exception, rehearses, says_what_it_showed, takes_over_unfinished
from ..acts.responsibilities import accepts, confirms_the_naming, hands_to, names, sets_aside
from ..acts.strategy import asks_to_sign, signs, writes
from ..acts.talking import answers, asks, drills, is_helped, learns_from, reports, solves
from ..acts.tools import (
    checks,
    describes,
    keeps_contract,
    lets_in,
    shuts_out,
    tests_runbook,
    tries_recovery,
    writes_runbook,
)
from ..acts.training import assigns, judges, learns, ticks, verifies
from ..acts.working import confirms_work, logs, works
from ..script import Story, beats, on, people

RUTHS = ("set-strategy", "approve-content", "crisis-response", "leader-participation")
OWENS = ("monthly-measures", "reply", "account-control", "plan-calendar", "write-posts", "make-images", "publish",
         "listen", "brief-providers")  # fmt: skip
CRITICAL = ("set-strategy", "approve-content", "monthly-measures", "reply", "account-control", "crisis-response")

STRATEGY = [
    *on(2, 1, "ruth", names_for("champion", "owen"), names_for("deputy_champion", "nadia")),
    *on(2, 2, "owen", takes_the_part()),
    *on(2, 2, "nadia", takes_the_part()),
    *on(2, 2, "ruth",
        sets_aside("paid-promotion", "We are full of people who were sent by others; we do not advertise.")),
    *agree_on_strategy(
        {"purpose": ("ruth", 1.0), "people": ("owen", 0.5), "voice": ("owen", 0.5), "channels": ("jonas", 0.5),
         "content": ("owen", 0.5), "service": ("ruth", 1.0), "sourcing": ("jonas", 0.5), "leaders": ("ruth", 1.0),
         "rules": ("jonas", 0.5), "risk": ("ruth", 1.0), "measures": ("owen", 0.5), "independence": ("owen", 1.0)},
        week=2, owner="ruth", asked_by="owen"),
    *share_out({"ruth": RUTHS, "owen": OWENS},
               {"owen": ("set-strategy", "approve-content", "crisis-response"),
                "luis": ("reply",), "nadia": ("monthly-measures", "account-control", "plan-calendar"),
                "becca": ("write-posts", "publish")}, week=3, owner="ruth"),
    *decide_how((*RUTHS, "reply", "account-control", "monthly-measures", "write-posts"), week=3, writer="jonas",
        owner="ruth"),
    *on(4, 5, "ruth", waives("sourcing", "Who does the five small ones we settle when they have been done once.",
        for_days=90)),
    *on(4, 3, "jonas",
        claims("audit", "Four accounts found, two in the name of an agency that closed; ten findings.")),
    *on(4, 4, "owen",
        claims("hours", "Time plan: Owen 5, Nadia 3, Becca 3 hours a week; recall letters go to the deputy.")),
    *on(4, 4, "owen",
        measures_baseline(enquiries=(14, 30), first_answer=(11, 4), answered=(54, 95), conversations=(1, 4),
            hours=(13, 7))),
    *on(4, 5, "ruth", sets_goal("No empty hour in the diary that a recall could have filled",
        "An empty hour costs us a nurse's morning.", section="purpose", for_days=365, keys="enquiries answered")),
    *on(10, 4, "owen", reads(enquiries=19, first_answer=7, answered=70, conversations=2, hours=11)),
    *on(17, 4, "owen", reads(enquiries=27, first_answer=4.5, answered=88, conversations=3, hours=8.5)),
    *on(25, 4, "owen", reads(enquiries=31, first_answer=3.5, answered=96, conversations=5, hours=7)),
    *on(25, 4, "ruth", reviews("The recall letters go out a week earlier. Everything else stays.")),
    *on(5, 1, "marcus", asks_for_the_gate("strategy")),
    *on(5, 2, "ruth",
        passes("strategy", "It says what we would say at the kitchen table, and it fits on four pages.")),
]  # fmt: skip

LADDER = [
    *climb({3: (1, " ".join(RUTHS)), 4: (1, " ".join(OWENS)), 6: (2, " ".join(CRITICAL)),
            8: (2, "write-posts publish listen plan-calendar leader-participation make-images brief-providers")},
           mover="jonas", witness="owen"),
    *on(9, 1, "ruth", hands_to("ruth", *RUTHS), hands_to("owen", "monthly-measures", "account-control",
        "plan-calendar", "brief-providers"), hands_to("nadia", "reply", "listen"),
        hands_to("becca", "write-posts", "make-images", "publish")),
    *climb({12: (3, "set-strategy approve-content account-control leader-participation write-posts listen"),
            14: (3, "reply publish make-images"),
            16: (3, "monthly-measures crisis-response plan-calendar brief-providers")}, mover="jonas", witness="owen"),
    *climb({19: (4, "set-strategy approve-content leader-participation reply listen write-posts"),
            21: (4, "crisis-response")}, mover="owen", witness="ruth"),
    *climb({20: (4, "account-control plan-calendar"), 22: (4, "monthly-measures")}, mover="ruth",
           witness="owen"),
]  # fmt: skip

TOOLS = [
    *on(3, 4, "ruth", checks("social-profiles", held="nobody", note="The agency that held them has closed.")),
    *on(6, 2, "owen", checks("social-profiles", "shared-inbox", note="Recovered through the business register.")),
    *on(7, 2, "owen", checks("ad-manager", "scheduler", "listening-alerts", "report-sheet")),
    *on(8, 2, "owen", checks("web-analytics", "asset-library", "password-manager", "calendar", "runbook-folder"),
        lets_in("nadia", "shared-inbox", "scheduler", admin=True), lets_in("becca", "shared-inbox", "scheduler")),
    *on(26, 2, "owen", tries_recovery("social-profiles", "shared-inbox", "ad-manager", "scheduler", "password-manager",
        "calendar", "report-sheet", "web-analytics")),
    *on(8, 3, "owen", lets_in("owen", "social-profiles", "ad-manager", "report-sheet", "web-analytics", "calendar",
        "password-manager", admin=True), lets_in("ruth", "social-profiles", "password-manager", admin=True),
        lets_in("becca", "asset-library", admin=True), lets_in("nadia", "calendar", "report-sheet"),
        lets_in("jonas", "report-sheet", "web-analytics", role="Reader"),
        keeps_contract("scheduler", "£19 a month", "client", seats=4, holder="owen"),
        describes("scheduler", "https://planner.example/calder", renews_in=200),
        describes("shared-inbox", "https://inbox.example/calder", renews_in=265)),
    *on(7, 4, "jonas", writes_runbook("reply", "account-control", "crisis-response")),
    *on(8, 4, "owen", writes_runbook("set-strategy", "approve-content", "monthly-measures")),
    *on(13, 3, "becca", tests_runbook("reply", note="Did a whole afternoon with it.")),
    *on(15, 3, "nadia", tests_runbook("account-control", "monthly-measures", note="Every step led where it said.")),
    *on(17, 3, "ruth", tests_runbook("crisis-response", note="In the drill, with the clock running.")),
]  # fmt: skip

TRAINING = [
    *learns("ruth", (1, 5, 6, 8, 16, 31), week=5, by="jonas", pace=1),
    *learns("owen", (6, 7, 8, 9, 10, 2, 11, 16, 27, 28, 33, 36, 29, 30, 32, 37, 24, 25, 26), week=5, by="jonas",
        pace=2),
    *learns("nadia", (6, 7, 10, 3, 4, 12, 13, 17, 18, 19, 20, 21, 22, 15, 23, 25, 34), week=5, by="jonas", pace=2),
    *learns("becca", (6, 7, 14, 3, 12, 15, 18, 19, 20, 21, 22, 24, 26, 35), week=6, by="jonas", pace=2),
    *on(17, 1, "jonas", assigns("owen", 38, due_in=14)),
    *on(19, 2, "owen", ticks("owen", 38)),
    *on(19, 3, "jonas", verifies("owen", 38)),
    *on(12, 4, "jonas", judges("ruth", 3, "develop-strategy", method="teach_back",
        note="Changed two sections unasked."), judges("owen", 3, "develop-strategy", "control-accounts",
        method="observed", note="Ran the month without a call."),
        judges("nadia", 3, "reply", method="work_sample", note="Forty answers, one correction."),
        judges("becca", 2, "write", method="work_sample", note="Good ideas, long sentences."),
        judges("ruth", 2, "leader-essentials", method="observed", note="Answers the reviews herself, every one.")),
    *on(15, 4, "jonas", judges("becca", 3, "reply", method="observed", note="Two days alone."),
        judges("becca", 2, "deliver-strategy", method="observed", note="Plans a fortnight, not yet a month."),
        judges("nadia", 3, "control-accounts", method="drill", note="Recovered the test account in nine minutes."),
        judges("owen", 3, "measure", method="work_sample", note="Page and proposals were his.")),
    *on(18, 4, "jonas", judges("ruth", 3, "handle-crisis", method="drill",
        note="First line in public after 16 minutes."), judges("owen", 3, "handle-crisis", method="drill",
        note="Stood in for Ruth from the ninth minute."),
        judges("nadia", 3, "measure", method="work_sample", note="Did the page in Owen's holidays."),
        judges("nadia", 4, "reply", method="observed", note="Taught reception and let them try."),
        judges("nadia", 2, "train-others", method="observed", note="Shows well, takes the mouse too early.")),
]  # fmt: skip

WORK = [
    *works("jonas", "reply", "consultant", weeks=(2, 7), pieces=(8, 12)),
    *works("jonas", "reply", "together", weeks=(8, 13), pieces=(8, 12)),
    *works("nadia", "reply", "client_checked", weeks=(13, 17), pieces=(10, 14)),
    *works("nadia", "reply", "client", weeks=(18, 31), pieces=(10, 16)),
    *works("owen", "reply", "oversight", weeks=(16, 31), every=4, note="Read a dozen answers."),
    *works("jonas", "write-posts", "consultant", weeks=(3, 7), pieces=(2, 2)),
    *works("becca", "write-posts", "together", weeks=(8, 12), pieces=(1, 2)),
    *works("becca", "write-posts", "client", weeks=(14, 31), pieces=(1, 2)),
    *works("owen", "write-posts", "oversight", weeks=(20, 31), every=5),
    *works("becca", "publish", "client", weeks=(13, 31), pieces=(1, 3)),
    *works("becca", "make-images", "client", weeks=(13, 31), every=2),
    *works("jonas", "listen", "consultant", weeks=(3, 11), pieces=(3, 4)),
    *works("nadia", "listen", "client", weeks=(12, 31), pieces=(3, 5)),
    *works("jonas", "plan-calendar", "together", weeks=(5, 12), every=2),
    *works("owen", "plan-calendar", "client", weeks=(14, 18)),
    *works("jonas", "monthly-measures", "together", weeks=(8, 16), every=4),
    *works("owen", "monthly-measures", "client", weeks=(20, 28), every=4),
    *works("owen", "account-control", "client", weeks=(12, 28), every=4),
    *works("ruth", "approve-content", "client", weeks=(10, 31), every=2),
    *works("ruth", "leader-participation", "client", weeks=(9, 17), every=2, pieces=(1, 3)),
    *works("ruth", "set-strategy", "client", weeks=(12, 24), every=12),
    *works("owen", "brief-providers", "client_checked", weeks=(14, 18), every=4),
    *confirms_work("owen", "nadia", weeks=(6, 31)),
    *on(17, 3, "ruth", logs("crisis-response", "client_checked", note="The drill.")),
    *on(25, 4, "ruth", logs("crisis-response", "client", note="The second drill, without anybody watching.")),
]

LATE = "The recall letters went out with last year's telephone number"
SMILE = "Can we show a patient's smile if she says yes by message?"

TALK = [
    *on(9, 2, "becca", asks(SMILE, "She wrote yes, with three hearts.", about="write-posts")),
    *on(9, 3, "ruth", answers(SMILE, "Only on the form, signed at reception. A message is kind but proves nothing.")),
    *on(9, 4, "becca", is_helped(SMILE)),
    *on(17, 3, "ruth", drills("A bad review at the weekend", "ruth", "owen", about="crisis-response", took=27, of=30,
        note="The first line in public stood after 16 minutes.")),
    *on(21, 2, "nadia", reports(LATE, "1. The template was copied from last year.\n2. Eleven people rang the old line.",
        about="reply", customers=True)),
    *on(21, 3, "nadia", solves(LATE, "We rang all eleven and forwarded the old line.")),
    *on(21, 4, "owen", learns_from(LATE, "Templates carry yesterday's facts", "Nobody reads a template twice.",
        "Name, number and hours are filled in from one place.")),
]  # fmt: skip

GATES_AND_CHANGES = [
    *on(10, 3, "owen", claims("sla-running", "Two weeks at 2.4 hours median, 95% answered, rota attached.")),
    *on(10, 4, "owen", claims("first-report", "Report 1, read on the first Wednesday; one decision.")),
    *on(9, 3, "owen", asks_to_take_out(14, "We buy no pictures: ours are of our own rooms and people.")),
    *on(9, 5, "ruth", agrees_to_the_scope("True, and nobody should learn what we will never do.")),
    *on(11, 1, "owen", asks_for_the_gate("implementation")),
    *on(11, 2, "ruth", passes("implementation", "All keys hang here now, and I have seen everything done once.")),
    *on(13, 5, "ruth", sends_away("luis", "He has moved north with his family.")),
    *on(14, 3, "owen", names("nadia", "reply", post="deputy", because="Luis has left us.")),
    *on(14, 4, "ruth", confirms_the_naming("reply")),
    *on(14, 5, "nadia", accepts("reply")),
    *on(17, 5, "jonas",
        claims("drill", "17 minutes to the first line, Owen stood in, the advertising list was missing.")),
    *on(20, 3, "owen", asks_for_the_gate("training")),
    *on(20, 4, "ruth", passes("training", "Three of mine can do what the agency did, and they know that they can.")),
    *on(22, 4, "owen",
        writes("measures",
        text="Empty hours, first answer in hours, share answered, and new patients who say where they heard of us. "
        "Our own hours left the page, since they have not changed for three months."), asks_to_sign("measures")),
    *on(22, 5, "ruth", signs("measures", words="Four numbers now, and I decided that because of the numbers.")),
    *on(22, 1, "ruth",
        rehearses("Two weeks of patients' questions without a call to Jonas, and nobody waits longer.", weeks=2)),
    *on(24, 1, "ruth",
        says_what_it_showed("Nadia was ill on the second Tuesday, Becca simply took over, and nobody noticed.")),
    *on(24, 2, "ruth",
        explains("Independence", "Whoever is away has a stand-in who has done it, and only for law I ask outside.")),
    *on(24, 3, "owen", books_check_ins("ruth", "owen")),
    *on(24, 4, "ruth",
        takes_over_unfinished("access-plan", "owen", "Two accesses are left, and Owen ends both.", for_days=28),
        takes_over_unfinished("tested-runbooks", "nadia", "My own two nobody has followed yet.", for_days=21)),
    *on(26, 4, "nadia", tests_runbook("set-strategy", "approve-content", note="Ruth was away; it went."),
        closes_exception("tested-runbooks", "Both followed on Thursday while Ruth was away, without a call.")),
    *on(26, 1, "owen", checks("asset-library", billing="nobody", note="The card behind it has run out.")),
    *on(26, 2, "owen",
        writes("content",
        text="Each Monday one question from the chair, answered in eighty words, and on the second Thursday one of "
        "us, by name. Before holidays the opening hours twice. Staff see it first.")),
    *on(25, 2, "owen", asks_for_the_gate("handover")),
    *on(25, 3, "ruth",
        passes("handover", "Everything that was promised for this day is there, and I have looked at each piece.")),
    *on(25, 3, "marcus",
        offers_the_handover("It has run without us for a month. Watch the reviews while people are away.")),
    *on(25, 4, "owen", agrees_how_access_ends("owen", web=21, for_baton=90)),
    *on(25, 5, "ruth",
        takes_over("We do it, we own it, and we know whom we would ring. Thank you, and goodbye.",
        sourcing=("ruth", 90), tools=("owen", 60), runbooks=("nadia", 21), calendar=("nadia", 60),
        protocol=("becca", 75), skills=("owen", 120), measures=("owen", 60))),
    *on(26, 1, "owen", shuts_out("jonas", "report-sheet")),
    *on(26, 3, "owen", confirms_that_access_ended("passwords", "All three were changed on Tuesday evening.")),
]  # fmt: skip

# A month on their own: most of it holds, one thing does not, and they say so.
AFTER = [
    *on(28, 4, "owen", shuts_out("jonas", "web-analytics")),
    *on(29, 4, "ruth",
        answers_check_in(30,
        "We answer everybody who writes by the evening, we show our own rooms, and once a month I decide what we stop.",
        "The month, with its page and its meeting. I chaired it; nobody sat beside me.",
        fallen={"crisis-response": (3, "A bad review on a Saturday: I rang Jonas before I let it out.")},
        called="Jonas, once, about the review. Nobody else.",
        surprises="The card behind the picture library had expired.",
        note="94 of 98 messages answered, half of them within two hours.",
        manage="yes", why="It has become part of the week. The Saturday taught us what to practise.",
        shown=("becca", "reply", "nadia", "A complaint about a bill, moved to the telephone."))),
    *on(29, 5, "nadia", saw_it(30, 3, "Kind first, then exact, and no figures in public.")),
]  # fmt: skip

PAPERS = [
    *on(4, 2, "jonas", hands_in("audit", "Four accounts, two in the name of an agency that closed. Ten findings."),
        asks_to_accept("audit")),
    *on(4, 3, "ruth", accepts_deliverable("audit", "Shorter than I feared, and every finding is something we can do.")),
    *on(12, 2, "jonas",
        writes_decision("Do we answer reviews by name?", "Yes, by first name, within a day.",
        "People look for the person who treated them.", decider="ruth",
        dissent="Nadia would sign with the practice's name.")),
    *on(12, 3, "ruth", confirms_decision("Do we answer", "They come to people, so people answer them.")),
    *on(24, 3, "owen", assembles_pack(),
        hands_in("pack", "Sixteen parts, each opened and found by Becca."), asks_to_accept("pack")),
    *on(24, 5, "ruth", accepts_deliverable("pack", "I found everything that I looked for without ringing anybody.")),
]  # fmt: skip

STORY = Story(
    key="calder", client="Calder Dental", sector="Dental care", headcount=19, playbook="social-media", weeks=31,
    voice=1,
    people=people(
        "calder-dental.example", ruth=("Ruth Calder", Role.OWNER), owen=("Owen Pryce", Role.CHAMPION),
        nadia=("Nadia Haddad", Role.STAFF), becca=("Becca Lowe", Role.STAFF), luis=("Luis Ortega", Role.STAFF),
    ),
    beats=beats(
        opens(owner="ruth", lead="marcus", starter="jonas", handover_after=25),
        signs_on(1, 4, "ruth", "I will do this once and properly, and Owen gets the hours for it.",
                 "owen", "nadia", "becca", "luis"),
        STRATEGY, LADDER, TOOLS, TRAINING, WORK, GATES_AND_CHANGES, TALK,
        PAPERS, AFTER,
    ),
)  # fmt: skip
