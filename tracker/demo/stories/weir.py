"""Weir Community Trust: writing its strategy, with more drafted than signed, and silent for a while."""

from tracker.access.roles import Role

from ..acts.agreeing import claims, names_for, takes_the_part
from ..acts.opening import opens, signs_on
from ..acts.responsibilities import accepts, moves, names
from ..acts.strategy import asks_to_sign, drafts, returns, signs, writes
from ..acts.tools import agrees_with_checks, checks
from ..acts.training import assigns, judges
from ..acts.working import works
from ..script import Story, beats, on, people

BEATS = [
    *on(2, 1, "dawn", names_for("champion", "wes")),
    *on(2, 2, "wes", takes_the_part()),
    *on(2, 3, "jonas", drafts("channels", "rules", "service")),
    *on(2, 4, "dawn", writes("purpose"), signs("purpose")),
    *on(3, 1, "wes", writes("people"), asks_to_sign("people")),
    *on(3, 2, "dawn", signs("people")),
    *on(3, 3, "wes", writes("voice"), asks_to_sign("voice")),
    *on(3, 4, "jonas", writes("channels", share=0.5), checks("social-profiles", held="provider", admin="client"),
        moves(1, "listen", "plan-calendar", "reply")),
    *on(3, 5, "dawn", signs("voice"), agrees_with_checks("social-profiles"),
        names("wes", "reply", "listen", "plan-calendar"), names("dawn", "set-strategy", "approve-content")),
    *on(4, 1, "wes", accepts("reply", "listen")),
    *on(4, 2, "jonas", asks_to_sign("channels", "rules"),
        claims("audit", "Two groups, one forgotten page; seven findings.")),
    *on(4, 4, "dawn", signs("channels", words="Ten people answered well; I would rather that than a crowd."),
        names("wes", "set-strategy", "approve-content", post="deputy"),
        returns("rules", "Volunteers are missing. Half of our pictures show volunteers.")),
    *on(4, 5, "wes", accepts(), writes("rules", share=0.5), names("lottie", "write-posts")),
    *on(4, 5, "wes", checks("calendar", "shared-inbox")),
    *on(5, 1, "jonas", asks_to_sign("rules"), writes("service", share=0.5), moves(1, "set-strategy", "write-posts")),
    *on(5, 2, "jonas", judges("wes", 1, "reply", "deliver-strategy", method="teach_back",
        note="Knows what it takes."), judges("dawn", 1, "leader-essentials", method="teach_back",
        note="Could say why we are here."), assigns("wes", 1, 2, 3, due_in=45), assigns("lottie", 3, 4, due_in=45)),
    *works("jonas", "reply", "consultant", weeks=(2, 7), pieces=(4, 7)),
    *works("jonas", "listen", "consultant", weeks=(3, 7), pieces=(2, 3)),
    *works("jonas", "write-posts", "consultant", weeks=(3, 7), pieces=(1, 2)),
    *works("wes", "reply", "together", weeks=(4, 4), pieces=(3, 3)),
]  # fmt: skip

STORY = Story(
    key="weir", client="Weir Community Trust", sector="Charity", headcount=12, playbook="social-media", weeks=7,
    people=people(
        "weir-trust.example", dawn=("Dawn Perry", Role.OWNER), wes=("Wes Tull", Role.CHAMPION),
        lottie=("Lottie Grant", Role.STAFF),
    ),
    beats=beats(
        opens(owner="dawn", lead="marcus", starter="jonas", handover_after=35),
        signs_on(1, 4, "dawn", "If it brings one more family to our door in time, it is worth the hours.", "wes",
        "lottie"),
        BEATS,
    ),
)  # fmt: skip
