"""Training for a role or a rota: given to whoever holds it now, and to whoever comes later."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import reacts_to
from tracker.engagements.models import Engagement, Part, TeamMember
from tracker.responsibilities.models import RotaPlace
from tracker.tenancy import scoped

from .assigning import progress_for
from .due import NO_DATE, Due, check_due, edges_of
from .models import LEADERS, TO_ROLES, AssignmentRule, ChecklistItem, ItemProgress

MOST_RULES = 50


def assign_to(
    engagement: Engagement, items: Sequence[ChecklistItem], role: str | None = None, *, by: Membership,
    rota_id: UUID | None = None, due: Due = NO_DATE,
) -> AssignmentRule:  # fmt: skip
    """Give `items` to everybody of a role (a key of `TO_ROLES`) or else of a rota, from now on.

    What somebody has on her checklist already stays as it is. Raises `Refused` as `assign` does.
    """
    if not items:
        raise Refused("Choose at least one module or item.", "items")
    if rota_id is None and role not in TO_ROLES:
        raise Refused("Choose a role or a rota.", "group")
    check_due(due, edges_of(engagement.id) if due.start is not None else {})
    rule = AssignmentRule(
        **engagement.keys, to_role=role, rota_id=rota_id, by_id=by.id,
        numbers=sorted(item.number for item in items), due_on=due.on, due_from=due.start, due_days=due.days,
    )  # fmt: skip
    db.session.add(rule)
    db.session.flush()
    added = _apply(engagement, rule, items)
    record("assignment.made", rule, by=by, after={"items": len(items), "people": sorted(added)})
    return rule


def end_rule(rule: AssignmentRule, *, by: Membership) -> None:
    """Nobody who comes later gets it any more. Nothing is taken off anybody's checklist."""
    if rule.ended_at is not None:
        raise Stale("This has ended already.")
    rule.ended_at = clock.now()
    record("assignment.ended", rule, by=by)


def rules_of(engagement_id: UUID) -> list[AssignmentRule]:
    """Those in force, the oldest first."""
    query = scoped(AssignmentRule).where(
        AssignmentRule.engagement_id == engagement_id, AssignmentRule.ended_at.is_(None)
    )
    return [*db.session.scalars(query.order_by(AssignmentRule.at, AssignmentRule.id).limit(MOST_RULES))]


@reacts_to("team", "rota")
def follow_people(engagement_id: UUID, _events: list[Any]) -> None:
    """Somebody joined, changed roles, was named a leader or came into a rota: the rules give her what is hers."""
    rules = rules_of(engagement_id)
    if not rules:
        return
    engagement = db.session.scalars(scoped(Engagement).where(Engagement.id == engagement_id)).one()
    query = scoped(ChecklistItem).where(ChecklistItem.engagement_id == engagement_id)
    items = {item.number: item for item in db.session.scalars(query)}
    for rule in rules:
        for name in _apply(engagement, rule, [items[number] for number in rule.numbers if number in items]):
            record("assignment.followed", rule, by=None, after={"person": name})


def _apply(engagement: Engagement, rule: AssignmentRule, items: Sequence[ChecklistItem]) -> Iterable[str]:
    """Put on what is not there yet. Returns the names of those who got something."""
    people = {person.id: person for person in db.session.scalars(_people_of(rule))}
    ids = [item.id for item in items]
    have = scoped(ItemProgress).where(ItemProgress.item_id.in_(ids), ItemProgress.person_id.in_(people))
    pairs = have.with_only_columns(ItemProgress.item_id, ItemProgress.person_id)
    there = {tuple(row) for row in db.session.execute(pairs)}
    due = Due(rule.due_on, rule.due_from, rule.due_days)
    day = due.day(edges_of(engagement.id) if due.start is not None else {})
    day = day if day is None or day >= clock.today() else None
    new = [(item, person) for person in people.values() for item in items if (item.id, person.id) not in there]
    for item, person in new:
        db.session.add(progress_for(engagement, item, person, due, day))
    db.session.flush()
    return {person.name: None for _, person in new}


def _people_of(rule: AssignmentRule) -> Any:
    own = scoped(Membership).where(
        Membership.client_id == rule.client_id, Membership.ended_at.is_(None), Membership.role != Role.PROVIDER
    )
    if rule.rota_id is not None:
        seats = scoped(RotaPlace).where(RotaPlace.rota_id == rule.rota_id).with_only_columns(RotaPlace.person_id)
        return own.where(Membership.id.in_(seats))
    if rule.to_role == LEADERS:
        seats = scoped(TeamMember).where(
            TeamMember.engagement_id == rule.engagement_id, TeamMember.part == Part.LEADER,
            TeamMember.ended_at.is_(None),
        )  # fmt: skip
        return own.where(Membership.id.in_(seats.with_only_columns(TeamMember.member_id)))
    return own.where(Membership.role == rule.to_role)
