"""When a module is shown in full, and what becomes of its certificate when a verification is taken back."""

from typing import Any

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .certificate import Certificate
from .checklist import ChecklistItem


def certify(progress: Any, by: Membership) -> Certificate | None:
    """Issue the certificate if with `progress` everything that its module asks of the person is verified.

    That is every required item; of the leader essentials those on her checklist, since some are for leaders alone.
    """
    rows = [*db.session.execute(_asked_of_her(progress))]
    asked = [row for row in rows if row.required and (row.state is not None or not row.leader)]
    if not asked or any(row.state != "verified" for row in asked) or _standing(progress) is not None:
        return None
    certificate = Certificate(
        **progress.keys, module_id=progress.item.module_id, person_id=progress.person_id, issued_on=clock.today(),
        lines=[_line(row) for row in asked],
    )  # fmt: skip
    db.session.add(certificate)
    db.session.flush()
    record("certificate.issued", certificate, by=by, after={"person": progress.person.name})
    return certificate


def withdraw(progress: Any, by: Membership) -> None:
    """A verification was taken back, so what the certificate says is not so."""
    certificate = _standing(progress)
    if certificate is not None:
        certificate.withdrawn_at = clock.now()
        record("certificate.withdrawn", certificate, by=by, before={"person": progress.person.name})


def _standing(progress: Any) -> Certificate | None:
    return db.session.scalar(
        scoped(Certificate).where(
            Certificate.module_id == progress.item.module_id, Certificate.person_id == progress.person_id,
            Certificate.withdrawn_at.is_(None),
        )
    )  # fmt: skip


def _asked_of_her(progress: Any) -> Any:
    model = type(progress)
    return (
        scoped(ChecklistItem)
        .outerjoin(
            model,
            (model.workspace_id == ChecklistItem.workspace_id)
            & (model.item_id == ChecklistItem.id)
            & (model.person_id == progress.person_id),
        )
        .outerjoin(
            Membership, (Membership.workspace_id == model.workspace_id) & (Membership.id == model.verified_by_id)
        )
        .where(ChecklistItem.module_id == progress.item.module_id)
        .order_by(ChecklistItem.number)
        .with_only_columns(
            ChecklistItem.number, ChecklistItem.text, ChecklistItem.required, ChecklistItem.leader, model.state,
            model.verified_at, Membership.id.label("checker_id"), Membership.name.label("checker"),
        )
    )  # fmt: skip


def _line(row: Any) -> dict[str, Any]:
    return {
        "number": row.number, "text": row.text, "on": clock.day_of(row.verified_at).isoformat(), "by": row.checker,
        "by_id": str(row.checker_id),
    }  # fmt: skip
