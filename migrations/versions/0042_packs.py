"""Handover packs: asked for, assembled, sealed."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make(
        "pack_order",
        [
            sa.Column("kind", sa.String(length=8), nullable=False),
            *_by(),
            sa.Column("job_id", Id(), nullable=False),
            sa.Column("ended_at", Moment(), nullable=True),
        ],
    )
    still = sa.text("ended_at IS NULL")
    op.create_index("uq_pack_order_open", "pack_order", ["workspace_id", "engagement_id"], unique=True,
                    sqlite_where=still, postgresql_where=still)  # fmt: skip
    raise_walls(op, "pack_order", "client")
    _make(
        "handover_pack",
        [
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("kind", sa.String(length=8), nullable=False),
            sa.Column("as_of", sa.Date(), nullable=False),
            sa.Column("record_number", sa.Integer(), nullable=False),
            *_by(),
            *(sa.Column(f"{name}_hash", sa.String(length=64), nullable=False) for name in ("content", "pdf", "zip")),
            sa.Column("attached", sa.Integer(), nullable=False),
            sa.Column("absent", Json, nullable=False),
            sa.UniqueConstraint("workspace_id", "engagement_id", "number",
                                name="uq_handover_pack_workspace_id_engagement_id_number"),
        ],
    )  # fmt: skip
    raise_walls(op, "handover_pack", "client", append_only=True)
    _make(
        "pack_seal",
        [
            sa.Column("pack_id", Id(), nullable=False),
            sa.Column("hash", sa.String(length=64), nullable=False),
            *_by(),
        ],
        under=("handover_pack", "pack_id"),
    )
    op.create_index("uq_pack_seal", "pack_seal", ["workspace_id", "pack_id"], unique=True)
    raise_walls(op, "pack_seal", "client", append_only=True)


def _by() -> list:
    return [
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    ]


def _make(name: str, parts: list, *, under: tuple[str, str] | None = None) -> None:
    """A table of one engagement: its own parts, who did it, and what it hangs under."""
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
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"], ["membership.workspace_id", "membership.id"],
            name=f"fk_{name}_workspace_id_by_id",
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
    for name in ("pack_seal", "handover_pack", "pack_order"):
        op.drop_table(name)
