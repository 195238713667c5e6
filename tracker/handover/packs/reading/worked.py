"""Tools, access, runbooks, days, training, measures, risks, lessons and files."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import joinedload

from tracker.access import Can
from tracker.accounts.models import Membership, Role
from tracker.audit import name_of
from tracker.clinic.models import Drill, Incident, Lesson
from tracker.core import clock
from tracker.core.database import db
from tracker.deliverables.models import Deliverable, DeliverableVersion
from tracker.files.models import Attachment
from tracker.files.subjects import kinds
from tracker.responsibilities.models import Activity, Involvement, Rota
from tracker.risks.models import Risk
from tracker.selfsufficiency.flags.models import Flag
from tracker.strategy.models import Goal, Measure, MeasureReview, MeasureValue
from tracker.strategy.values import stands
from tracker.tenancy import scoped
from tracker.toolkit.models import AccessGrant, Contract, RecoveryTest, Runbook, RunbookTest, Tool, ToolCheck
from tracker.training.models import Certificate, Module
from tracker.worklog.models import ContentItem, ContentState

from ..records import (
    Book,
    DrillNote,
    IncidentNote,
    Kept,
    LessonNote,
    Reading,
    RiskNote,
    ToolNotes,
)
from ..wording import day

TURNS = 6
GRAVE = {"critical": "Critical", "high": "High", "warn": "Warning"}
AHEAD = (ContentState.IDEA, ContentState.DRAFTED, ContentState.RETURNED, ContentState.APPROVED)


def tool_notes_of(engagement_id: UUID) -> dict[str, ToolNotes]:
    contracts = {row.tool_id: row for row in _all(Contract, engagement_id)}
    confirmed = scoped(ToolCheck).where(ToolCheck.engagement_id == engagement_id, ToolCheck.confirmed_at.is_not(None))
    checks = {row.tool_id: row.note for row in db.session.scalars(confirmed.order_by(ToolCheck.id))}
    tries = {row.tool_id: row.note for row in _all(RecoveryTest, engagement_id)}
    found = {}
    for tool in _all(Tool, engagement_id):
        terms = contracts.get(tool.id)
        found[str(tool.id)] = ToolNotes(
            tool.purpose, tool.address, terms.cost if terms else "", str(terms.paid_by or "") if terms else "",
            terms.seats if terms else None, terms.holder.name if terms and terms.holder else "",
            checks.get(tool.id, ""), tries.get(tool.id, ""),
        )  # fmt: skip
    return found


def access_of(engagement_id: UUID) -> tuple[tuple[str, str, str, bool, str, date | None], ...]:
    query = (
        scoped(AccessGrant)
        .options(joinedload(AccessGrant.tool))
        .join(Tool, (Tool.workspace_id == AccessGrant.workspace_id) & (Tool.id == AccessGrant.tool_id))
        .where(AccessGrant.engagement_id == engagement_id, AccessGrant.granted_at.is_not(None),
               AccessGrant.revoked_at.is_(None), Tool.proposed_at.is_(None), Tool.not_applicable_at.is_(None))
        .order_by(Tool.position, AccessGrant.id)
    )  # fmt: skip
    return tuple(
        (row.tool.name, row.member.name, _side(row.member), row.admin, row.role,
         clock.day_of(row.granted_at) if row.granted_at else None)
        for row in db.session.scalars(query) if row.member.active
    )  # fmt: skip


def _side(member: Membership) -> str:
    if member.of_practice:
        return "Practice"
    return "Provider" if member.role == Role.PROVIDER else "Client"


def involved_in(engagement_id: UUID) -> dict[str, list[str]]:
    query = (
        scoped(Involvement)
        .options(joinedload(Involvement.member))
        .where(Involvement.engagement_id == engagement_id, Involvement.ended_at.is_(None))
        .order_by(Involvement.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[str(row.activity_id)].append(f"{row.member.name} is {row.say}")
    return dict(found)


def books_of(engagement_id: UUID) -> tuple[Book, ...]:
    tests: dict[tuple[UUID, int], list[tuple[str, date, bool, str]]] = defaultdict(list)
    for row in _all(RunbookTest, engagement_id):
        told = (row.tester.name, clock.day_of(row.at), row.worked, row.note)
        tests[row.runbook_id, row.version].append(told)
    query = (
        scoped(Runbook)
        .add_columns(Activity.name)
        .join(Activity, (Activity.workspace_id == Runbook.workspace_id) & (Activity.id == Runbook.activity_id))
        .where(Runbook.engagement_id == engagement_id)
        .order_by(Activity.position)
    )
    return tuple(
        Book(name, row.title, row.text, row.author.name, row.version, clock.day_of(row.written_at),
             tuple(tests[row.id, row.version]))
        for row, name in db.session.execute(query)
    )  # fmt: skip


def planned_in(engagement_id: UUID, today: date) -> tuple[tuple[date, str, str], ...]:
    query = (
        scoped(ContentItem)
        .options(joinedload(ContentItem.author))
        .where(ContentItem.engagement_id == engagement_id, ContentItem.planned_on >= today,
               ContentItem.state.in_(AHEAD))
        .order_by(ContentItem.planned_on, ContentItem.id)
    )  # fmt: skip
    return tuple(
        (row.planned_on, f"Publish: {row.title}" + (f" ({row.channel})" if row.channel else ""),
         row.author.name if row.author else "")
        for row in db.session.scalars(query) if row.planned_on
    )  # fmt: skip


def turns_of(engagement_id: UUID, today: date) -> tuple[tuple[date, str, str], ...]:
    rotas = db.session.scalars(
        scoped(Rota).where(Rota.engagement_id == engagement_id, Rota.ended_at.is_(None)).order_by(Rota.id)
    )
    return tuple(
        (monday, f"Turn in the rota {rota.name}", person.name)
        for rota in rotas for monday, person in rota.turns(today, TURNS)
    )  # fmt: skip


def certificates_of(engagement_id: UUID) -> tuple[dict[str, int], dict[str, str]]:
    """How many certificates stand for each module, and what modules are called, by their keys."""
    counted = (
        scoped(Certificate)
        .where(Certificate.engagement_id == engagement_id, Certificate.withdrawn_at.is_(None))
        .group_by(Certificate.module_id)
        .with_only_columns(Certificate.module_id, func.count(Certificate.id))
    )
    number = dict(db.session.execute(counted).all())
    modules = _all(Module, engagement_id)
    return {row.key: number[row.id] for row in modules if row.id in number}, {row.key: row.title for row in modules}


def readings_of(engagement_id: UUID, draw: Any) -> tuple[Reading, ...]:
    """`draw(measure, values)` gives the picture of a measure, or None."""
    values: dict[UUID, list[tuple[date, float, str, str]]] = defaultdict(list)
    query = (
        scoped(MeasureValue)
        .options(joinedload(MeasureValue.by))
        .where(MeasureValue.engagement_id == engagement_id, stands(MeasureValue))
        .order_by(MeasureValue.read_on, MeasureValue.id)
    )
    for row in db.session.scalars(query):
        if row.value is not None:
            values[row.measure_id].append((row.read_on, row.value, row.by.name, row.note))
    goals = {row.id: row.title for row in _all(Goal, engagement_id)}
    owners = _names(scoped(Membership))
    measures = sorted(_all(Measure, engagement_id), key=lambda row: (row.retired_on is not None, row.position))
    return tuple(
        Reading(
            row.name, row.unit, goals.get(row.goal_id, "") if row.goal_id else "",
            owners.get(row.owner_id, "") if row.owner_id else "", row.decision, row.source,
            (row.baseline_on, row.baseline) if row.baseline is not None else None,
            (row.target_on, row.target) if row.target is not None else None, tuple(values[row.id]),
            row.retired_on is not None, draw(row, values[row.id]),
        )
        for row in measures
    )  # fmt: skip


def _names(query: Any) -> dict[UUID, str]:
    return dict(db.session.execute(query.with_only_columns(Membership.id, Membership.name)).all())


def reviews_in(engagement_id: UUID) -> tuple[tuple[date, str, str], ...]:
    query = scoped(MeasureReview).options(joinedload(MeasureReview.by))
    rows = db.session.scalars(query.where(MeasureReview.engagement_id == engagement_id).order_by(MeasureReview.id))
    return tuple((clock.day_of(row.at), row.by.name, row.decided) for row in rows)


def risks_of(engagement_id: UUID) -> tuple[RiskNote, ...]:
    return tuple(
        RiskNote(
            row.title, GRAVE[row.severity], str(row.state).capitalize(),
            row.owner.name if row.owner and row.owner.active else "", row.plan, row.details, row.review_on,
            f"{day(clock.day_of(row.resolved_at))}: {row.resolution}" if row.resolved_at else "",
        )
        for row in sorted(_all(Risk, engagement_id), key=lambda row: -row.likelihood * row.impact)
    )  # fmt: skip


def keepers_of(engagement_id: UUID) -> dict[str, tuple[str, str]]:
    query = scoped(Flag).options(joinedload(Flag.keeper)).where(
        Flag.engagement_id == engagement_id, Flag.gone_on.is_(None), Flag.keeper_id.is_not(None)
    )  # fmt: skip
    return {str(row.id): (row.keeper.name, row.plan) for row in db.session.scalars(query) if row.keeper is not None}


def lessons_of(engagement_id: UUID) -> tuple[LessonNote, ...]:
    return tuple(
        LessonNote(row.title, row.learnt, row.change, row.state, row.author.name, clock.day_of(row.at),
                   row.activity.name if row.activity else "")
        for row in _all(Lesson, engagement_id)
    )  # fmt: skip


def incidents_of(engagement_id: UUID) -> tuple[IncidentNote, ...]:
    return tuple(
        IncidentNote(row.title, row.happened, row.did, str(row.state), row.noticed_on, row.solved_on)
        for row in sorted(_all(Incident, engagement_id), key=lambda row: (row.noticed_on, row.id))
    )


def drills_of(engagement_id: UUID) -> tuple[DrillNote, ...]:
    return tuple(
        DrillNote(row.title, row.activity.name, row.on, row.minutes, row.allowed, row.passed,
                  tuple(sorted(one.name for one in row.people)), row.note)
        for row in sorted(_all(Drill, engagement_id), key=lambda row: (row.on, row.id))
    )  # fmt: skip


def files_of(engagement_id: UUID) -> tuple[Kept, ...]:
    """What everybody of the client may see: a file that is between a trainee and her trainer stays with them."""
    open_kinds = [name for name, kind in kinds.items() if not kind.private and Can.SEE_ENGAGEMENT in kind.see]
    query = scoped(Attachment).where(
        Attachment.engagement_id == engagement_id, Attachment.removed_at.is_(None), Attachment.purged_at.is_(None),
        Attachment.subject_type.in_([name for name in open_kinds if name != "HandoverPack"]),
    )  # fmt: skip
    rows = [*db.session.scalars(query.order_by(Attachment.id))]
    named = _named(rows)
    return tuple(
        Kept(row.name, named.get(row.subject_id, ""), row.hash, row.size, row.key, clock.day_of(row.at), row.by.name)
        for row in rows
    )


def _named(rows: Sequence[Attachment]) -> dict[UUID, str]:
    """What people call the records that files hang on. One statement for each kind."""

    ids: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        ids[row.subject_type].append(row.subject_id)
    found = {}
    for kind, wanted in sorted(ids.items()):
        model = kinds[kind].model
        for record in db.session.scalars(scoped(model).where(model.id.in_(wanted))):
            found[record.id] = name_of(record)
    versions = ids.get("DeliverableVersion")
    if versions:
        query = (
            scoped(DeliverableVersion)
            .join(Deliverable, (Deliverable.workspace_id == DeliverableVersion.workspace_id)
                  & (Deliverable.id == DeliverableVersion.deliverable_id))
            .where(DeliverableVersion.id.in_(versions))
            .with_only_columns(DeliverableVersion.id, Deliverable.name, DeliverableVersion.number)
        )  # fmt: skip
        found |= {id: f"{name}, version {number}" for id, name, number in db.session.execute(query)}
    return found


def _all(model: Any, engagement_id: UUID) -> list[Any]:
    return [*db.session.scalars(scoped(model).where(model.engagement_id == engagement_id).order_by(model.id))]
