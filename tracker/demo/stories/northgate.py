"""Northgate Recruitment: in Training and leading, with things to sign and one activity that nobody answers for."""

from tracker.access.roles import Role

from ..acts.agreeing import adds_consultant, asks_for_the_gate, claims, names_for, passes, takes_the_part, waives
from ..acts.arriving import arrive, sends_away
from ..acts.deciding import confirms_decision, writes_decision
from ..acts.deliverables import accepts_deliverable, asks_to_accept, hands_in, recommends, returns_deliverable
from ..acts.flags import puts_off_flag, takes_on_flag
from ..acts.guarding import answers_safeguard, asks_to_explain, explains
from ..acts.measuring import measures_baseline, reads, reviews, sets_goal
from ..acts.opening import opens, signs_on
from ..acts.packs import assembles_pack
from ..acts.planning import (
    agrees_hours,
    agrees_to_the_change,
    asks_for_time,
    asks_to_add,
    finds,
    goes_through_the_fit,
    is_willing,
    rates,
)
from ..acts.playbooks import copies_playbook, proposes_playbook, publishes, rewords
from ..acts.portfolio import keeps_view
from ..acts.responsibilities import (
    accepts,
    gives_back,
    hands_to,
    moves,
    names,
    outsources,
    signs_rule,
    takes_on_provider,
    witnesses,
    writes_rule,
)
from ..acts.sourcing import disagrees, meets, puts_forward, scores
from ..acts.strategy import asks_to_sign, drafts, gives_out, returns, signs, writes
from ..script import Story, beats, on, people
from .northgate_reports import REPORTS
from .northgate_talk import TALK
from .northgate_work import TOOLS, TRAINING, WORK

OWNER_ACTIVITIES = ("set-strategy", "approve-content", "crisis-response", "leader-participation")
PRIYAS = ("reply", "account-control", "plan-calendar", "write-posts", "make-images", "publish", "listen",
          "brief-providers")  # fmt: skip
LEAHS = ("monthly-measures", "paid-promotion")
ALL = (*OWNER_ACTIVITIES, *PRIYAS, *LEAHS)

# What was read in which week: monthly by Priya, the hours to the first answer by Aisha.
MEASURED: dict[int, dict[str, float]] = {
    8: {"enquiries": 9, "answered": 66}, 12: {"enquiries": 11, "answered": 78}, 16: {"enquiries": 12, "answered": 84},
    20: {"enquiries": 15, "answered": 88, "conversations": 4}, 24: {"enquiries": 16},
}  # fmt: skip
FIRST_ANSWERS = {9: 8.5, 11: 7, 13: 7.5, 15: 6, 17: 5, 19: 4.5, 21: 4.8, 23: 4.2}

BEGINNING = [
    *on(1, 2, "mina",
        goes_through_the_fit("Helen wants to learn it herself; whose hours, she settles this week.", time="unsure"),
        agrees_hours(17, "Priya 9, Aisha 4 and Callum 4; no cold calls on Fridays")),
    *on(2, 2, "mina", rates("43222", note="Everybody sees why; nobody has done it without an agency."),
        rates("54332", "priya"), rates("32211", "tom", "Wants to, and has no hour for it yet."),
        finds("channel", "Company page", "partly", "Priya", "Last post seven months ago; 14 questions unanswered."),
        finds("tool", "Scheduler", "missing", "Nobody"), finds("skill", "Reading the numbers", "missing", "Nobody")),
    *on(2, 3, "tom", is_willing("with_help", "An hour on Fridays that nobody books over.")),
    *on(2, 3, "priya", is_willing("yes")),
]  # fmt: skip

