"""Training items and skills as scope changes add them; an item may also be required no longer, and again."""

from typing import Any
from uuid import UUID

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import Scopable, in_scope
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement, ScopeAct
from tracker.engagements.scope import settle
from tracker.tenancy import scoped

from .models import ChecklistItem, Competency, Module

MOST_SKILLS, MOST_ITEMS = 60, 300
ADDED = "added"


def add_competency(engagement: Engagement, fields: dict[str, Any], by: Membership) -> Competency:
    """A skill to be had at level 3."""
    here = scoped(Competency).where(Competency.engagement_id == engagement.id)
    names = {name.casefold() for name in db.session.scalars(here.with_only_columns(Competency.name))}
    if fields["name"].casefold() in names:
        raise Refused("A skill of that name is there already.", "name")
    if len(names) >= MOST_SKILLS:
        raise Refused(f"At most {MOST_SKILLS} skills.")
    last = db.session.scalar(here.with_only_columns(func.max(Competency.position))) or 0
    skill = Competency(
        **engagement.keys, position=last + 1, key=f"added-{last + 1}", name=fields["name"][:120],
        description=fields.get("purpose", "")[:400], critical=bool(fields.get("critical")), target=3,
    )  # fmt: skip
    db.session.add(skill)
    db.session.flush()
    settle(skill, "competency", ScopeAct.ADD, skill.name, because=fields.get("because", ""), by=by)
    record("competency.added", skill, by=by)
    return skill


def add_item(engagement: Engagement, fields: dict[str, Any], by: Membership) -> ChecklistItem:
    """A required item in a module of its own at the end; `under` is the key of the skill that it proves."""
    if fields.get("under") not in {key for key, _ in skills_of(engagement.id)}:
        raise Refused("Choose the skill that it proves.", "under")
    here = scoped(ChecklistItem).where(ChecklistItem.engagement_id == engagement.id)
    numbers = list(db.session.scalars(here.with_only_columns(ChecklistItem.number)))
    if len(numbers) >= MOST_ITEMS:
        raise Refused(f"At most {MOST_ITEMS} items.")
    item = ChecklistItem(
        **engagement.keys, module_id=_module(engagement).id, number=max(numbers, default=0) + 1, text=fields["name"],
        why=fields.get("purpose", "")[:400], competency_key=fields["under"], required=True,
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    settle(item, "item", ScopeAct.ADD, item.text, because=fields.get("because", ""), by=by)
    record("item.added", item, by=by)
    return item


def skills_of(engagement_id: UUID) -> list[tuple[str, str]]:
    query = scoped(Competency).with_only_columns(Competency.key, Competency.name)
    query = query.where(Competency.engagement_id == engagement_id).order_by(Competency.position)
    return [(key, name) for key, name in db.session.execute(query)]


def _require(item: ChecklistItem, required: bool, words: str, by: Membership) -> None:
    hold(item, "required")
    if item.required == required:
        raise Stale("This has been decided already.")
    act = ScopeAct.RESTORE if required else ScopeAct.REMOVE
    settle(item, "item", act, item.text, because=words, by=by)
    item.required = required
    if required:
        record("item.required_again", item, by=by, because=words)
    else:
        record("item.no_longer_required", item, by=by, because=words)


def _module(engagement: Engagement) -> Module:
    here = scoped(Module).where(Module.engagement_id == engagement.id)
    found = db.session.scalar(here.where(Module.key == ADDED))
    if found is None:
        last = db.session.scalar(here.with_only_columns(func.max(Module.position))) or 0
        found = Module(**engagement.keys, position=last + 1, key=ADDED, title="Added later",
                       why="What the owner added to the scope.")  # fmt: skip
        db.session.add(found)
        db.session.flush()
    return found


in_scope(Scopable("competency", "skill", Competency, name=lambda one: one.name, counts=lambda one: True,
                  add=add_competency))  # fmt: skip
in_scope(Scopable(
    "item", "training item", ChecklistItem, name=lambda one: one.text, counts=lambda one: one.required, add=add_item,
    remove=lambda one, words, by: _require(one, False, words, by),
    restore=lambda one, words, by: _require(one, True, words, by), options=skills_of,
))  # fmt: skip
