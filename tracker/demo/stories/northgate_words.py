"""Northgate Recruitment: what it says to candidates and clients, and the hours that it keeps free for that."""

from ..acts.publishing import (
    agrees_to_hours,
    approves_content,
    drafts_content,
    keeps_hours_free,
    publishes,
    returns_content,
)
from ..script import on

HOURS = [
    *on(5, 3, "priya", keeps_hours_free("priya", 9, "Cold calls, which go to Tom on Mondays and Wednesdays."),
        keeps_hours_free("aisha", 4, "Sorting applications by hand: the inbox rules do it."),
        keeps_hours_free("callum", 4, "The Friday call list, cut for good.")),
    *on(5, 4, "aisha", agrees_to_hours()),
    *on(5, 4, "callum", agrees_to_hours()),
    *on(5, 5, "helen", agrees_to_hours()),
    *on(24, 3, "priya", keeps_hours_free("tom", 2, "Chasing references by telephone; a form asks for them.")),
]  # fmt: skip

WORDS = [
    *on(18, 1, "mina", drafts_content("Five questions before you sign", text="Ask who you would work with, what "
        "last year's intake does today, and three more things.", channel="Company page")),
    *on(18, 3, "helen", approves_content("Five questions before you sign")),
    *on(18, 4, "mina", publishes("Five questions before you sign")),
    *on(19, 2, "aisha", drafts_content("How we read an application", text="Two of us read every one, and we answer "
        "within two days, also when it is a no.", channel="Company page")),
    *on(19, 3, "priya", approves_content("How we read an application", words="That is how it is.")),
    *on(19, 4, "callum", publishes("How we read an application")),
    *on(21, 2, "callum", drafts_content("Why was I not called back?", "reply", text="You were second of forty. Here "
        "is what the first had, and two openings that fit you better.", reply=True, channel="Public answer")),
    *on(21, 2, "priya", approves_content("Why was I not called back?")),
    *on(21, 2, "callum", publishes("Why was I not called back?")),
    *on(22, 1, "mina", drafts_content("What a fair fee buys", text="We are paid once you have stayed six months.",
        kind="together", channel="Newsletter")),
    *on(22, 3, "priya", approves_content("What a fair fee buys")),
    *on(22, 4, "aisha", publishes("What a fair fee buys")),
    *on(23, 2, "priya", drafts_content("What I learnt from 300 interviews", "leader-participation", text="The best "
        "question is the one about a bad day.", channel="Helen's profile", under="helen", in_days=9,
        disclosure="“Written with Priya Shah” under the title.")),
    *on(23, 4, "aisha", drafts_content("Warehouse roles without nights", text="Six firms near the ring road now hire "
        "for days only.", channel="Company page", in_days=6)),
    *on(24, 1, "priya", returns_content("Warehouse roles without nights", "Name two of the six; they said we may.")),
    *on(24, 2, "callum", drafts_content("A day with our night-shift desk", in_days=12)),
]  # fmt: skip