STRATEGY = [
    *on(2, 1, "helen", names_for("champion", "priya"), names_for("deputy_champion", "tom"),
        names_for("leader", "david")),
    *on(2, 2, "priya", takes_the_part()),
    *on(2, 3, "tom", takes_the_part()),
    *on(2, 3, "mina", drafts("channels", "sourcing", "rules", "measures"), gives_out("voice", "aisha")),
    *on(2, 4, "helen", writes("purpose"), writes("risk", share=0.5)),
    *on(2, 5, "priya", writes("people", share=0.5), writes("service"), asks_to_sign("people", "service")),
    *on(3, 1, "helen", signs("purpose", "people")),
    *on(3, 2, "aisha", writes("voice")),
    *on(3, 2, "mina", writes("channels", "rules", share=0.0)),
    *on(3, 3, "priya", writes("content", share=0.5), asks_to_sign("channels", "content")),
    *on(3, 4, "helen", signs("voice", "service", "risk"), writes("leaders", share=0.5)),
    *on(3, 5, "mina", writes("sourcing", share=0.0), asks_to_sign("sourcing", "rules", "measures")),
    *on(4, 1, "helen", signs("channels", "content"), returns("measures", "Which decision does each number inform?")),
    *on(4, 2, "helen", names("helen", *OWNER_ACTIVITIES), names("priya", *PRIYAS), names("leah", *LEAHS)),
    *on(4, 2, "helen", names("david", "set-strategy", "approve-content", "leader-participation", post="deputy"),
        names("tom", "monthly-measures", "reply", "account-control", post="deputy"),
        names("priya", "crisis-response", post="deputy"), names("aisha", "write-posts", post="deputy")),
    *on(4, 3, "priya", accepts(), writes("measures", "independence", share=0.5), asks_to_sign("measures")),
    *on(4, 3, "leah", accepts()),
    *on(4, 4, "tom", accepts()),
    *on(4, 4, "david", accepts()),
    *on(4, 5, "aisha", accepts()),
    *on(4, 5, "helen", signs("sourcing", "leaders", "rules", "measures", "independence")),
    *on(4, 5, "mina", writes_rule("set-strategy", "approve-content", "plan-calendar", "make-images", "publish")),
    *on(5, 1, "helen", signs_rule("set-strategy", "approve-content", "plan-calendar")),
    *on(5, 2, "mina", claims("audit", "19 accounts found, 6 of them in the names of people who left; ten findings.")),
    *on(5, 2, "helen", signs_rule("make-images", "publish")),
    *on(5, 3, "priya",
        claims("hours", "Time plan: Priya 9, Aisha 4, Callum 4 hours a week; cold calls cut on Fridays.")),
    *on(5, 3, "priya",
        measures_baseline(enquiries=(8, 20), answered=(61, 95), conversations=(1, 6))),
    *on(5, 3, "priya", measures_baseline("aisha", first_answer=(9.4, 4), hours=(21, 16))),
    *on(5, 4, "helen", sets_goal("Twelve more placements a month that began with our own readers",
        "Adverts cost us more each year, and those who know us stay longer.", section="purpose", for_days=365,
        keys="enquiries first-answer answered")),
    *[beat for week, numbers in MEASURED.items() for beat in on(week, 5, "priya", reads(**numbers))],
    *[beat for week, hours in FIRST_ANSWERS.items() for beat in on(week, 5, "aisha", reads(first_answer=hours))],
    *on(12, 5, "helen", reviews("We answer before we post: Friday's post goes, and Aisha gets the hour.")),
    *on(21, 5, "helen", reviews("The rota covers Saturday mornings from now on. Nobody used the fifth number.")),
    *on(5, 4, "helen", waives("sourcing", "I want to see the others done once before I decide who does them.",
        for_days=150)),
    *on(5, 5, "marcus", asks_for_the_gate("strategy")),
    *on(6, 1, "helen", passes("strategy", "The team agreed it line by line, and I could explain it to my mother.")),
]  # fmt: skip

