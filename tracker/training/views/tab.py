"""The training tab of an engagement: items by people, people by skills."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.models import Role
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.leaving import since_they_left
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.showing_spots import shown_since
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped

from ..board import board_of
from ..bus_factor import bus_factor
from ..matrix import matrix_of
from ..models import ChecklistItem, ItemProgress
from ..pictured import EVERYBODY, pictured
from ..sight import sight_of
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/training")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def overview(engagement: Engagement) -> ResponseReturnValue:
    board = board_of(engagement, g.member, request.args.get("people", 0, type=int))
    return render_template("training/overview.html", **tab_values(engagement, "training"), board=board)


@pages.route("/engagements/<uuid:id>/training/skills")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def skills(engagement: Engagement) -> ResponseReturnValue:
    facts, today = facts_of(engagement.id), clock.today()
    since = shown_since(since_they_left(facts, today), facts, g.member) if facts else []
    return render_template(
        "training/skills.html", **tab_values(engagement, "skills"), since=since,
        matrix=matrix_of(facts, g.member, _place(request.args.get("people"))),
        picture=pictured(matrix_of(facts, g.member, 0, EVERYBODY)) if facts else None,
        carried=bus_factor(facts, sight_of(facts, g.member), today) if facts else [],
    )  # fmt: skip


def _place(text: str | None) -> int:
    """The place of the first person shown; 0 for anything odd."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


@pages.route("/checklist-items/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=ChecklistItem)
def checklist_item(item: ChecklistItem) -> ResponseReturnValue:
    """One item of the playbook, and where it stands on people's checklists."""
    query = scoped(ItemProgress).where(ItemProgress.item_id == item.id)
    rows = [row for row in db.session.scalars(query) if row.person.active and row.person.of_client]
    rows.sort(key=lambda row: row.person.name)
    values = place_of(item)
    return render_template("training/checklist_item.html", **values, item=item, rows=_mine_only(rows),
                           verified=sum(1 for row in rows if row.verified), others=len(rows))  # fmt: skip


def _mine_only(rows: list[ItemProgress]) -> list[ItemProgress]:
    """Staff do not read from each other's checklists."""
    return [row for row in rows if row.person_id == g.member.id] if g.member.role == Role.STAFF else rows
