"""Starting an engagement: the playbook is frozen into it, and every feature copies its part."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.playbooks.content import PlaybookContent
from tracker.tenancy import scoped

from .charter import write_first
from .extension_points import starters
from .models import Engagement, EngagementState, ExitCriterion, Part, Phase, PhaseState, TeamMember

LONGEST = timedelta(days=3 * 366)
FARTHEST = timedelta(days=2 * 366)


def start_engagement(
    client: Client,
    content: PlaybookContent,
    *,
    by: Membership,
    title: str = "",
    starts_on: date,
    planned_handover: date | None = None,
    lead: Membership | None = None,
) -> Engagement:
    """Start `content` with `client`.

    A lead agrees it at once; what a consultant starts is a prospect until a lead agrees. Without
    `planned_handover` the phases' planned weeks set it. Raises `Refused` for impossible dates.
    """
    if client.sealed_at is not None:
        raise Refused(f"{client.name} has taken over its workspace: what begins with it now begins there.", "client")
    if abs(starts_on - clock.today()) > FARTHEST:
        raise Refused("The start lies within two years of today.", "starts_on")
    ends_on = planned_handover or starts_on + timedelta(weeks=sum(phase.weeks for phase in content.phases))
    if not starts_on < ends_on <= starts_on + LONGEST:
        raise Refused("The planned handover must come after the start, within three years.", "planned_handover")
    engagement = Engagement(
        workspace_id=client.workspace_id,
        client_id=client.id,
        reference=_next_reference(),
        title=title or content.title,
        playbook_key=content.key,
        playbook_version=content.version,
        playbook=content.as_dict(),
        charter=content.charter,
        state=EngagementState.AGREED if by.leads else EngagementState.PROSPECT,
        lead_id=(lead or by).id,
        starts_on=starts_on,
        planned_handover=ends_on,
    )
    db.session.add(engagement)
    db.session.flush()
    _copy_phases(engagement, content)
    for starter in starters:
        starter(engagement, content)
    _staff_up(engagement, {by, lead or by})
    write_first(engagement, by=by)
    record("engagement.started", engagement, by=by, after={"playbook": content.key, "version": content.version})
    return engagement


def _next_reference() -> int:
    return (db.session.scalar(scoped(Engagement).with_only_columns(func.max(Engagement.reference))) or 0) + 1


def _copy_phases(engagement: Engagement, content: PlaybookContent) -> None:
    """Phase lengths keep the playbook's proportions and end on the planned handover."""
    weeks = [phase.weeks for phase in content.phases]
    length = (engagement.planned_handover - engagement.starts_on).days
    for position, phase in enumerate(content.phases):
        days = round(length * sum(weeks[: position + 1]) / sum(weeks))
        row = Phase(
            **engagement.keys,
            position=position,
            kind=phase.kind,
            name=phase.name,
            state=PhaseState.PLANNED,
            planned_end=engagement.starts_on + timedelta(days=days),
        )
        db.session.add(row)
        db.session.flush()
        for place, criterion in enumerate(phase.exit_criteria):
            db.session.add(
                ExitCriterion(
                    **engagement.keys,
                    phase_id=row.id,
                    position=place,
                    key=criterion.key,
                    text=criterion.text,
                    rule=_rule(criterion.rule),
                    evidence=criterion.evidence or "",
                )
            )


def _rule(rule: Any) -> dict[str, Any] | None:
    return None if rule is None else {"name": rule.name, **dict(rule.params)}


def _staff_up(engagement: Engagement, consultants: set[Membership]) -> None:
    """The practice's people who start it work in it; the client's owner is its first named leader."""
    for member in sorted((one for one in consultants if one.of_practice), key=lambda member: member.id):
        _seat(engagement, member, Part.CONSULTANT)
    owners = scoped(Membership).where(
        Membership.client_id == engagement.client_id, Membership.role == Role.OWNER, Membership.ended_at.is_(None)
    )
    for owner in db.session.scalars(owners):
        _seat(engagement, owner, Part.LEADER)


def _seat(engagement: Engagement, member: Membership, part: Part) -> None:
    db.session.add(TeamMember(**engagement.keys, member_id=member.id, part=part))