LADDER = [
    *on(2, 4, "mina", moves(1, "set-strategy", "approve-content", "account-control", "listen", "plan-calendar")),
    *on(3, 2, "priya", witnesses("account-control", "listen", "plan-calendar")),
    *on(3, 5, "mina", moves(1, "reply", "monthly-measures", "crisis-response", "brief-providers")),
    *on(4, 1, "mina", moves(2, "set-strategy", "approve-content", "account-control")),
    *on(4, 3, "helen", witnesses("set-strategy", "approve-content", "account-control", "crisis-response")),
    *on(6, 3, "mina", moves(1, "write-posts", "publish", "leader-participation")),
    *on(7, 2, "mina", moves(2, "reply", "write-posts", "plan-calendar", "listen")),
    *on(7, 4, "priya", witnesses("reply", "write-posts", "plan-calendar", "listen")),
    *on(9, 2, "mina", moves(1, "make-images", "paid-promotion"), moves(2, "publish", "leader-participation")),
    *on(9, 4, "priya", witnesses("make-images", "paid-promotion", "publish")),
    *on(14, 3, "mina", moves(2, "monthly-measures", "crisis-response", "make-images", "brief-providers")),
    *on(14, 5, "helen", witnesses("monthly-measures", "crisis-response"),
        hands_to("helen", "set-strategy", "approve-content", "leader-participation")),
    *on(15, 1, "mina", moves(3, "approve-content"), hands_to("priya", "plan-calendar", "account-control",
        "brief-providers"), hands_to("aisha", "write-posts"), hands_to("callum", "reply", "publish")),
    *on(15, 3, "helen", witnesses("approve-content")),
    *on(13, 1, "helen", takes_on_provider("Brightside Studio", liaison="Brook Stone", contact="priya",
        person="brook", meets_every=30, availability="Mondays and Thursdays, nine to five",
        exit_terms="All files and rights are ours; a half-day of handing back is in the price."),
        outsources("make-images", "Brightside Studio",
        "Film is their trade, and the brief is ours.")),
    *on(17, 4, "mina", moves(3, "account-control", "write-posts", "set-strategy")),
    *on(18, 1, "priya", witnesses("account-control", "write-posts")),
    *on(18, 2, "helen", witnesses("set-strategy")),
    *on(16, 2, "leah", moves(2, "paid-promotion", because="I set up the first campaign with Mina beside me.")),
    *on(16, 3, "mina", witnesses("paid-promotion")),
    *on(18, 3, "helen", hands_to("leah", "listen")),
    *on(20, 1, "mina", moves(3, "publish", "make-images", "plan-calendar", "leader-participation")),
    *on(20, 3, "priya", witnesses("publish", "make-images", "plan-calendar")),
    *on(22, 4, "mina", moves(3, "reply", "listen", "brief-providers")),
    *on(23, 1, "priya", witnesses("reply", "brief-providers")),
    *on(22, 5, "mina", moves(4, "account-control", because="Priya has run it for weeks, alone.")),
    *on(23, 4, "priya",
        moves(4, "approve-content", because="Helen decided on eleven texts this quarter, none with us.")),
    *on(21, 2, "mina",
        moves(1, "paid-promotion", because="With Leah gone nobody at Northgate can set a campaign up.")),
    *on(24, 3, "callum", moves(4, "reply", because="Tom and I ran it for three weeks.", evidence="The work log")),
]  # fmt: skip

