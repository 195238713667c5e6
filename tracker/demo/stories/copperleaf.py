"""Copperleaf Coffee: six cafés in the middle of the way, sharing the work, with keys still to be handed over."""

from tracker.access.roles import Role

from ..acts.agreeing import asks_for_the_gate, begins, claims, names_for, passes, takes_the_part, waives
from ..acts.measuring import measures_baseline
from ..acts.opening import opens, signs_on
from ..acts.patterns import agree_on_strategy, climb, decide_how, share_out
from ..acts.responsibilities import declines_to, hands_to, moves, names
from ..acts.strategy import writes
from ..acts.tools import agrees_with_checks, checks, describes, lets_in, tests_runbook, writes_runbook
from ..acts.training import assigns, judges, learns, sends_back, ticks
from ..acts.working import confirms_work, works
from ..script import Story, beats, on, people

MARTAS = ("set-strategy", "approve-content", "crisis-response", "leader-participation")
JUDES = ("monthly-measures", "reply", "account-control", "plan-calendar", "write-posts", "publish", "listen")

STRATEGY = [
    *on(2, 1, "marta", names_for("champion", "jude"), names_for("deputy_champion", "imani")),
    *on(2, 2, "jude", takes_the_part()),
    *on(2, 3, "imani", takes_the_part()),
    *agree_on_strategy(
        {"purpose": ("marta", 1.0), "people": ("jude", 0.5), "voice": ("jude", 1.0), "channels": ("jonas", 0.5),
         "content": ("jonas", 0.5), "service": ("jude", 0.5), "sourcing": ("jonas", 0.0), "leaders": ("marta", 1.0),
         "rules": ("jonas", 0.0), "risk": ("jonas", 0.5), "measures": ("jonas", 0.5), "independence": ("jonas", 0.5)},
        week=2, owner="marta", asked_by="jude"),
    *share_out({"marta": MARTAS, "jude": JUDES},
               {"jude": ("set-strategy",), "imani": ("reply",)}, week=4, owner="marta"),
    *decide_how(("set-strategy", "approve-content", "account-control"), week=4,
                writer="jonas", owner="marta"),
    *on(5, 2, "jonas", claims("audit", "Eleven accounts for six cafés, four of them forgotten; ten findings.")),
    *on(5, 3, "jude",
        claims("hours", "Time plan: Jude 8, Imani 3, Pete 3 hours a week; stock-taking moves to nights.")),
    *on(5, 3, "jude",
        measures_baseline(enquiries=(30, 60), first_answer=(14, 4), answered=(48, 90), conversations=(0, 4),
            hours=(14, 10))),
    *on(5, 4, "marta", waives("sourcing", "The small ones we decide when we have tried them.", for_days=80),
        waives("appointments", "Three small ones and four deputies wait for the new manager.", for_days=120)),
    *on(6, 1, "marcus", asks_for_the_gate("strategy")),
    *on(6, 3, "marta", passes("strategy", "Every manager has read it and nobody has rolled their eyes.")),
]  # fmt: skip

LADDER = [
    *climb({3: (1, "set-strategy approve-content listen account-control plan-calendar"),
            5: (1, "reply monthly-measures crisis-response leader-participation write-posts"),
            7: (1, "publish make-images brief-providers"), 9: (2, "reply account-control set-strategy approve-content"),
            12: (2, "write-posts publish listen plan-calendar leader-participation monthly-measures")},
           mover="jonas", witness="jude"),
    *on(12, 4, "jude", hands_to("imani", "reply"), hands_to("jude", "plan-calendar", "account-control"),
        hands_to("pete", "listen"), hands_to("rosa", "make-images")),
    *on(13, 2, "marta", hands_to("marta", "approve-content", "leader-participation")),
    *climb({16: (3, "approve-content"), 17: (3, "account-control write-posts")},
           mover="jonas", witness="marta"),
    *on(17, 2, "pete", moves(3, "listen", because="I have read the alerts every morning for a month.")),
    *on(18, 2, "jonas", moves(2, "crisis-response", because="We sat through a bad evening together on Saturday.")),
]  # fmt: skip

TOOLS = [
    *on(4, 2, "jonas", checks("social-profiles", "scheduler", "shared-inbox", held="practice")),
    *on(4, 4, "marta", agrees_with_checks("social-profiles", "scheduler", "shared-inbox")),
    *on(8, 2, "jude", checks("password-manager", "calendar")),
    *on(10, 3, "jude", checks("social-profiles", recovery="practice"), checks("shared-inbox", billing="practice"),
        lets_in("imani", "shared-inbox", admin=True), lets_in("pete", "shared-inbox"),
        lets_in("jude", "social-profiles", "calendar", "password-manager", admin=True),
        lets_in("jonas", "scheduler", "social-profiles", admin=True),
        describes("shared-inbox", "https://inbox.example/copperleaf", renews_in=240)),
    *on(13, 3, "jude", checks("asset-library", billing="nobody"), checks("listening-alerts", admin="practice")),
    *on(17, 4, "jonas", checks("social-profiles", note="The recovery address is Marta's since Monday."),
        checks("scheduler", billing="practice")),
    *on(11, 2, "jonas", writes_runbook("reply", "account-control", "approve-content")),
    *on(15, 4, "pete", tests_runbook("reply", note="Did a Tuesday with it.")),
]  # fmt: skip

