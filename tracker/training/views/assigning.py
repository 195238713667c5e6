"""Putting items on checklists: one person's, or those of everybody in a role or a rota."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Rota
from tracker.responsibilities.rotas import rotas_of
from tracker.tenancy import scoped

from ..assigning import assign as put_on
from ..board import own_people
from ..due import Due, edge_words, edges_among, phases_in
from ..forms import AssignForm
from ..models import AssignmentRule, ChecklistItem, Module
from ..rules import assign_to, end_rule, rules_of
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/training/assign", methods=["GET", "POST"])
@requires(Can.ASSIGN_TRAINING, of=Engagement)
def assign(engagement: Engagement) -> ResponseReturnValue:
    form = AssignForm(
        person=request.args.get("person"), group=request.args.get("group"), modules=request.args.getlist("module"),
        items=request.args.getlist("item"),
    )  # fmt: skip
    phases = phases_in(engagement.id)
    grouped = _offer(form, engagement, {phase.kind: phase.name for phase in phases})
    then = url_for(".overview", id=engagement.id)
    if done := form.attempt(lambda: _put_on(engagement, form), then=lambda _: then):
        flash("The checklists are up to date." if form.group.data else "The checklist is up to date.", "success")
        return done
    page = render_template("training/assign.html", engagement=engagement, client=engagement.client, form=form,
                           grouped=grouped, rules=_rules(engagement, phases))  # fmt: skip
    return page, form.status


@pages.route("/assignments/<uuid:id>/end", methods=["POST"])
@requires(Can.ASSIGN_TRAINING, of=AssignmentRule)
def end_assignment(rule: AssignmentRule) -> ResponseReturnValue:
    then, said = url_for(".assign", id=rule.engagement_id), f"Ended for {rule.whom}. What is on checklists stays."
    end_rule(rule, by=g.member)
    db.session.commit()
    flash(said, "success")
    return redirect(then, 303)


def _offer(
    form: AssignForm, engagement: Engagement, phases: dict[str, str]
) -> list[tuple[Module, list[ChecklistItem]]]:
    """Fill the choices; returns the items by module. Three statements."""
    grouped = items_by_module(engagement)
    form.person.offer(own_people(engagement), empty="Choose a person")
    form.offer_groups(db.session.execute(rotas_of(engagement.id).with_only_columns(Rota.id, Rota.name)))
    form.offer_phases(phases)
    form.modules.offer([module for module, _ in grouped], name=lambda module: module.title)
    form.items.offer([item for _, items in grouped for item in items], name=lambda item: f"{item.number}. {item.text}")
    return grouped


def items_by_module(engagement: Engagement) -> list[tuple[Module, list[ChecklistItem]]]:
    """All modules and their items, in order. One statement."""
    rows = [*db.session.execute(_items(engagement))]
    modules = {module.id: module for module, _ in rows}
    return [(module, [item for _, item in rows if item.module_id == module.id]) for module in modules.values()]


def _items(engagement: Engagement) -> Any:
    return (
        scoped(Module)
        .join(
            ChecklistItem,
            (ChecklistItem.workspace_id == Module.workspace_id) & (ChecklistItem.module_id == Module.id),
        )
        .add_columns(ChecklistItem)
        .where(Module.engagement_id == engagement.id)
        .order_by(Module.position, ChecklistItem.number)
    )


def _put_on(engagement: Engagement, form: AssignForm) -> Any:
    whole = {module.id for module in form.modules.records}
    chosen = {item.id for item in form.items.records}
    items = [item for item in form.items.offered.values() if item.module_id in whole or item.id in chosen]
    if form.group.data:
        return assign_to(engagement, items, form.role, rota_id=form.rota_id, by=g.member, due=form.due)
    return put_on(engagement, items, form.person.record, by=g.member, due=form.due)


def _rules(engagement: Engagement, phases: list[Any]) -> list[dict[str, Any]]:
    """The rules in force with what each comes to now."""
    edges, names = edges_among(phases), {phase.kind: phase.name for phase in phases}
    return [
        {
            "id": rule.id, "whom": rule.whom, "numbers": rule.numbers,
            "due_on": Due(rule.due_on, rule.due_from, rule.due_days).day(edges),
            "due_words": edge_words(rule.due_from, rule.due_days or 0, names) if rule.due_from else "",
        }
        for rule in rules_of(engagement.id)
    ]  # fmt: skip
