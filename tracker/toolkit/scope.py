"""Tools as scope changes add them, take them out and bring them back."""

from typing import Any

from tracker.accounts.models import Membership
from tracker.core.errors import Refused
from tracker.engagements.extension_points import Scopable, in_scope
from tracker.engagements.models import Engagement

from .adding import add_tool
from .models import Tool
from .tool_page import skills_in


def _add(engagement: Engagement, fields: dict[str, Any], by: Membership) -> Tool:
    under = fields.get("under")
    if under and under not in dict(skills_in(engagement)):
        raise Refused("Choose one of the skills.", "under")
    name, purpose = fields["name"][:120], fields.get("purpose", "")[:300]
    return add_tool(engagement, by=by, name=name, purpose=purpose, address="", competencies=[under] if under else [])


in_scope(Scopable(
    "tool", "tool", Tool, name=lambda one: one.name, counts=lambda one: one.counts, add=_add,
    remove=lambda one, words, by: one.set_aside(by, words), restore=lambda one, words, by: one.take_up(by),
))  # fmt: skip
