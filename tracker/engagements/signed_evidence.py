"""The fact slice "signatures": what the owner put his name to of late, and when to the second."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import literal, null

from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .extension_points import evidence
from .models import ExitCriterion, SignOff, Waiver

KEPT_DAYS = 120
MOST_KEPT = 60
LONGEST_NAME = 120
WAIVER = "Waiver"
SIGNED = ("charter", "gate", "phase", "criterion", "plan", "scope", "deliverable", "rule", "section",
          "rehearsal", "handover", "engagement")  # fmt: skip


@evidence("signatures", nouns=SIGNED)
def read_signatures(engagement_id: UUID) -> list[list[Any]]:
    """`[[day, second, signer, what, name, id, seconds of reading, words of the text], …]`, the newest first.

    Withdrawing is no signature; letting a gate pass without a criterion is one. Two statements.
    """
    since = clock.ago(days=KEPT_DAYS)
    signed = _newest(
        SignOff, engagement_id, SignOff.at >= since, SignOff.withdraws_id.is_(None),
        columns=(SignOff.at, SignOff.signer_id, SignOff.subject_type, SignOff.subject_name, SignOff.id,
                 SignOff.read_seconds, SignOff.text_words),
    )  # fmt: skip
    waived = _newest(
        Waiver, engagement_id, Waiver.at >= since,
        columns=(Waiver.at, Waiver.by_id, literal(WAIVER), ExitCriterion.text, Waiver.id, null(), null()),
    )  # fmt: skip
    rows = sorted([*signed, *waived], key=lambda row: row[0], reverse=True)[:MOST_KEPT]
    return [_signature(*row) for row in rows]


def _newest(model: Any, engagement_id: UUID, *which: Any, columns: tuple[Any, ...]) -> list[Any]:
    query = scoped(model).where(model.engagement_id == engagement_id, *which).with_only_columns(*columns)
    if model is Waiver:
        same = ExitCriterion.workspace_id == Waiver.workspace_id
        query = query.join(ExitCriterion, same & (ExitCriterion.id == Waiver.criterion_id))
    return list(db.session.execute(query.order_by(model.id.desc()).limit(MOST_KEPT)))


def _signature(at: datetime, signer: UUID, what: str, name: str, id: UUID, *reading: int | None) -> list[Any]:
    day, second = clock.day_of(at).isoformat(), int(at.timestamp())
    return [day, second, str(signer), what, name[:LONGEST_NAME], str(id), *reading]
