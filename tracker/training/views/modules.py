"""Modules: the list under the training tab, and one module with what is known of its results."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.models import Role
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped

from ..leaders import short_module
from ..models import ChecklistItem, Module
from ..modules import modules_of, work_after
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/training/modules")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def modules(engagement: Engagement) -> ResponseReturnValue:
    cards = modules_of(engagement, g.member)
    short = short_module(engagement) if g.member.role != Role.STAFF else None
    return render_template("training/modules.html", **tab_values(engagement, "modules"), modules=cards, short=short)


@pages.route("/modules/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Module)
def module(module: Module) -> ResponseReturnValue:
    values = place_of(module)
    card = next(card for card in modules_of(values["engagement"], g.member) if card.id == module.id)
    items = [*db.session.scalars(scoped(ChecklistItem).where(ChecklistItem.module_id == module.id))]
    items.sort(key=lambda item: item.number)
    activities = {key for item in items for key in item.activities}
    days, names = work_after(facts_of(module.engagement_id), activities, clock.today())
    return render_template("training/module.html", **values, module=module, card=card, items=items, days=days,
                           names=names, measures=link("strategy.goals", id=module.engagement_id))  # fmt: skip
