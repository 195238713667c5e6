"""What is written about “the practice” and “us”, as a workspace says it in which no practice stands behind anybody.

A client that took over its workspace has a coach at most (see `Workspace.practice`). Words are written once, for the
clients of a practice, and said through here; what people wrote themselves, and playbooks, are never said otherwise.
"""

import re

from flask import g

from tracker.core.templates import as_filter

# Where a whole line speaks as the practice.
_LINES = {
    "Our share": "The coach's share",
    "Leaning on us": "Leaning on the coach",
    "If we left today": "If the coach left today",
    "Add a consultant": "Add a coach",
    "How our access ends": "How the coach's access ends",
    "how our access ends": "how the coach's access ends",
    "Our access to Baton": "The coach's access to Baton",
    "Would you manage another 90 days without us?": "Would you manage another 90 days on your own?",
}
_ADVISER = re.compile(r"\b([Tt]he|[Yy]our|[Aa]|[Ee]very) (?:practice|consultant(s?))\b")


def said_of_a_coach(words: str) -> str:
    """`words` about a practice or its consultants, in a workspace that its client owns."""
    return _LINES.get(words) or _ADVISER.sub(lambda found: f"{found[1]} {'coaches' if found[2] else 'coach'}", words)


@as_filter
def said_here(words: str) -> str:
    """`words` as this workspace says them; markup stays markup."""
    workspace = g.get("workspace")
    if not words or workspace is None or not workspace.owned_by_client:
        return words
    return type(words)(said_of_a_coach(words))
