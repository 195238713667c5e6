"""Goals with measures, their values and reviews; when the owner looks at a section of the strategy again."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FENCED = {"goal": False, "measure": False, "measure_value": True, "measure_review": True}


def upgrade() -> None:
    op.create_table(
        "goal",
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("section_id", Id(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_keys("goal", _belongs("goal", "section_id", "strategy_section")),
    )
    op.create_table(
        "measure",
        sa.Column("goal_id", Id(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("rhythm", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id(), nullable=True),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_keys("measure", _belongs("measure", "goal_id", "goal"), _member("measure", "owner_id")),
    )
    op.create_index("ix_measure_goal", "measure", ["workspace_id", "goal_id"], unique=False)
    op.create_table(
        "measure_value",
        sa.Column("measure_id", Id(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("corrects_id", Id(), nullable=True),
        *_keys(
            "measure_value",
            _belongs("measure_value", "measure_id", "measure"),
            _member("measure_value", "by_id"),
            _belongs("measure_value", "corrects_id", "measure_value"),
            sa.UniqueConstraint("workspace_id", "corrects_id", name="uq_measure_value_workspace_id_corrects_id"),
        ),
    )
    by_day = ["workspace_id", "measure_id", "read_on"]
    op.create_index("ix_measure_value_measure", "measure_value", by_day, unique=False)
    op.create_table(
        "measure_review",
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        *_keys("measure_review", _member("measure_review", "by_id")),
    )
    for table, append_only in FENCED.items():
        op.create_index(f"ix_{table}_engagement", table, ["workspace_id", "engagement_id"], unique=False)
        raise_walls(op, table, "client", append_only=append_only)
    with op.batch_alter_table("strategy_section") as section:
        section.add_column(sa.Column("review_every", sa.Integer(), nullable=False, server_default="180"))
        section.add_column(sa.Column("review_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("strategy_section") as section:
        section.drop_column("review_on")
        section.drop_column("review_every")
    for table in reversed(FENCED):
        op.drop_table(table)


def _keys(table: str, *more: sa.Constraint) -> list[sa.Column | sa.Constraint]:
    """What every table of an engagement has: its walls, its key, and further constraints."""
    return [
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        _belongs(table, "engagement_id", "engagement"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name=f"fk_{table}_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=f"pk_{table}"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name=f"uq_{table}_workspace_id_client_id_id"),
        *more,
    ]


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "client_id", column],
        [f"{target}.workspace_id", f"{target}.client_id", f"{target}.id"],
        name=f"fk_{table}_workspace_id_client_id_{column}",
    )


def _member(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column], ["membership.workspace_id", "membership.id"], name=f"fk_{table}_workspace_id_{column}"
    )
