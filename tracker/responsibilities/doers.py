"""Who does an activity: a person of the client, a provider it steers, the practice, or nobody yet."""

from tracker.accounts.models import Membership
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused

from .appointments import held, open_appointments
from .models import TOP_RUNG, Activity, DoerKind, Post, Provider
from .rules import IN_HOUSE, ruling_of
from .turns import take_turn


def done_by_person(activity: Activity, person: Membership, *, by: Membership, because: str = "") -> None:
    take_turn(activity)
    check_own_person(person, activity.client_id, "doer")
    _change(activity, DoerKind.PERSON, person.name, by=by, because=because, person=person)


def done_by_provider(activity: Activity, provider: Provider, *, by: Membership, because: str = "") -> None:
    """Outsource `activity`. Raises `Refused` unless somebody inside answers for it and the owner signed how."""
    take_turn(activity)
    if provider.engagement_id != activity.engagement_id:
        raise Refused("Choose one of this engagement's providers.", "doer")
    check_outsourcing(activity)
    _change(activity, DoerKind.PROVIDER, provider.name, by=by, because=because, provider=provider)


def done_by_practice(activity: Activity, *, by: Membership, because: str = "") -> None:
    """Give it (back) to the practice. On rung 4 that is outsourcing like any other."""
    take_turn(activity)
    if activity.rung == TOP_RUNG:
        check_outsourcing(activity)
    _change(activity, DoerKind.PRACTICE, "the practice", by=by, because=because)


def done_by_nobody(activity: Activity, *, by: Membership | None, because: str = "") -> None:
    take_turn(activity)
    _change(activity, DoerKind.NOBODY, "nobody", by=by, because=because)


def check_outsourcing(activity: Activity) -> None:
    """Raises `Refused` unless the client keeps the responsibility: an accepted accountable and a signed decision."""
    answering = held(db.session.scalars(open_appointments(activity)), Post.ACCOUNTABLE)
    if answering is None or answering.accepted_at is None:
        raise Refused("Before somebody outside does this, somebody of the client's own has to answer for it.", "doer")
    ruling = ruling_of(activity)
    if ruling is None or not ruling.signed:
        raise Refused("Before somebody outside does this, the owner has to sign how it is done.", "doer")
    if ruling.rule.choice == IN_HOUSE:
        raise Refused("The owner signed that this is done in house. Change and sign the decision first.", "doer")


def check_client_directs(activity: Activity) -> None:
    """Rung 4 says that the client does or directs it alone.

    Raises `Refused` when nobody does it, or the practice without being contracted for it like any provider.
    """
    if activity.doer_kind == DoerKind.NOBODY:
        raise Refused("Say first who does it: nobody is named.", "rung")
    if activity.doer_kind == DoerKind.PRACTICE:
        try:
            check_outsourcing(activity)
        except Refused as refusal:
            raise Refused("The practice still does this. Say first who at the client does it.", "rung") from refusal


def _change(
    activity: Activity, kind: DoerKind, name: str, *, by: Membership | None, because: str,
    person: Membership | None = None, provider: Provider | None = None,
) -> None:  # fmt: skip
    ids = (person.id if person else None, provider.id if provider else None)
    if (activity.doer_kind, activity.doer_id, activity.provider_id) == (kind, *ids):
        raise Refused(f"It is done by {name} already.", "doer")
    before = {"doer": activity.doer_kind}
    activity.doer_kind, (activity.doer_id, activity.provider_id) = kind, ids
    activity.doer_since = clock.today()
    record("activity.doer_changed", activity, by=by, because=because, before=before, after={"doer": kind, "name": name})
