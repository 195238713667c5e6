"""Sections of the strategy as scope changes add them, take them out and bring them back."""

from typing import Any

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import Scopable, in_scope
from tracker.engagements.models import Engagement, ScopeAct
from tracker.engagements.scope import settle
from tracker.tenancy import scoped

from .applying import set_aside, take_up
from .models import StrategySection

MOST = 40


def add_section(engagement: Engagement, fields: dict[str, Any], by: Membership) -> StrategySection:
    """An empty section at the end; `purpose` is the question that it answers."""
    here = scoped(StrategySection).where(StrategySection.engagement_id == engagement.id)
    titles = {title.casefold() for title in db.session.scalars(here.with_only_columns(StrategySection.title))}
    if fields["name"].casefold() in titles:
        raise Refused("A section of that title is there already.", "name")
    if len(titles) >= MOST:
        raise Refused(f"At most {MOST} sections.")
    last = db.session.scalar(here.with_only_columns(func.max(StrategySection.position))) or 0
    section = StrategySection(
        **engagement.keys, position=last + 1, key=f"added-{last + 1}", title=fields["name"][:120],
        prompt=(fields.get("purpose") or fields["name"])[:300], weight=2 if fields.get("critical") else 1,
    )  # fmt: skip
    db.session.add(section)
    db.session.flush()
    settle(section, "section", ScopeAct.ADD, section.title, because=fields.get("because", ""), by=by)
    record("section.added", section, by=by)
    return section


in_scope(Scopable(
    "section", "strategy section", StrategySection, name=lambda one: one.title,
    counts=lambda one: one.not_applicable_at is None, add=add_section, signs_removal=True,
    remove=lambda one, words, by: set_aside(one, words, by=by), restore=lambda one, words, by: take_up(one, by=by),
))  # fmt: skip
