"""Starting an engagement, agreeing or declining it, and where its address leads."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from tracker.access import Can, requires
from tracker.accounts.models import Membership, Role
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.buttons import carry_out
from tracker.core.database import db
from tracker.playbooks.content import PlaybookContent
from tracker.playbooks.shelf import Offer, chosen_content, earlier_versions, offers
from tracker.tenancy import scoped

from ..agreeing import agree, decline
from ..forms import ReasonForm, StartForm
from ..links import link
from ..models import Engagement, EngagementState
from ..starting import start_engagement
from ..tabs import tab_values
from .pages import pages

MOST_CHOICES = 1000


@pages.route("/engagements/new", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, at_least="propose")
def new() -> ResponseReturnValue:
    form, on_offer = StartForm(), {offer.key: offer for offer in offers()}
    _offer(form, on_offer)

    def start() -> Engagement:
        return start_engagement(
            form.client.record, chosen_content(on_offer[form.playbook.data], form.version.data), by=g.member,
            title=form.title.data, starts_on=form.starts_on.data, planned_handover=form.planned_handover.data,
            lead=form.lead.record,
        )  # fmt: skip

    if done := form.attempt(start, then=lambda started: url_for(".charter", id=started.id)):
        return done
    return render_template("engagements/new.html", form=form, offers=on_offer), form.status


def _offer(form: StartForm, on_offer: dict[str, Offer]) -> None:
    """The choices, and on a fresh page what is likely."""
    leads = scoped(Membership).where(_may_lead(g.member), Membership.ended_at.is_(None))
    form.client.offer(db.session.scalars(scoped(Client).order_by(Client.name).limit(MOST_CHOICES)), empty="Choose")
    form.lead.offer(db.session.scalars(leads.order_by(Membership.name).limit(MOST_CHOICES)), name=_led_by)
    form.playbook.choices = [(key, offer.title) for key, offer in on_offer.items()]
    form.version.choices = [("", "The newest"), *earlier_versions(on_offer.values())]
    if request.method == "GET":
        form.client.data = request.args.get("client", str(g.member.client_id or ""))
        form.playbook.data = request.args.get("playbook", next(iter(on_offer)))
        form.version.data = f"{form.playbook.data}:{request.args.get('version', '')}"
        form.starts_on.data = clock.today()
        form.lead.data = str(g.member.id if g.member.leads else next(iter(form.lead.records), ""))


def _may_lead(member: Membership) -> ColumnElement[bool]:
    """A lead of the practice; in a client's own workspace a coach, or its owner while there is none."""
    if not member.own:
        return Membership.role == Role.LEAD
    return (Membership.role == Role.CONSULTANT) | (Membership.role == Role.OWNER)


def _led_by(member: Membership) -> str:
    return f"Nobody yet; {member.name} leads it" if member.client_id is not None else member.name


@pages.route("/engagements/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def show(engagement: Engagement) -> ResponseReturnValue:
    """An engagement opens on its ladder; before the charter is signed, on the charter."""
    if not engagement.running and engagement.state != EngagementState.PAUSED:
        return redirect(url_for(".charter", id=engagement.id))
    return redirect(link("responsibilities.ladder", id=engagement.id) or url_for(".gates", id=engagement.id))


@pages.route("/engagements/<uuid:id>/agreement", methods=["POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Engagement)
def agree_to(engagement: Engagement) -> ResponseReturnValue:
    then = url_for(".charter", id=engagement.id)
    return carry_out(lambda: agree(engagement, by=g.member), "Agreed. The owner can sign the charter now.", then)


@pages.route("/engagements/<uuid:id>/decline", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, Can.ACCEPT_CHARTER, of=Engagement)
def decline_it(engagement: Engagement) -> ResponseReturnValue:
    form = ReasonForm()
    then = url_for(".charter", id=engagement.id)
    if done := form.attempt(lambda: decline(engagement, form.because.data, by=g.member), then=lambda _: then):
        return done
    values = {"page_heading": "Say that this is not a fit", "label": "Not a fit", "back": then,
              "lead": "That is an honest outcome. Your reason stays on it for both sides to read; nothing is deleted."}
    return render_template("engagements/reason.html", **tab_values(engagement, ""), form=form, **values), form.status


@pages.route("/engagements/<uuid:id>/playbook")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def playbook(engagement: Engagement) -> ResponseReturnValue:
    """The copy that was frozen when the engagement started."""
    content = PlaybookContent.from_dict(engagement.playbook)
    return render_template("engagements/playbook.html", **tab_values(engagement, ""), playbook=content)
