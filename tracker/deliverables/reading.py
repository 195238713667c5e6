"""What the page of one deliverable shows: its versions with their files, opinions and signatures."""

from itertools import chain
from typing import Any

from tracker.accounts.models import Membership
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.engagements.models import Part, Phase, SignOff, TeamMember
from tracker.files.shelf import files_of
from tracker.tenancy import scoped

from .listed import as_listed
from .models import Deliverable, DeliverableOpinion, DeliverableVersion

MOST_VERSIONS = 30
MOST_OPINIONS = 30


def version_of(deliverable: Deliverable, number: int) -> DeliverableVersion | None:
    query = scoped(DeliverableVersion).where(
        DeliverableVersion.deliverable_id == deliverable.id, DeliverableVersion.number == number
    )
    return db.session.scalar(query)


def history_of(deliverable: Deliverable) -> dict[str, Any]:
    """`versions` newest first with `files` by their ids, `opinions` and `signatures` newest first. Four statements."""
    versions = [*db.session.scalars(
        scoped(DeliverableVersion)
        .where(DeliverableVersion.deliverable_id == deliverable.id)
        .order_by(DeliverableVersion.number.desc())
        .limit(MOST_VERSIONS)
    )]  # fmt: skip
    opinions = scoped(DeliverableOpinion).where(DeliverableOpinion.deliverable_id == deliverable.id)
    return {
        "versions": versions,
        "files": files_of(versions),
        "opinions": [*db.session.scalars(opinions.order_by(DeliverableOpinion.id.desc()).limit(MOST_OPINIONS))],
        "signatures": _signatures(deliverable),
        "shown": as_listed(deliverable, db.session.scalar(_planned_end(deliverable))),
    }


def _planned_end(deliverable: Deliverable) -> Any:
    return scoped(Phase).where(Phase.id == deliverable.phase_id).with_only_columns(Phase.planned_end)


def _signatures(deliverable: Deliverable) -> dict[int, SignOff]:
    """The owner's signatures by the number of the version."""
    query = (
        scoped(SignOff)
        .add_columns(DeliverableVersion.number)
        .join(
            DeliverableVersion,
            (DeliverableVersion.workspace_id == SignOff.workspace_id) & (DeliverableVersion.id == SignOff.subject_id),
        )
        .where(DeliverableVersion.deliverable_id == deliverable.id)
        .order_by(SignOff.id.desc())
        .limit(MOST_VERSIONS)
    )
    return {number: signature for signature, number in db.session.execute(query)}


def reviewers_for(deliverable: Deliverable) -> list[Membership]:
    """The client's own people, and those of the practice who work in the engagement. Two statements."""
    ours = (
        scoped(Membership)
        .join(
            TeamMember,
            (TeamMember.workspace_id == Membership.workspace_id) & (TeamMember.member_id == Membership.id),
        )
        .where(
            TeamMember.engagement_id == deliverable.engagement_id, TeamMember.part == Part.CONSULTANT,
            TeamMember.ended_at.is_(None), Membership.ended_at.is_(None),
        )
        .order_by(Membership.name)
    )  # fmt: skip
    return [*chain(db.session.scalars(own_people(deliverable.client_id)), db.session.scalars(ours))]