GATES_AND_CHANGES = [
    *on(15, 4, "priya", claims("sla-running", "Two weeks at 3.1 hours median, 92% answered; rota attached.")),
    *on(16, 3, "mina",
        claims("first-report", "Report 1, read on Tuesday with Helen, David and Priya; two decisions.")),
    *on(16, 5, "helen", waives("accounts", "The advertising card is theirs until the campaign ends.", for_days=46)),
    *on(17, 1, "priya", asks_for_the_gate("implementation")),
    *on(17, 2, "helen", passes("implementation", "We do most of it now, and where we do not I can see it.")),
    *on(13, 2, "marcus", adds_consultant("jonas")),
    *on(20, 2, "mina", asks_for_time("Leah has left, and the two things she was to answer for begin again.", weeks=4)),
    *on(20, 4, "helen",
        agrees_to_the_change("Four weeks, so that Tom and Priya learn it properly; not a day for anything new.")),
    *on(19, 5, "helen", sends_away("leah", "She has a new job in Leeds; we wish her well.")),
    *on(21, 4, "helen", names("priya", "monthly-measures",
        because="Leah is gone and Priya reads the numbers anyway.")),
    *on(22, 5, "helen", names("tom", "listen", because="Priya has enough on her plate.")),
    *on(21, 3, "priya",
        writes("measures", share=0.5,
        text="Four numbers each month, since nobody used the fifth: placements that began with us, first answer in "
        "hours, share answered, hours spent. The baseline is the month before we began.")),
    *on(23, 3, "priya", asks_to_sign("measures")),
    *on(17, 3, "priya",
        writes("service", share=0.5,
        text="Every message gets a first answer within four staffed hours, Monday to Friday, eight to six. The rota "
        "now covers Saturday mornings too.")),
    *on(22, 3, "mina",
        asks_to_add("activity", "Answer reviews of us", "So that whoever looks us up finds us in the talk.",
        "Half of those who write to us have read a review first.")),
    *on(21, 1, "tom",
        gives_back("monthly-measures", "I never learnt the sheet; whoever answers for it should choose.")),
    *on(21, 5, "mina",
        writes("independence", share=0.5,
        text="Two people for each critical skill, and a third in sight: we have learnt how fast one can be gone. "
        "Runbooks that somebody else has tried, a holiday rota.")),
    *on(22, 1, "mina",
        writes_rule("monthly-measures",
        text="in house: Priya fills the page by the fifth working day, Callum stands in. Helen chairs; four "
        "numbers, and each informs a decision.")),
    *on(15, 4, "priya", scores("Brightside Studio", "43454443", "Asks before it films, and brings the raw files.")),
    *on(15, 5, "helen", scores("Brightside Studio", "42453443", "Good work, slow to answer on Fridays."),
        meets("Brightside Studio", "Three films a quarter, and who is in them.")),
    *on(19, 2, "priya", meets("Brightside Studio", "Next: two interviews with candidates.")),
    *on(22, 2, "marcus", puts_forward("paid-promotion", "3142121111", "blend",
        "Brightside sets campaigns up within a cap that Helen signs; Leah learns it beside them.", "Brightside Studio",
        ends_in=120, hands_on=25, training="Leah sets up every second campaign, with Brightside looking on.")),
    *on(22, 4, "priya", disagrees("paid-promotion", "Two campaigns a quarter are worth no agency; I would drop it.")),
    *on(22, 2, "priya", asks_to_explain("Initial implementation")),
    *on(22, 3, "helen", explains("Initial implementation",
        "Our own people now answer, write and publish; Mina looks over it. The card is theirs for a while.")),
    *on(23, 2, "mina", answers_safeguard("time",
        "Right: my hours stand in our own books and not here. From next month I write them down with the work.")),
    *on(23, 4, "mina", names("aisha", "listen", post="deputy", because="She reads the alerts every morning.")),
]  # fmt: skip

