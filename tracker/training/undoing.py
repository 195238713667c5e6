"""Where an item goes back to on an open checklist page, once its tick is taken back."""

from dataclasses import dataclass
from uuid import UUID

from .checklists import ChecklistView, Row


@dataclass(frozen=True, slots=True)
class Undone:
    """`row` is to be put into "After that" at `place` (an htmx swap), or `alone` into an empty one.

    The page keeps its card when somebody has written in it, or when the item does not belong there.
    """

    id: UUID
    keeps_card: bool
    row: Row | None
    place: str = ""
    alone: bool = False


def put_back(view: ChecklistView, id: UUID, typed: bool) -> Undone:
    """`view` is the checklist after the undo; `typed` says whether the card on the page holds words."""
    position = [row.id for row in view.todo].index(id)
    keeps_card = position > 0 or (typed and len(view.todo) > 1)
    if position == 0:
        row = view.todo[0] if keeps_card else view.todo[1] if len(view.todo) > 1 else None
        return Undone(id, keeps_card, row, "afterbegin:#later", alone=len(view.todo) == 2)
    place = "afterbegin:#later" if position == 1 else f"afterend:#item-{view.todo[position - 1].id}"
    return Undone(id, keeps_card, view.todo[position], place, alone=len(view.todo) == 2)
