"""Signatures, the charter, the strategy, decisions, rules, providers and deliverables."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy.orm import joinedload

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.decisions.models import Decision, DecisionAnswer
from tracker.deliverables.models import Deliverable, DeliverableVersion
from tracker.engagements.models import CharterVersion, Engagement, Phase, SignOff
from tracker.responsibilities.models import Activity, DecisionRule, Provider
from tracker.sourcing.models import Dissent, ProviderMeeting, Scorecard, SourcingDecision
from tracker.sourcing.scoring import MARKS, Card, combine
from tracker.strategy.reading import leaves
from tracker.strategy.states import SectionState
from tracker.tenancy import scoped

from ..records import (
    Decided,
    Firm,
    Paper,
    Rule,
    Section,
    Signature,
)

KINDS = {
    "Revision": "Section of the strategy", "Engagement": "Charter", "CharterVersion": "Charter", "Phase": "Gate",
    "DecisionRule": "How it is done", "DeliverableVersion": "Deliverable", "ExitCriterion": "Criterion",
}  # fmt: skip


class Signatures:
    """Every signature of an engagement, and the newest one that stands on each thing."""

    def __init__(self, engagement_id: UUID):
        rows = db.session.scalars(scoped(SignOff).where(SignOff.engagement_id == engagement_id).order_by(SignOff.id))
        self.rows = [*rows]
        self.taken_back = {row.withdraws_id for row in self.rows if row.withdraws_id is not None}
        self.standing: dict[UUID, Signature] = {}
        for row in self.rows:
            if row.withdraws_id is None and row.id not in self.taken_back:
                self.standing[row.subject_id] = self._plain(row)

    def all(self) -> tuple[Signature, ...]:
        return tuple(self._plain(row) for row in self.rows)

    def by_hash(self, text_hash: str) -> Signature | None:
        return next((one for one in self.standing.values() if one.hash == text_hash), None)

    def _plain(self, row: SignOff) -> Signature:
        kind = KINDS.get(row.subject_type, "")
        what = f"{kind}: {row.subject_name}" if kind and row.subject_name else row.subject_name or kind
        what = what[:1].upper() + what[1:]
        if row.withdraws_id is not None:
            what = f"Taken back: {what or 'an earlier signature'}"
        return Signature(
            row.signer_name, clock.day_of(row.at), what, row.words, row.subject_hash, row.id in self.taken_back
        )


def charter_of(engagement: Engagement, signatures: Signatures) -> dict[str, Any]:
    """The signed charter, or else the newest."""
    query = scoped(CharterVersion).where(CharterVersion.engagement_id == engagement.id)
    versions = [*db.session.scalars(query.order_by(CharterVersion.number))]
    signed = [(one, found) for one in versions if (found := signatures.by_hash(one.text_hash))]
    if signed:
        version, signature = signed[-1]
    elif versions:
        version, signature = versions[-1], None
    else:
        return {}
    return {"charter": version.text, "charter_signature": signature, "charter_handover": version.handover}


def sections_of(engagement_id: UUID) -> tuple[Section, ...]:
    found = []
    for leaf in leaves(engagement_id):
        signature = None
        if leaf.signed is not None and leaf.signature is not None:
            row = leaf.signature
            signature = Signature(
                row.signer_name, clock.day_of(row.at), leaf.section.title, row.words, row.subject_hash
            )
        newer = leaf.latest is not None and (leaf.changed or leaf.signed is None)
        found.append(Section(
            leaf.section.title, leaf.section.prompt, leaf.signed.text if leaf.signed else "", signature,
            leaf.latest.text if newer else "", leaf.latest.author.name if newer else "",
            leaf.state != SectionState.SET_ASIDE,
        ))  # fmt: skip
    return tuple(found)


def decisions_of(engagement_id: UUID) -> tuple[Decided, ...]:
    rows = [*db.session.scalars(
        scoped(Decision).where(Decision.engagement_id == engagement_id).order_by(Decision.number)
    )]  # fmt: skip
    answers = {}
    for one in db.session.scalars(scoped(DecisionAnswer).where(DecisionAnswer.engagement_id == engagement_id)):
        answers[one.decision_id] = one.words if one.verdict == "confirmed" else ""
    superseded = {row.supersedes_id for row in rows if row.confirmed_at is not None}
    return tuple(
        Decided(
            row.code, row.question, row.options, row.decision, row.reasons, row.dissent, row.decided_on,
            row.decider.name, _state(row, superseded),
            clock.day_of(row.confirmed_at) if row.confirmed_at else None, answers.get(row.id, ""),
        )
        for row in rows
    )  # fmt: skip


def _state(row: Decision, superseded: set[UUID | None]) -> str:
    if row.dropped_at is not None:
        return "dropped"
    if row.confirmed_at is None:
        return "waiting"
    return "superseded" if row.id in superseded else "in-force"


def rules_of(engagement_id: UUID, signatures: Signatures) -> tuple[Rule, ...]:
    """The rule of each activity that stands: the newest, in the order of the activities."""
    query = (
        scoped(DecisionRule)
        .add_columns(Activity.name, Membership.name)
        .join(Activity, (Activity.workspace_id == DecisionRule.workspace_id)
              & (Activity.id == DecisionRule.activity_id))
        .join(Membership, (Membership.workspace_id == DecisionRule.workspace_id)
              & (Membership.id == DecisionRule.author_id))
        .where(DecisionRule.engagement_id == engagement_id, Activity.not_applicable_at.is_(None))
        .order_by(Activity.position, DecisionRule.id)
    )  # fmt: skip
    newest = {rule.activity_id: (rule, activity, author) for rule, activity, author in db.session.execute(query)}
    dissents: dict[UUID, list[tuple[str, Any, str]]] = defaultdict(list)
    said = (
        scoped(Dissent)
        .options(joinedload(Dissent.member))
        .add_columns(SourcingDecision.rule_id)
        .join(SourcingDecision, (SourcingDecision.workspace_id == Dissent.workspace_id)
              & (SourcingDecision.id == Dissent.decision_id))
        .where(Dissent.engagement_id == engagement_id)
        .order_by(Dissent.id)
    )  # fmt: skip
    for dissent, rule_id in db.session.execute(said):
        dissents[rule_id].append((dissent.member.name, clock.day_of(dissent.at), dissent.text))
    return tuple(
        Rule(activity, rule.text, author, signatures.standing.get(rule.id), tuple(dissents[rule.id]))
        for rule, activity, author in newest.values()
    )


def firms_of(engagement_id: UUID) -> tuple[Firm, ...]:
    query = scoped(Provider).options(joinedload(Provider.contact)).where(Provider.engagement_id == engagement_id)
    cards: dict[UUID, dict[UUID, Card]] = defaultdict(dict)
    for row in db.session.scalars(
        scoped(Scorecard).where(Scorecard.engagement_id == engagement_id).order_by(Scorecard.id)
    ):
        cards[row.provider_id][row.scorer_id] = Card(str(row.scorer_id), row.holds, row.marks)
    met = {}
    meetings = scoped(ProviderMeeting).where(ProviderMeeting.engagement_id == engagement_id)
    for row in db.session.scalars(meetings.order_by(ProviderMeeting.on)):
        met[row.provider_id] = row.on
    found = []
    for row in db.session.scalars(query.order_by(Provider.name, Provider.id)):
        result = combine([*cards[row.id].values()])
        found.append(Firm(
            row.name, row.liaison, row.contact.name if row.contact else "", row.affiliation, row.days_on_site,
            row.until, row.meets_every, row.availability, row.exit_terms, met.get(row.id), result.total,
            result.scorers, result.failed, result.apart, _marks([*cards[row.id].values()]),
        ))  # fmt: skip
    return tuple(found)


def _marks(cards: list[Card]) -> tuple[tuple[str, str], ...]:
    """What every scorer gave, from the lowest up: the result, not who was hard and who was kind."""
    if not cards:
        return ()
    given = {key: sorted(card.marks[key] for card in cards) for key in MARKS}
    return tuple((name, ", ".join(map(str, given[key]))) for key, (name, _) in MARKS.items())


def papers_of(engagement_id: UUID, signatures: Signatures) -> tuple[Paper, ...]:
    """Each deliverable in the version that was accepted last, or else in its newest."""
    versions: dict[tuple[UUID, int], DeliverableVersion] = {
        (row.deliverable_id, row.number): row
        for row in db.session.scalars(scoped(DeliverableVersion).where(
            DeliverableVersion.engagement_id == engagement_id
        ))
    }  # fmt: skip
    query = (
        scoped(Deliverable)
        .add_columns(Phase.name)
        .join(Phase, (Phase.workspace_id == Deliverable.workspace_id) & (Phase.id == Deliverable.phase_id))
        .where(Deliverable.engagement_id == engagement_id)
        .order_by(Phase.position, Deliverable.position)
    )
    found = []
    for row, phase in db.session.execute(query):
        version = versions.get((row.id, row.accepted_version or row.version))
        signature = signatures.standing.get(version.id) if version is not None else None
        found.append(Paper(
            row.key, row.name, phase, str(row.state), version.number if version else 0, version.text if version else "",
            version.link if version else "", version.author.name if version else "", signature,
        ))  # fmt: skip
    return tuple(found)
