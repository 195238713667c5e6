"""The handover offered and accepted, what is still owed then, and the plan by which the practice's access ends."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

ONE_OPEN = sa.text("state = 'offered'")
HANDS_OFF = sa.text("practice_access <> 'full'")
ONE_OF_A_KIND = sa.text("kind IN ('baton', 'passwords')")


def upgrade() -> None:
    op.create_index(
        "ix_engagement_hands_off", "engagement", ["workspace_id", "practice_until", "practice_access"],
        sqlite_where=HANDS_OFF, postgresql_where=HANDS_OFF,
    )  # fmt: skip
    _make(
        "handover_acceptance",
        [
            sa.Column("pack_number", sa.Integer(), nullable=False),
            sa.Column("offered_by_id", Id(), nullable=False),
            sa.Column("offered_by_name", sa.String(length=120), nullable=False),
            sa.Column("offered_at", Moment(), nullable=False),
            sa.Column("message", sa.Text(), nullable=False),
            sa.Column("state", sa.String(length=24), nullable=False),
            sa.Column("decided_by_name", sa.String(length=120), nullable=False),
            sa.Column("decided_at", Moment(), nullable=True),
            sa.Column("words", sa.Text(), nullable=False),
        ],
        people=("offered_by_id",),
    )
    op.create_index(
        "uq_handover_acceptance_open", "handover_acceptance", ["workspace_id", "engagement_id"], unique=True,
        sqlite_where=ONE_OPEN, postgresql_where=ONE_OPEN,
    )  # fmt: skip
    _make(
        "handover_exception",
        [
            sa.Column("acceptance_id", Id(), nullable=False),
            sa.Column("criterion_id", Id(), nullable=True),
            sa.Column("text", sa.String(length=300), nullable=False),
            sa.Column("answers_id", Id(), nullable=False),
            sa.Column("due_on", sa.Date(), nullable=False),
            sa.Column("closed_at", Moment(), nullable=True),
            sa.Column("closed_by_name", sa.String(length=120), nullable=False),
            sa.Column("how", sa.Text(), nullable=False),
        ],
        people=("answers_id",),
        under={"handover_acceptance": "acceptance_id", "exit_criterion": "criterion_id"},
    )
    _make(
        "access_ending",
        [
            sa.Column("kind", sa.String(length=10), nullable=False),
            sa.Column("what", sa.String(length=200), nullable=False),
            sa.Column("whose", sa.String(length=120), nullable=False),
            sa.Column("grant_id", Id(), nullable=True),
            sa.Column("days", sa.Integer(), nullable=False),
            sa.Column("due_on", sa.Date(), nullable=True),
            sa.Column("confirmer_id", Id(), nullable=True),
            sa.Column("agreed_at", Moment(), nullable=True),
            sa.Column("confirmed_at", Moment(), nullable=True),
            sa.Column("confirmed_by_name", sa.String(length=120), nullable=False),
            sa.Column("note", sa.Text(), nullable=False),
            sa.Column("left_out_at", Moment(), nullable=True),
            sa.Column("reminded_on", sa.Date(), nullable=True),
        ],
        people=("confirmer_id",),
        under={"access_grant": "grant_id"},
    )
    op.create_index("ix_access_ending_grant", "access_ending", ["workspace_id", "grant_id"])
    op.create_index(
        "uq_access_ending_kind", "access_ending", ["workspace_id", "engagement_id", "kind"], unique=True,
        sqlite_where=ONE_OF_A_KIND, postgresql_where=ONE_OF_A_KIND,
    )  # fmt: skip


def _make(name: str, parts: list, *, people: tuple[str, ...], under: dict[str, str] | None = None) -> None:
    """A table of one engagement: its own parts, keys to people of the workspace, and to what it hangs under."""
    parents = {"engagement": "engagement_id", **(under or {})}
    op.create_table(
        name,
        *parts,
        *(sa.Column(key, Id(), nullable=False) for key in ("engagement_id", "client_id", "workspace_id", "id")),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", "client_id", key], [f"{table}.workspace_id", f"{table}.client_id", f"{table}.id"],
                name=f"fk_{name}_workspace_id_client_id_{key}",
            )
            for table, key in parents.items()
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
    )  # fmt: skip
    op.create_index(f"ix_{name}_engagement", name, ["workspace_id", "engagement_id"])
    raise_walls(op, name, "client")


def downgrade() -> None:
    op.drop_table("access_ending")
    op.drop_table("handover_exception")
    op.drop_table("handover_acceptance")
    op.drop_index("ix_engagement_hands_off", "engagement")
