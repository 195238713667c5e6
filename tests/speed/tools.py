"""Tools, runbooks and departures for the two sizes of an engagement."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import Flask

from tests.makers import Northgate, acting, member
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Departure, Engagement
from tracker.engagements.weak_spots import World, weak_spots
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.toolkit.adding import write_runbook
from tracker.toolkit.models import Holder, Tool, give_access, keep_contract, try_recovery


def keep_tools(app: Flask, northgate: Northgate, places: range) -> None:
    """Access, terms and a recovery for some tools; a runbook in two versions, with a test, for some activities."""
    with acting(app, "helen") as helen:
        tools = [*db.session.scalars(_in_order(Tool, northgate))]
        activities = [*db.session.scalars(_in_order(Activity, northgate))]
        for place in places:
            tool = tools[place]
            for key in ("callum", "mina", "priya")[: len(places)]:
                give_access(tool, member(key), by=helen, admin=key == "mina", role="Editor")
            keep_contract(
                tool, by=helen, cost="£29 a month", paid_by=Holder.CLIENT, seats=5, holder=member("priya"), seen=""
            )
            try_recovery(tool, by=helen, worked=True, on=clock.today())
            tool.renews_on = clock.today() + timedelta(days=20)
            book = write_runbook(activities[-1 - place], by=helen, title="How we do it", text="1. Open it.")
            book.rewrite(by=helen, title="How we do it", text="1. Open it.\n2. Read it.", based_on=1)
            book.test(by=member("aisha"), worked=True, note="", version=2)
        db.session.commit()
        if len(places) > 1:
            departed(northgate.engagement, helen)


def departed(engagement: Engagement, by: Membership) -> None:
    """Somebody left, and what she carried is not mended yet."""
    spots = [asdict(spot) for one in weak_spots(World(facts_of(engagement.id), clock.today())) for spot in one.spots]
    for _ in range(3):
        db.session.add(
            Departure(**engagement.keys, person_id=by.id, person_name="Kit Moss", by_id=by.id, spots=spots[:9])
        )
    record("team.left", engagement, by=by, before={"person": "Kit Moss"})
    db.session.commit()


def _in_order(model: Any, northgate: Northgate) -> Any:
    return scoped(model).where(model.engagement_id == northgate.id).order_by(model.position)