TRAINING = [
    *learns("marta", (6, 1, 16, 5), week=7, by="jonas", pace=1),
    *learns("jude", (6, 7, 8, 9, 10, 2, 11, 16), week=7, by="jonas", pace=1),
    *learns("imani", (6, 7, 10, 17, 18, 19, 20), week=8, by="jonas", pace=1),
    *learns("pete", (6, 7, 3, 4, 12, 13, 2, 17), week=9, by="jonas", pace=1),
    *on(14, 1, "jonas", assigns("rosa", 6, 7, 14, due_in=30), assigns("jude", 33, 27, 28, due_in=35)),
    *on(17, 1, "rosa", ticks("rosa", 6)),
    *on(16, 3, "rosa", ticks("rosa", 14)),
    *on(17, 2, "jonas", sends_back("rosa", 14, "The alternative text says what it is, not what one sees.")),
    *on(17, 3, "jude", ticks("jude", 33)),
    *on(18, 3, "jude", ticks("jude", 27)),
    *on(13, 5, "jonas", judges("jude", 2, "control-accounts", "deliver-strategy", method="observed",
        note="With the list."), judges("imani", 2, "reply", method="observed",
        note="Friendly and quick; unsure about allergies."),
        judges("marta", 2, "develop-strategy", method="teach_back",
        note="Explained purpose and voice without notes.")),
    *on(16, 4, "jonas", judges("jude", 3, "control-accounts", method="drill",
        note="Added and removed two people alone."), judges("pete", 2, "write", method="work_sample",
        note="Cheeky, twice too long."), judges("marta", 1, "leader-essentials", method="observed",
        note="Answers; still asks how.")),
]  # fmt: skip

WORK = [
    *confirms_work("imani", "jude", "rosa", weeks=(6, 16)),
    *works("jonas", "reply", "consultant", weeks=(2, 12), pieces=(14, 20)),
    *works("jonas", "reply", "together", weeks=(13, 18), pieces=(12, 18)),
    *works("imani", "reply", "client_checked", weeks=(16, 18), pieces=(4, 8)),
    *works("jonas", "write-posts", "consultant", weeks=(3, 12), pieces=(3, 3)),
    *works("pete", "write-posts", "together", weeks=(13, 18), pieces=(2, 3)),
    *works("jonas", "publish", "consultant", weeks=(3, 17), pieces=(3, 3)),
    *works("jonas", "publish", "together", weeks=(18, 18), pieces=(3, 3)),
    *works("jonas", "listen", "consultant", weeks=(3, 11), pieces=(4, 5)),
    *works("pete", "listen", "together", weeks=(12, 18), pieces=(4, 5)),
    *works("jonas", "plan-calendar", "consultant", weeks=(3, 8)),
    *works("jude", "plan-calendar", "together", weeks=(9, 18)),
    *works("jonas", "make-images", "together", weeks=(13, 18), every=2),
    *works("jonas", "monthly-measures", "consultant", weeks=(5, 9), every=4),
    *works("jude", "monthly-measures", "together", weeks=(13, 17), every=4),
    *works("jude", "account-control", "client_checked", weeks=(12, 16), every=4),
    *works("marta", "approve-content", "together", weeks=(13, 18), every=2),
    *works("marta", "leader-participation", "together", weeks=(12, 18), pieces=(1, 2)),
    *works("jonas", "paid-promotion", "consultant", weeks=(10, 14)),
]

CHANGES = [
    *on(15, 2, "marta", names("rosa", "make-images", because="Her pictures are the ones people save.")),
    *on(15, 4, "rosa",
        declines_to("make-images", "I take them gladly, but I cannot answer for them beside the bakery.")),
    *on(17, 1, "marcus", begins("training")),
    *on(16, 2, "jude",
        claims("sla-running", "Two weeks at 1.8 hours median; the airport café is not on the rota yet.")),
    *on(15, 3, "jonas",
        writes("service", share=0.0,
        text="Messages are answered while any café is open, within two hours; at the airport within four. Allergies "
        "are never answered from memory.")),
    *on(17, 5, "jude",
        writes("content",
        text="Mondays: what is baked this week. Wednesdays: one regular and her table. Fridays we have stopped: "
        "nothing went wrong that was worth a post. Bakers know first.")),
]  # fmt: skip

STORY = Story(
    key="copperleaf", client="Copperleaf Coffee", sector="Cafés", headcount=58, playbook="social-media", weeks=18,
    voice=2,
    people=people(
        "copperleaf-coffee.example", marta=("Marta Lindqvist", Role.OWNER), jude=("Jude Farrow", Role.CHAMPION),
        imani=("Imani Bello", Role.STAFF), pete=("Pete Garland", Role.STAFF), rosa=("Rosa Conti", Role.STAFF),
    ),
    beats=beats(
        opens(owner="marta", lead="marcus", starter="jonas", handover_after=35),
        signs_on(1, 4, "marta", "Yes to all of it, and the managers shall read it as well.", "jude", "imani", "pete",
        "rosa"),
        STRATEGY, LADDER, TOOLS, TRAINING, WORK, CHANGES,
    ),
)  # fmt: skip
