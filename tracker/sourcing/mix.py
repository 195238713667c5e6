"""What clients choose: how their signed decisions fall out, without telling whose they are."""

from dataclasses import dataclass

from sqlalchemy import and_, func

from tracker.core.database import db
from tracker.engagements.models import SignOff
from tracker.responsibilities.models import Activity, DecisionRule
from tracker.responsibilities.rules import CHOICES
from tracker.tenancy import scoped

# Below this many clients a share would tell of one of them.
FEWEST_CLIENTS = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of activity: its name, how many decisions of how many clients, and the part of each choice, 0 to 1."""

    name: str
    decisions: int
    clients: int
    parts: dict[str, float]

    @property
    def tellable(self) -> bool:
        return self.clients >= FEWEST_CLIENTS


NAMES = {(True, False): "Strategy and approval", (False, True): "What customers see", (False, False): "Everything else"}


def mix() -> list[Kind]:
    """By kind of activity, for the workspace at hand. One statement, grouped by the database."""
    place = {"partition_by": DecisionRule.activity_id, "order_by": DecisionRule.id.desc()}
    newest = (
        scoped(DecisionRule)
        .with_only_columns(
            DecisionRule.workspace_id, DecisionRule.id, DecisionRule.activity_id, DecisionRule.choice,
            func.row_number().over(**place).label("row"),
        )
        .subquery()
    )  # fmt: skip
    strategic = (Activity.kind == "strategic").label("strategic")
    query = (
        scoped(Activity)
        .with_only_columns(
            strategic, Activity.customer_facing, newest.c.choice, func.count(), Activity.client_id,
        )
        .join(newest, and_(newest.c.activity_id == Activity.id, newest.c.row == 1))
        .join(SignOff, and_(SignOff.workspace_id == newest.c.workspace_id, SignOff.subject_id == newest.c.id))
        .where(Activity.not_applicable_at.is_(None))
        .group_by(strategic, Activity.customer_facing, newest.c.choice, Activity.client_id)
    )  # fmt: skip
    return _kinds(db.session.execute(query).all())


def _kinds(rows: list) -> list[Kind]:
    found = []
    for key, name in NAMES.items():
        mine = [row for row in rows if (bool(row[0]), bool(row[1]) and not row[0]) == key]
        total = sum(row[3] for row in mine)
        if total:
            parts = {choice: sum(row[3] for row in mine if row[2] == choice) / total for choice in CHOICES}
            found.append(Kind(name, total, len({row[4] for row in mine}), parts))
    return found
