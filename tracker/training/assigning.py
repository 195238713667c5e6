"""Putting items on somebody's checklist, and taking off what nobody has touched."""

from collections.abc import Sequence
from datetime import date

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .due import NO_DATE, Due, check_due, edges_of
from .models import ChecklistItem, ItemProgress


def assign(
    engagement: Engagement, items: Sequence[ChecklistItem], person: Membership, *, by: Membership,
    due_on: date | None = None, due: Due = NO_DATE,
) -> int:  # fmt: skip
    """Put `items` on the checklist of `person`; what is there already and still open gets the new due date.

    `due` may follow a phase; `due_on` is short for a day. Returns how many were added. Raises `Refused` for people
    who do not work for the client, for no items at all, and for a due date in the past.
    """
    due = Due(due_on) if due_on is not None else due
    _check(engagement, items, person)
    day = check_due(due, edges_of(engagement.id) if due.start is not None else {})
    there = {row.item_id: row for row in db.session.scalars(_of_person(engagement, person))}
    new = [item for item in items if item.id not in there]
    for item in new:
        db.session.add(progress_for(engagement, item, person, due, day))
    moved = [there[item.id] for item in items if item.id in there and _moves(there[item.id], due, day)]
    for row in moved:
        row.due_on, row.due_from, row.due_days = day, due.start, due.days
    db.session.flush()
    _tell(engagement, items, person, by, new, moved, day)
    return len(new)


def progress_for(
    engagement: Engagement, item: ChecklistItem, person: Membership, due: Due, day: date | None
) -> ItemProgress:
    """An item as it begins on a checklist; `day` is what `due` comes to now."""
    return ItemProgress(
        **engagement.keys, item_id=item.id, person_id=person.id, due_on=day, due_from=due.start, due_days=due.days
    )


def unassign(progress: ItemProgress, *, by: Membership) -> None:
    """Take an item off a checklist again. Raises `Stale` once the person has begun with it."""
    if not progress.untouched:
        raise Stale(f"{progress.person.name} has begun with this item, so it stays on the checklist.")
    record("item.unassigned", progress.item, by=by, before={"person": progress.person.name})
    db.session.delete(progress)


def _check(engagement: Engagement, items: Sequence[ChecklistItem], person: Membership) -> None:
    if not (person.active and person.of_client and person.client_id == engagement.client_id):
        raise Refused("Only people who work for the client now are trained.", "person")
    if not items:
        raise Refused("Choose at least one module or item.", "items")


def _of_person(engagement: Engagement, person: Membership) -> object:
    return scoped(ItemProgress).where(
        ItemProgress.engagement_id == engagement.id, ItemProgress.person_id == person.id
    )


def _moves(row: ItemProgress, due: Due, day: date | None) -> bool:
    return row.open and day is not None and (row.due_on, row.due_from, row.due_days) != (day, due.start, due.days)


def _tell(
    engagement: Engagement, items: Sequence[ChecklistItem], person: Membership, by: Membership,
    new: list[ChecklistItem], moved: list[ItemProgress], due_on: date | None,
) -> None:  # fmt: skip
    """One event for one decision, however many items it was about."""
    about = new[0] if new else moved[0].item if moved else None
    if about is None:
        raise Refused("All of that is on the checklist already.", "items")
    after = {"person": person.name, "items": len(new), "moved": len(moved), "due_on": due_on}
    record("item.assigned", about, by=by, after=after)
