"""The handover offered and answered: the page, and what each side does there."""

from datetime import datetime

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.buttons import carry_out
from tracker.engagements.extension_points import facts_of
from tracker.engagements.forms import ReasonForm
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values, tab_values_inside

from .. import accepting
from ..acceptance_forms import OfferForm, acceptance_form
from ..acceptance_showing import access_words, counts_as_open, happened_since, offers_of, own_people, plan_shown
from ..conditions import bars, gaps, lacks, offerable_pack, still_owed
from ..exceptions import owed
from ..models import HandoverAcceptance
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/acceptance")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def acceptance(engagement: Engagement) -> ResponseReturnValue:
    facts, offers = facts_of(engagement.id), offers_of(engagement)
    newest = offers[0] if offers else None
    plan = plan_shown(facts, engagement, g.member)
    return render_template(
        "handover/acceptance.html", **tab_values(engagement, "acceptance"), newest=newest, earlier=offers[1:],
        bars=bars(facts), gaps=gaps(facts, clock.today()), lacks=lacks(facts, offerable_pack(facts), clock.today()),
        plan=plan, plan_counts=counts_as_open(plan), owed=owed(facts, clock.today()), access=access_words(engagement),
        day_of=clock.day_of,
        since=_since(newest), happened=happened_since(engagement, _since(newest)) if _since(newest) else [],
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/offer", methods=["GET", "POST"])
@requires(Can.SIGN, of=Engagement, at_least="propose")
def offer(engagement: Engagement) -> ResponseReturnValue:
    form, then = OfferForm(), url_for(".acceptance", id=engagement.id)
    if done := form.attempt(lambda: accepting.offer(engagement, form.message.data, by=g.member), then=lambda _: then):
        return done
    facts = facts_of(engagement.id)
    return render_template(
        "handover/offer.html", **tab_values(engagement, "acceptance"), form=form, bars=bars(facts),
        gaps=gaps(facts, clock.today()), lacks=lacks(facts, offerable_pack(facts), clock.today()), link=link, back=then,
    ), form.status  # fmt: skip


@pages.route("/handover-offers/<uuid:id>/acceptance", methods=["GET", "POST"])
@requires(Can.SIGN, of=HandoverAcceptance)
def accept(row: HandoverAcceptance) -> ResponseReturnValue:
    facts, values, today = facts_of(row.engagement_id), tab_values_inside(row, "acceptance"), clock.today()
    missing = lacks(facts, row.pack_number, today)
    form = acceptance_form(gaps(facts, today), missing, own_people(values["engagement"]))
    then = url_for(".acceptance", id=row.engagement_id)
    if done := form.attempt(
        lambda: accepting.accept(row, form.words.data, form.exceptions(), by=g.member), then=lambda _: then
    ):
        return done
    return render_template(
        "handover/accept.html", **values, form=form, offer=row, bars=bars(facts, pack=row.pack_number), back=then,
        still=still_owed(facts, row.pack_number, today), plan=plan_shown(facts, values["engagement"], g.member),
        link=link, happened=happened_since(values["engagement"], row.offered_at),
    ), form.status  # fmt: skip


@pages.route("/handover-offers/<uuid:id>/refusal", methods=["GET", "POST"])
@requires(Can.SIGN, of=HandoverAcceptance)
def decline(row: HandoverAcceptance) -> ResponseReturnValue:
    form, then = ReasonForm(), url_for(".acceptance", id=row.engagement_id)
    if done := form.attempt(lambda: accepting.decline(row, form.because.data, by=g.member), then=lambda _: then):
        return done
    values = {"page_heading": "Not yet", "label": "Decline the handover", "back": then,
              "lead": "Say what has to be there first. The work goes on, and another offer may follow."}  # fmt: skip
    return render_template(
        "engagements/reason.html", **tab_values_inside(row, "acceptance"), form=form, **values
    ), form.status


@pages.route("/handover-offers/<uuid:id>/withdrawal", methods=["POST"])
@requires(Can.SIGN, of=HandoverAcceptance, at_least="propose")
def withdraw(row: HandoverAcceptance) -> Response:
    then = url_for(".acceptance", id=row.engagement_id)
    return carry_out(lambda: accepting.withdraw(row, by=g.member), "Withdrawn. The work goes on.", then)


def _since(newest: HandoverAcceptance | None) -> datetime | None:
    """From when changes are told: the offer while it waits, its answer once it was accepted."""
    if newest is None:
        return None
    return newest.offered_at if newest.waiting else newest.decided_at if newest.taken else None
