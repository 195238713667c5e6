"""Ashdown Accountants: two weeks old. The charter is signed, the first section is written, nearly all lies ahead."""

from tracker.access.roles import Role

from ..acts.agreeing import names_for, takes_the_part
from ..acts.arriving import arrive
from ..acts.opening import opens, signs_on
from ..acts.responsibilities import accepts, moves, names, writes_rule
from ..acts.strategy import signs, writes
from ..acts.tools import checks
from ..acts.training import assigns
from ..acts.working import works
from ..script import Story, beats, on, people

BEATS = [
    *on(2, 1, "graham", names_for("champion", "nell"), writes("purpose")),
    *on(2, 2, "nell", takes_the_part()),
    *on(2, 2, "graham", signs("purpose"), names("graham", "performance-review"),
        names("nell", "publish", "domain-hosting")),
    *on(2, 3, "mina", checks("registrar", "dns", held="provider"), writes_rule("domain-hosting"),
        moves(1, "domain-hosting")),
    *on(2, 4, "nell", accepts("domain-hosting")),
    *on(2, 4, "mina", assigns("nell", 1, 2, due_in=21), assigns("graham", 1, 13, due_in=28)),
    *works("mina", "publish", "consultant", weeks=(2, 2), pieces=(2, 2)),
]  # fmt: skip

STORY = Story(
    key="ashdown", client="Ashdown Accountants", sector="Accountancy", headcount=22, playbook="website-seo", weeks=2,
    people=people(
        "ashdown-accountants.example", graham=("Graham Ashdown", Role.OWNER), nell=("Nell Vickers", Role.CHAMPION),
        yusuf=("Yusuf Karim", Role.STAFF),
    ),
    beats=beats(
        opens(owner="graham", lead="marcus", starter="mina", handover_after=28),
        signs_on(1, 4, "graham", "The site is the last thing here that others hold the keys to. Let us end that.",
        "nell"),
        arrive(2, "yusuf", invited_by="graham"),
        BEATS,
    ),
)  # fmt: skip
