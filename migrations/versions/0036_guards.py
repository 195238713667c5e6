"""Safeguards: what somebody signed, explained in own words, and what people answer to what a guard saw."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make(
        "teach_back",
        [
            sa.Column("sign_off_id", Id(), nullable=False),
            sa.Column("signer_id", Id(), nullable=False),
            sa.Column("subject_name", sa.String(length=200), nullable=False),
            sa.Column("asked_by_id", Id(), nullable=True),
            sa.Column("asked_by_name", sa.String(length=120), nullable=False),
            sa.Column("asked_at", Moment(), nullable=True),
            sa.Column("answered_at", Moment(), nullable=True),
            sa.UniqueConstraint("workspace_id", "sign_off_id", name="uq_teach_back_workspace_id_sign_off_id"),
        ],
        person=("signer_id", "asked_by_id"),
        under=("sign_off", "sign_off_id"),
    )
    op.create_index("ix_teach_back_newest", "teach_back", ["workspace_id", "engagement_id", "id"])
    raise_walls(op, "teach_back", "client", append_only=False)
    _make(
        "guard_answer",
        [
            sa.Column("guard", sa.String(length=20), nullable=False),
            sa.Column("saw", sa.String(length=600), nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("by_id", Id(), nullable=False),
            sa.Column("by_name", sa.String(length=120), nullable=False),
            sa.Column("by_practice", sa.Boolean(), nullable=False),
            sa.Column("at", Moment(), nullable=False),
        ],
        person=("by_id",),
    )
    op.create_index("ix_guard_answer_newest", "guard_answer", ["workspace_id", "engagement_id", "guard", "id"])
    raise_walls(op, "guard_answer", "client", append_only=True)


def _make(name: str, parts: list, *, person: tuple[str, ...], under: tuple[str, str] | None = None) -> None:
    """A table of one engagement: its own parts, keys to people of the workspace, and to what it hangs under."""
    parents = [("engagement", "engagement_id"), *([under] if under else [])]
    op.create_table(
        name,
        *parts,
        *(sa.Column(key, Id(), nullable=False) for key in ("engagement_id", "client_id", "workspace_id", "id")),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", "client_id", key], [f"{table}.workspace_id", f"{table}.client_id", f"{table}.id"],
                name=f"fk_{name}_workspace_id_client_id_{key}",
            )
            for table, key in parents
        ),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", key], ["membership.workspace_id", "membership.id"],
                name=f"fk_{name}_workspace_id_{key}",
            )
            for key in person
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"],
            name=f"fk_{name}_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=f"pk_{name}"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name=f"uq_{name}_workspace_id_client_id_id"),
    )  # fmt: skip
    op.create_index(f"ix_{name}_engagement", name, ["workspace_id", "engagement_id"])


def downgrade() -> None:
    op.drop_table("guard_answer")
    op.drop_table("teach_back")
