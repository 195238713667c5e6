"""Check-ins after the handover: who answers when, what was said, what fell back, what was shown; and what lasted."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_check_in()
    _make_answer()
    _make_relapse()
    _make_showing()
    _make_lasting()


def _make_check_in() -> None:
    _make(
        "check_in",
        [
            sa.Column("days", sa.Integer(), nullable=False),
            sa.Column("round", sa.Integer(), nullable=False),
            sa.Column("answers_id", Id(), nullable=True),
            sa.Column("stand_in_id", Id(), nullable=True),
            sa.Column("due_on", sa.Date(), nullable=True),
            sa.Column("questions", Json, nullable=False),
            sa.Column("draft", Json, nullable=False),
            sa.Column("invited_at", Moment(), nullable=True),
            sa.Column("reminded_at", Moment(), nullable=True),
            sa.Column("missed_at", Moment(), nullable=True),
            sa.Column("answered_at", Moment(), nullable=True),
            sa.Column("answered_by_id", Id(), nullable=True),
            sa.Column("manage", sa.String(length=10), nullable=False),
            sa.Column("relapses", sa.Integer(), nullable=False),
            sa.Column("down", sa.Integer(), nullable=False),
        ],
        unique=("engagement_id", "days", "round"),
        people=("answers_id", "stand_in_id", "answered_by_id"),
    )
    op.create_index("ix_check_in_due", "check_in", ["workspace_id", "answered_at", "due_on"])
    op.create_index("ix_check_in_answers", "check_in", ["workspace_id", "answers_id"])
    op.create_index("ix_check_in_stand_in", "check_in", ["workspace_id", "stand_in_id"])
    raise_walls(op, "check_in", "client")


def _make_answer() -> None:
    _make(
        "check_in_answer",
        [
            sa.Column("check_in_id", Id(), nullable=False),
            sa.Column("by_id", Id(), nullable=False),
            sa.Column("by_name", sa.String(length=120), nullable=False),
            sa.Column("at", Moment(), nullable=False),
            sa.Column("words", Json, nullable=False),
            sa.Column("who_does", Json, nullable=False),
            sa.Column("called", sa.Text(), nullable=False),
            sa.Column("surprises", sa.Text(), nullable=False),
            sa.Column("note", sa.Text(), nullable=False),
            sa.Column("link", sa.String(length=500), nullable=False),
            sa.Column("manage", sa.String(length=10), nullable=False),
            sa.Column("why", sa.Text(), nullable=False),
        ],
        unique=("check_in_id",),
        people=("by_id",),
        under={"check_in_id": "check_in"},
    )
    raise_walls(op, "check_in_answer", "client", append_only=True)


def _make_relapse() -> None:
    _make(
        "relapse",
        [
            sa.Column("check_in_id", Id(), nullable=False),
            sa.Column("activity_id", Id(), nullable=False),
            sa.Column("change_id", Id(), nullable=False),
            sa.Column("activity_name", sa.String(length=160), nullable=False),
            sa.Column("from_rung", sa.Integer(), nullable=False),
            sa.Column("to_rung", sa.Integer(), nullable=False),
            sa.Column("because", sa.Text(), nullable=False),
            sa.Column("climbed_at", Moment(), nullable=True),
            sa.Column("dropped_at", Moment(), nullable=True),
        ],
        unique=("check_in_id", "activity_id"),
        under={"check_in_id": "check_in", "activity_id": "activity", "change_id": "level_change"},
    )
    op.create_index("ix_relapse_change", "relapse", ["workspace_id", "change_id"])
    op.create_index("ix_relapse_activity", "relapse", ["workspace_id", "activity_id", "climbed_at"])
    raise_walls(op, "relapse", "client")


def _make_showing() -> None:
    _make(
        "showing",
        [
            sa.Column("check_in_id", Id(), nullable=False),
            sa.Column("competency_id", Id(), nullable=False),
            sa.Column("competency_name", sa.String(length=120), nullable=False),
            sa.Column("person_id", Id(), nullable=False),
            sa.Column("witness_id", Id(), nullable=False),
            sa.Column("what", sa.Text(), nullable=False),
            sa.Column("asked_at", Moment(), nullable=False),
            sa.Column("witnessed_at", Moment(), nullable=True),
            sa.Column("declined_at", Moment(), nullable=True),
            sa.Column("declined_because", sa.Text(), nullable=False),
            sa.CheckConstraint("person_id <> witness_id", name="ck_showing_not_herself"),
        ],
        unique=("check_in_id",),
        people=("person_id", "witness_id"),
        under={"check_in_id": "check_in", "competency_id": "competency"},
    )
    op.create_index("ix_showing_witness", "showing", ["workspace_id", "witness_id", "witnessed_at"])
    raise_walls(op, "showing", "client")


def _make_lasting() -> None:
    op.create_table(
        "lasting",
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=False),
        sa.Column("stood", Json, nullable=False),
        sa.Column("dated", Json, nullable=False),
        sa.Column("answered", Json, nullable=False),
        sa.Column("down_at_90", sa.Integer(), nullable=False),
        sa.Column("relapses", sa.Integer(), nullable=False),
        sa.Column("climbed", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_lasting_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_lasting"),
        sa.UniqueConstraint("workspace_id", "engagement_id", name="uq_lasting_workspace_id_engagement_id"),
    )
    raise_walls(op, "lasting", "workspace")


def _make(
    name: str,
    parts: list,
    *,
    unique: tuple[str, ...],
    people: tuple[str, ...] = (),
    under: dict[str, str] | None = None,
) -> None:
    """A table of one engagement: its own parts, keys to people of the workspace, and to what it hangs under."""
    parents = {"engagement_id": "engagement", **(under or {})}
    op.create_table(
        name,
        *parts,
        *(sa.Column(key, Id(), nullable=False) for key in ("engagement_id", "client_id", "workspace_id", "id")),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", "client_id", key], [f"{table}.workspace_id", f"{table}.client_id", f"{table}.id"],
                name=f"fk_{name}_workspace_id_client_id_{key}",
            )
            for key, table in parents.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", key], ["membership.workspace_id", "membership.id"],
                name=f"fk_{name}_workspace_id_{key}",
            )
            for key in people
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"],
            name=f"fk_{name}_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=f"pk_{name}"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name=f"uq_{name}_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", *unique, name=f"uq_{name}_workspace_id_{'_'.join(unique)}"),
    )  # fmt: skip
    op.create_index(f"ix_{name}_engagement", name, ["workspace_id", "engagement_id"])


def downgrade() -> None:
    for name in ("lasting", "showing", "relapse", "check_in_answer", "check_in"):
        op.drop_table(name)
