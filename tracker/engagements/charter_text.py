"""What a charter says: the playbook's prose, the parts agreed for this engagement, and what is never missing."""

from datetime import date
from typing import Any, NamedTuple

# Paying by the number would turn the measure into a target, and the first thing to give would be its honesty.
NEVER_BY_THE_INDEX = (
    "### What we are never paid by\n\n"
    "No part of our fee depends on the Self-Sufficiency Index, on its stage or on any number in it. It is there to "
    "show you where you stand. Nobody is paid, ranked or compared by it, neither on our side nor on yours."
)
HANDOVER = (
    "In the last four weeks we deliver nothing and stay within reach. Then you accept a pack with everything that you "
    "need, our access ends, and we ask after you at 30, 60, 90, 180 and 365 days."
)


class Terms(NamedTuple):
    """What is agreed for one engagement. `hours` a week are protected for those in `hours_for`."""

    owned: str
    hours: int | None
    hours_for: str
    exit_plan: str
    handover: str
    planned_handover: date


def first_terms(engagement: Any) -> Terms:
    """What the playbook suggests, to be made one's own before it is signed."""
    book = engagement.playbook
    tools = ", ".join(tool["name"] for tool in book["tools"])
    activities = "\n".join(f"- {activity['name']}" for activity in book["activities"])
    owned = f"The strategy, every account ({tools}), all that we make together, and these activities:\n\n{activities}"
    weeks = [(phase["name"], phase["weeks"]) for phase in book["phases"]]
    way = "\n".join(f"- {name}: planned for {count} weeks" for name, count in weeks)
    plan = f"Each phase ends at a gate that the owner passes.\n\n{way}\n\nAt the last one we leave."
    return Terms(owned, None, "", plan, HANDOVER, engagement.planned_handover)


def whole_text(prose: str, terms: Terms) -> str:
    """Everything as it is read and signed, in Markdown. The clause on pay and the day are always there."""
    parts = [
        prose.strip(),
        "## For this engagement",
        f"### What you will own\n\n{terms.owned}",
        f"### The hours that are protected\n\n{hours_words(terms.hours, terms.hours_for)}",
        f"### The way out\n\n{terms.exit_plan}",
        f"### How the handover happens\n\n{terms.handover}",
        NEVER_BY_THE_INDEX,
        f"Planned handover: {terms.planned_handover.isoformat()}",
    ]
    return "\n\n".join(parts)


def hours_words(hours: int | None, people: str) -> str:
    if hours is None:
        return "Still to be agreed: who gets how many hours a week, and what they do less of."
    return f"{hours} {'hour' if hours == 1 else 'hours'} a week{f', for {people}' if people else ''}."
