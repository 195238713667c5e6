"""What the page of packs shows: the packs with their files, the one in the making, and what the record still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import lazyload

from tracker.access import Can, may
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import Missing, facts_of
from tracker.engagements.links import link
from tracker.engagements.models import Engagement, EngagementState
from tracker.files.models import Attachment
from tracker.jobs import Job
from tracker.jobs.models import JobState, JobTicket
from tracker.selfsufficiency.models import FactChange
from tracker.tenancy import scoped

from ..models.pack import HandoverPack, PackOrder
from .completeness import TITLES, absent, parts_of
from .keeping import NOT_BEGUN, OVER, kind_for, packs_of
from .proving import Proof, prove

SHOWN = 20
FILES = ("pdf", "zip")


@dataclass(frozen=True, slots=True)
class Shown:
    """A pack with its two files; `changes` counts the commits that touched the record since."""

    pack: HandoverPack
    pdf: Attachment | None
    zip: Attachment | None


@dataclass(frozen=True, slots=True)
class Making:
    """The pack in the making: `done` of 100; `failed` says why nothing came of the last try."""

    order: PackOrder
    done: int
    begun: bool
    failed: str


@dataclass(frozen=True, slots=True)
class Lack:
    """What one part lacks, each with the page where it is mended, if there is one."""

    title: str
    missing: list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Packs:
    """`newest` is the sealed one where there is one. `changed` tells that somebody wrote since it was assembled."""

    newest: Shown | None
    others: list[Shown]
    changed: bool
    making: Making | None
    failed: Making | None
    kind: str
    lacks: list[Lack]
    whole: list[str]
    begins: bool
    proof: Proof | None

    @property
    def lacking(self) -> int:
        return sum(len(lack.missing) for lack in self.lacks)


def packs_shown(engagement: Engagement, by: Membership, hash: str = "", name: str = "") -> Packs:
    """Three statements; one more where the last try failed. With the `hash` of a file called `name` it is told which of
    ours that is."""
    rows = db.session.execute(_packs_with_files(engagement)).all()
    found = _gathered(rows)
    first = _first(found, engagement)
    sealed = first.pack if first is not None and first.pack.seal and engagement.state in OVER else None
    making, failed = making_of(engagement)
    facts, kind = facts_of(engagement.id), kind_for(engagement, sealed)
    lacks = absent(facts, clock.today(), kind)
    return Packs(
        newest=first, others=[one for one in found if one is not first],
        changed=bool(first and not first.pack.seal and _moved(first.pack, rows[0][2])), making=making, failed=failed,
        kind=kind, lacks=[Lack(TITLES[key], [_way(one) for one in missing]) for key, missing in lacks.items()],
        whole=[TITLES[key] for key in parts_of(kind) if key not in lacks],
        begins=engagement.state not in NOT_BEGUN and may(Can.ASSEMBLE_PACK, engagement)
        and (sealed is None or (kind == "later" and by.of_client)),
        proof=prove(hash, [(one.pack, one.zip) for one in found], name) if hash else None,
    )  # fmt: skip


def _first(found: list[Shown], engagement: Engagement) -> Shown | None:
    """The one that is sealed for good once it is over, else the newest."""
    kind = "minimum" if engagement.state == EngagementState.ENDED_EARLY else "full"
    sealed = (one for one in found if one.pack.seal and one.pack.kind == kind and engagement.state in OVER)
    return next(sealed, found[0] if found else None)


def _moved(pack: HandoverPack, newest: int | None) -> bool:
    """Keeping the pack is itself a change of the record, the next one."""
    return (newest or 0) > pack.record_number + 1


def _packs_with_files(engagement: Engagement) -> Any:
    """Packs, each with a row for each of its files, and the number of the newest change that somebody's act made."""
    acted = FactChange.events != literal([], FactChange.events.type)
    newest_change = (
        select(func.max(FactChange.number))
        .where(FactChange.workspace_id == engagement.workspace_id, FactChange.engagement_id == engagement.id, acted)
        .scalar_subquery()
    )
    hangs = (Attachment.workspace_id == HandoverPack.workspace_id) & (Attachment.subject_id == HandoverPack.id)
    # Who attached it would be joined inwards, and leave only packs that have files.
    return (
        packs_of(engagement.id)
        .outerjoin(Attachment, hangs)
        .add_columns(Attachment, newest_change)
        .options(lazyload(Attachment.by))
        .limit(SHOWN * len(FILES))
    )


def _gathered(rows: Sequence[Any]) -> list[Shown]:
    files: dict[HandoverPack, list[Attachment]] = {}
    for pack, file, _ in rows:
        files.setdefault(pack, []).extend([file] if file else [])
    return [Shown(pack, *(_named(mine, kind) for kind in FILES)) for pack, mine in files.items()]


def _named(files: list[Attachment], kind: str) -> Attachment | None:
    return next((one for one in files if one.kind == kind), None)


def _way(missing: Missing) -> tuple[str, str | None]:
    return missing.text, link(missing.endpoint, **missing.values)


def making_of(engagement: Engagement) -> tuple[Making | None, Making | None]:
    """The pack in the making, or else the last try that came to nothing."""
    query = scoped(PackOrder).where(PackOrder.engagement_id == engagement.id, PackOrder.ended_at.is_(None))
    found = db.session.execute(
        query.outerjoin(JobTicket, JobTicket.id == PackOrder.job_id).add_columns(JobTicket)
    ).one_or_none()
    if found is None:
        return None, None
    order, ticket = found
    if ticket is not None:
        return Making(order, ticket.done, ticket.claim is not None, ""), None
    job = db.session.scalar(scoped(Job).where(Job.id == order.job_id))
    why = job.message if job is not None and job.state == JobState.FAILED else ""
    return None, Making(order, 0, False, why or f"{order.by_name} knows why. Ask for it again.")
