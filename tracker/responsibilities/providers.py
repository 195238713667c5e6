"""Providers: outside firms that work for the client. Somebody at the client steers each; none is the practice."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Select, func

from tracker.accounts.models import Membership, Role
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.holding import GENTLY
from tracker.engagements.models import Engagement
from tracker.tenancy import Workspace, scoped

from .models import Provider
from .turns import check_not_over

MOST = 50


@dataclass(frozen=True, slots=True)
class Terms:
    """How a provider works with the client; the fields of `Provider` of these names."""

    affiliation: str = ""
    days_on_site: int = 0
    until: date | None = None
    meets_every: int | None = None
    availability: str = ""
    exit_terms: str = ""


def providers_of(engagement: Engagement) -> Select[tuple[Provider]]:
    return scoped(Provider).where(Provider.engagement_id == engagement.id).order_by(Provider.name).limit(MOST)


def add_provider(
    engagement: Engagement, name: str, *, by: Membership, liaison: str = "", contact: Membership | None = None,
    terms: Terms = Terms(),
) -> Provider:  # fmt: skip
    """`liaison` is the person there, `contact` the client's person who steers them. Raises `Refused` at a field."""
    check_not_over(engagement)
    db.session.scalars(scoped(Engagement).where(Engagement.id == engagement.id).with_for_update(**GENTLY)).one()
    names = list(db.session.scalars(providers_of(engagement).with_only_columns(func.lower(Provider.name))))
    if len(names) >= MOST:
        raise Refused(f"There are {MOST} providers already. Change one of them instead.", "name")
    if name.lower() in names:
        raise Refused("There is a provider of that name already.", "name")
    _check(engagement, name, contact)
    _check_terms(terms)
    provider = Provider(
        **engagement.keys, name=name, liaison=liaison, contact_id=contact.id if contact else None, **asdict(terms)
    )
    db.session.add(provider)
    db.session.flush()
    record("provider.added", provider, by=by, after={"liaison": liaison, "contact": contact.name if contact else None})
    return provider


def change_provider(
    provider: Provider, engagement: Engagement, name: str, *, by: Membership, liaison: str, contact: Membership | None,
    terms: Terms = Terms(),
) -> Provider:  # fmt: skip
    check_not_over(engagement)
    _check(engagement, name, contact)
    _check_terms(terms)
    after = {"name": name, "liaison": liaison, **asdict(terms)}
    before = {field: getattr(provider, field) for field in after}
    provider.contact_id = contact.id if contact else None
    for field, value in after.items():
        setattr(provider, field, value)
    record("provider.changed", provider, by=by, before=before, after=after)
    return provider


def place_with(provider: Provider, person: Membership, *, by: Membership) -> None:
    """Say that `person`, who signs in as a provider's, works for `provider`: she sees what is given to it, no more."""
    if person.role != Role.PROVIDER or person.client_id != provider.client_id or not person.active:
        raise Refused("Choose somebody who was invited as a provider's person.", "person")
    if person.provider_id == provider.id:
        raise Refused(f"{person.name} works for {provider.name} already.", "person")
    person.provider_id = provider.id
    record("provider.person_placed", provider, by=by, after={"person": person.name, "person_id": person.id})


def _check(engagement: Engagement, name: str, contact: Membership | None) -> None:
    practice = db.session.get_one(Workspace, engagement.workspace_id)
    if name.casefold() == practice.name.casefold():
        raise Refused(f"{practice.name} is the practice. Choose it as the doer instead.", "name")
    if contact is not None:
        check_own_person(contact, engagement.client_id, "contact")


def _check_terms(terms: Terms) -> None:
    if terms.days_on_site not in range(32):
        raise Refused("A month has at most 31 days.", "days_on_site")
    if terms.days_on_site and terms.until is None:
        raise Refused("Somebody who sits in your house on regular days needs a last day.", "until")
