"""Reading certificates: what somebody holds, and what one of them says."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import Certificate, ChecklistItem, ItemProgress, Module, ModuleRating, ProgressState
from .words import long_day


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate of somebody's, for her own lists. `rated` once she said how the module was."""

    id: UUID
    title: str
    on: date
    rated: bool


def certificates_of(member: Membership) -> list[Held]:
    """What `member` holds, the newest first. One statement."""
    query = (
        scoped(Certificate)
        .join(Module, (Module.workspace_id == Certificate.workspace_id) & (Module.id == Certificate.module_id))
        .outerjoin(
            ModuleRating,
            (ModuleRating.workspace_id == Certificate.workspace_id)
            & (ModuleRating.module_id == Certificate.module_id)
            & (ModuleRating.person_id == Certificate.person_id),
        )
        .where(Certificate.person_id == member.id, Certificate.withdrawn_at.is_(None))
        .order_by(Certificate.issued_on.desc(), Module.position)
        .with_only_columns(Certificate.id, Module.title, Certificate.issued_on, ModuleRating.id.label("rating"))
    )
    return [Held(row.id, row.title, row.issued_on, row.rating is not None) for row in db.session.execute(query)]


def lapsed_since(certificate: Certificate) -> str:
    """What of it has to be shown again by now, in a sentence; empty while all of it stands. One statement."""
    query = (
        scoped(ItemProgress)
        .join(
            ChecklistItem,
            (ChecklistItem.workspace_id == ItemProgress.workspace_id) & (ChecklistItem.id == ItemProgress.item_id),
        )
        .where(
            ChecklistItem.module_id == certificate.module_id,
            ItemProgress.person_id == certificate.person_id,
            ItemProgress.state == ProgressState.LAPSED,
        )
        .order_by(ChecklistItem.number)
        .with_only_columns(ChecklistItem.number)
    )
    numbers = [str(number) for number in db.session.scalars(query)]
    if not numbers:
        return ""
    which = f"Item {numbers[0]} has" if len(numbers) == 1 else f"Items {', '.join(numbers)} have"
    return f"{which} lapsed since then and should be shown again."


def as_printed(certificate: Certificate, client: str, practice: str) -> dict[str, Any]:
    """What `templates/pdf/certificate.typ` sets. Nothing in it changes after the day of issue."""
    return {
        "person": certificate.person.name,
        "module": certificate.module.title,
        "why": certificate.module.why,
        "client": client,
        "practice": practice,
        "issued": long_day(certificate.issued_on),
        "lines": [
            {**line, "on": long_day(date.fromisoformat(line["on"]), short=True)} for line in certificate.lines
        ],
    }  # fmt: skip
