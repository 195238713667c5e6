"""The training tab of an engagement: items by people, people by skills, and putting items on checklists."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.models import Role
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped

from ..assigning import assign as put_on
from ..board import board_of, own_people
from ..forms import AssignForm
from ..matrix import matrix_of
from ..models import ChecklistItem, ItemProgress, Module
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/training")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def overview(engagement: Engagement) -> ResponseReturnValue:
    board = board_of(engagement, g.member)
    return render_template("training/overview.html", **tab_values(engagement, "training"), board=board)


@pages.route("/engagements/<uuid:id>/training/skills")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def skills(engagement: Engagement) -> ResponseReturnValue:
    matrix = matrix_of(facts_of(engagement.id), g.member)
    return render_template("training/skills.html", **tab_values(engagement, "skills"), matrix=matrix)


@pages.route("/engagements/<uuid:id>/training/assign", methods=["GET", "POST"])
@requires(Can.ASSIGN_TRAINING, of=Engagement)
def assign(engagement: Engagement) -> ResponseReturnValue:
    items = [*db.session.scalars(_in_order(ChecklistItem, engagement, ChecklistItem.number))]
    modules = [*db.session.scalars(_in_order(Module, engagement, Module.position))]
    form = AssignForm(
        person=request.args.get("person"), modules=request.args.getlist("module"), items=request.args.getlist("item")
    )
    form.person.offer(own_people(engagement), empty="Choose a person")
    form.modules.offer(modules, name=lambda module: module.title)
    form.items.offer(items, name=lambda item: f"{item.number}. {item.text}")
    then = url_for(".overview", id=engagement.id)
    if done := form.attempt(lambda: _put_on(engagement, form), then=lambda _: then):
        flash("The checklist is up to date.", "success")
        return done
    grouped = [(module, [item for item in items if item.module_id == module.id]) for module in modules]
    return render_template("training/assign.html", **place_of(engagement), form=form, grouped=grouped), form.status


def _in_order(model: type, engagement: Engagement, order: object) -> object:
    return scoped(model).where(model.engagement_id == engagement.id).order_by(order)


def _put_on(engagement: Engagement, form: AssignForm) -> int:
    whole = {module.id for module in form.modules.records}
    chosen = {item.id for item in form.items.records}
    items = [item for item in form.items.offered.values() if item.module_id in whole or item.id in chosen]
    return put_on(engagement, items, form.person.record, by=g.member, due_on=form.due_on.data)


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
