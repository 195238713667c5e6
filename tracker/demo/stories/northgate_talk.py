"""Northgate Recruitment: what its people ask, what went wrong, and what could."""

from tracker.responsibilities.models import Activity
from tracker.strategy.models import StrategySection

from ..acts.talking import (
    answers,
    asks,
    comments,
    drills,
    is_helped,
    learns_from,
    owns_risk,
    raises_risk,
    reports,
    solves,
    writes_it_down,
)
from ..script import on

HANDS_ON = "How do I hand a question to payroll without losing the candidate?"
WITHDRAWN = "What do I answer when a vacancy is withdrawn?"
POST = "A complaint lay in the comments of an old post for two days"
KEYS = "Only Priya can let others into the social profiles"
SEASON = "Two of three who reply are away in the same week"

TALK = [
    *on(11, 2, "callum", asks(HANDS_ON, "I pass it on and then hear nothing, and neither does she.", about="reply")),
    *on(11, 3, "priya", answers(HANDS_ON, "Tell her the name of who will ring, and by when. Then put the reminder in "
        "the shared inbox, not in your head.")),
    *on(11, 4, "callum", is_helped(HANDS_ON)),
    *on(17, 1, "priya", writes_it_down(HANDS_ON, "Handing on: say who will ring and by when, and set the reminder "
        "in the shared inbox.")),
    *on(18, 1, "aisha", reports(POST, "1. A candidate complained under an old post.\n2. Alerts cover new posts "
        "only.\n3. Listening on Thursday found it.", about="reply", customers=True)),
    *on(18, 2, "callum", solves(POST, "We rang her the same afternoon, apologised, and answered where she wrote.")),
    *on(18, 4, "callum", learns_from(POST, "Old posts talk too", "Most complaints of this year stood under posts older "
        "than a month.", "Alerts for all posts, checked on Mondays.")),
    *on(19, 2, "mina", drills("A complaint on a Sunday night", "helen", "priya", about="crisis-response", took=38,
        of=30, note="The holding statement was ready after nine minutes; finding Helen's number took twenty.")),
    *on(20, 3, "helen", raises_risk(KEYS, "Tom learns it next; until then the second key lies in the safe.",
        likely=3, bad=4, owner="priya", review_in=21)),
    *on(20, 4, "priya", owns_risk(KEYS)),
    *on(22, 2, "mina", raises_risk(SEASON, "", likely=3, bad=2, owner="tom", review_in=40)),
    *on(23, 2, "mina", comments(Activity, "reply", "Callum answers without asking now. @Priya, would you witness it "
        "next week?"),
        comments(Activity, "reply", "I still correct one in ten after the fact; let us stop that before rung 4.",
        private=True)),
    *on(23, 3, "priya", comments(Activity, "reply", "Tuesday morning, when the inbox is fullest.")),
    *on(23, 4, "helen", comments(StrategySection, "measures", "@Mina, which of the four would you drop first?")),
    *on(24, 1, "aisha", asks(WITHDRAWN, "The client took it back and four people have applied.", about="reply")),
    *on(24, 2, "callum", asks("Which picture may I use from the fair?", "There are faces on nearly all of them.",
        about="make-images")),
]  # fmt: skip