PAPERS = [
    *on(5, 2, "mina",
        hands_in("audit", "Account,In whose name,Finding\nCompany page,Leah,fine\nOld page,a leaver,close it\n",
        file="accounts.csv", note="19 accounts, six of them in the names of people who left."),
        asks_to_accept("audit")),
    *on(5, 3, "priya", recommends("audit", "I opened every account in the list myself.")),
    *on(5, 4, "helen",
        accepts_deliverable("audit", "Now I know what is out there under our name, and what to close first.")),
    *on(16, 2, "mina",
        hands_in("report-1", "**Placements that began with us:** 7, three more than before.\n\n**First answer:** 3.1 "
        "hours at the median.\n\nTwo decisions to take: the Saturday rota, and whether the card stays with us."),
        asks_to_accept("report-1")),
    *on(16, 4, "helen",
        accepts_deliverable("report-1", "One page that I understood at once; we took both decisions on it.")),
    *on(22, 2, "priya", hands_in("tested-runbooks", "All of them are in the tool."), asks_to_accept("tested-runbooks")),
    *on(22, 4, "helen", returns_deliverable("tested-runbooks", "Say for each who followed it and when, please.")),
    *on(23, 5, "mina",
        hands_in("skills-matrix", "Person,Reply,Accounts,Measures\nPriya,4,3,3\nCallum,3,3,2\nTom,3,2,0\n",
        file="skills.csv", note="Leah is out; Tom still has to measure with somebody."),
        asks_to_accept("skills-matrix")),
    *on(16, 4, "mina",
        writes_decision("Do we answer on Saturdays?", "Yes, from nine to twelve, by a rota of three.",
        "A third of the questions came on Saturdays and waited for Monday.", decider="helen",
        options="Leave it until Monday; an answering service; a rota.",
        dissent="Tom would rather have the evenings covered first.")),
    *on(16, 5, "helen",
        confirms_decision("Do we answer", "I would want an answer on a Saturday myself, so we give one.")),
    *on(21, 3, "priya",
        writes_decision("Which numbers do we look at each month?", "Four, without the fifth that nobody used.",
        "Each of the four informs a decision; the fifth never did.", decider="priya")),
    *on(21, 4, "priya", confirms_decision("Which numbers", "I fill the page, and I only want what changes our minds.")),
    *on(23, 1, "marcus", keeps_view("Late and leaning on us", leaning="1", late="1", sort="forecast")),
    *on(22, 3, "priya",
        takes_on_flag("no-owner", "Paid promotion", "Ask Tom on Monday; until then nobody books anything.")),
    *on(23, 2, "mina",
        puts_off_flag("locked-out", "Web analytics and tagged links", "The web agency hands it over with the new site.",
                      days=40)),
    *on(23, 5, "priya", assembles_pack()),
    *on(24, 1, "marcus",
        writes_decision("Who pays for the advertising card?", "Northgate pays from next month.",
        "Whoever pays should see every line.", decider="helen", options="Northgate, or we for a quarter more.")),
]  # fmt: skip

OUR_WAY = "Social media for recruiters"
PLAYBOOK = [
    *on(20, 4, "mina", copies_playbook("social-media:1", OUR_WAY),
        rewords(OUR_WAY, "activities", "reply", name="Reply to candidates and employers", usual_doer="Desk rota",
                purpose="A candidate hears from a person who knows the vacancy, within the promise."),
        rewords(OUR_WAY, "phases", "implementation", weeks=9),
        proposes_playbook(OUR_WAY, "What we learnt at Northgate: a desk rota, and two weeks less to begin.")),
    *on(20, 5, "marcus", publishes(OUR_WAY, "Begun at Northgate: a desk rota, and two weeks less to begin.")),
    *on(23, 5, "mina", rewords(OUR_WAY, "tools", "scheduler", purpose="Vacancies and posts in one queue.")),
]  # fmt: skip

STORY = Story(
    key="northgate", client="Northgate Recruitment", sector="Recruitment", headcount=34, playbook="social-media",
    weeks=24, voice=0,
    people=people(
        "northgate-recruitment.example", helen=("Helen Ames", Role.OWNER), priya=("Priya Shah", Role.CHAMPION),
        aisha=("Aisha Khan", Role.STAFF), callum=("Callum Reid", Role.STAFF), tom=("Tom Baines", Role.STAFF),
        david=("David Oyelaran", Role.STAFF), leah=("Leah Moss", Role.STAFF), brook=("Brook Stone", Role.PROVIDER),
    ),
    beats=beats(
        opens(owner="helen", lead="marcus", starter="mina", handover_after=35),
        signs_on(1, 4, "helen",
        "We want to run this ourselves within eight months, and I will protect the hours for it.",
                 "priya", "tom", "david"),
        arrive(2, "aisha", "callum", "leah", invited_by="helen"),
        arrive(12, "brook", invited_by="helen"),
        PLAYBOOK, BEGINNING,
        STRATEGY, LADDER, TOOLS, TRAINING, WORK, GATES_AND_CHANGES, TALK,
        PAPERS, REPORTS,
    ),
)  # fmt: skip
