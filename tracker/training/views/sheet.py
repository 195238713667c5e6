"""A sheet for a workshop: items with their steps, boxes to tick and room for notes, on paper."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.engagements.models import Engagement

from ..board import own_people
from ..forms import SheetForm
from .assigning import items_by_module
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/training/sheet")
@requires(Can.ASSIGN_TRAINING, of=Engagement)
def sheet(engagement: Engagement) -> ResponseReturnValue:
    grouped, people = items_by_module(engagement), own_people(engagement)
    form = SheetForm(request.args)
    form.offer(grouped, people)
    return render_template("training/sheet.html", engagement=engagement, client=engagement.client, form=form,
                           grouped=grouped, chosen=_chosen(form, grouped), people=form.person.records)  # fmt: skip


def _chosen(form: SheetForm, grouped: list[Any]) -> list[Any]:
    """The modules with those of their items that were asked for, singly or with the whole module."""
    whole, single = {module.id for module in form.module.records}, {item.id for item in form.item.records}
    kept = [
        (module, [item for item in items if module.id in whole or item.id in single]) for module, items in grouped
    ]
    return [(module, items) for module, items in kept if items]
