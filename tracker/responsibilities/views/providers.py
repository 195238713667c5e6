"""The client's providers: who they are, who steers them, who of them signs in here."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from tracker.access import Can, requires
from tracker.accounts.models import Membership, Role
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped

from .. import providers as verbs
from ..forms import RHYTHMS, PlaceForm, ProviderForm
from ..models import Provider
from .frame import frame
from .pages import pages

MOST_PEOPLE = 200


@pages.route("/engagements/<uuid:id>/providers")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def providers(engagement: Engagement) -> ResponseReturnValue:
    rows = db.session.scalars(verbs.providers_of(engagement).options(joinedload(Provider.contact))).all()
    return render_template(
        "responsibilities/providers.html", **tab_values(engagement, "providers"), providers=rows, rhythms=RHYTHMS
    )


@pages.route("/engagements/<uuid:id>/providers/new", methods=["GET", "POST"])
@requires(Can.RAISE_RUNG, of=Engagement)
def new_provider(engagement: Engagement) -> ResponseReturnValue:
    form = ProviderForm()
    form.contact.offer(db.session.scalars(own_people(engagement.client_id)), empty="Nobody yet")

    def add() -> Provider:
        return verbs.add_provider(
            engagement, form.name.data, by=g.member, liaison=form.liaison.data, contact=form.contact.record,
            terms=form.terms,
        )  # fmt: skip

    def then(added: Provider) -> str:
        flash(f"{added.name} is on the list. It does nothing until you give it an activity.", "success")
        return url_for(".providers", id=engagement.id)

    if done := form.attempt(add, then):
        return done
    back = url_for(".providers", id=engagement.id)
    crumbs = [("Providers", back)]
    return render_template(
        "responsibilities/new_provider.html", **frame(engagement), form=form, back=back, crumbs=crumbs
    ), form.status


@pages.route("/providers/<uuid:id>", methods=["GET", "POST"])
@requires(Can.RAISE_RUNG, of=Provider)
def provider(provider: Provider) -> ResponseReturnValue:
    form = ProviderForm(obj=provider if request.method == "GET" else None)
    form.contact.offer(db.session.scalars(own_people(provider.client_id)), empty="Nobody yet")
    if not form.is_submitted():
        form.contact.data = str(provider.contact_id or "")
    values = frame(provider)

    def change() -> Provider:
        return verbs.change_provider(
            provider, values["engagement"], form.name.data, by=g.member, liaison=form.liaison.data,
            contact=form.contact.record, terms=form.terms,
        )  # fmt: skip

    if done := form.attempt(change, lambda changed: url_for(".providers", id=changed.engagement_id)):
        return done
    return _page(provider, form, PlaceForm(formdata=None), values), form.status


@pages.route("/providers/<uuid:id>/people", methods=["POST"])
@requires(Can.RAISE_RUNG, of=Provider)
def place(provider: Provider) -> ResponseReturnValue:
    placing = PlaceForm()
    placing.person.offer(_their_people(provider), empty="Choose")

    def put() -> None:
        verbs.place_with(provider, placing.person.record, by=g.member)

    if done := placing.attempt(put, lambda _: url_for(".provider", id=provider.id)):
        return done
    form = ProviderForm(formdata=None, obj=provider)
    form.contact.offer(db.session.scalars(own_people(provider.client_id)), empty="Nobody yet")
    return _page(provider, form, placing, frame(provider)), placing.status


def _page(provider: Provider, form: ProviderForm, placing: PlaceForm, values: dict[str, object]) -> str:
    people = _their_people(provider)
    if not placing.person.choices:
        placing.person.offer([one for one in people if one.provider_id != provider.id], empty="Choose")
    placed = [one for one in people if one.provider_id == provider.id]
    return render_template(
        "responsibilities/provider.html", **values, provider=provider, form=form, placing=placing, placed=placed,
        crumbs=[("Providers", url_for(".providers", id=provider.engagement_id))],
        scores_href=link("sourcing.scores", id=provider.id),
    )  # fmt: skip


def _their_people(provider: Provider) -> list[Membership]:
    """Everybody who was invited as a provider's person."""
    query = scoped(Membership).where(
        Membership.client_id == provider.client_id, Membership.role == Role.PROVIDER, Membership.ended_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Membership.name).limit(MOST_PEOPLE)))
