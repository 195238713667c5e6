"""The decision log, with a decider at the client."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decider_id", Id(), nullable=False),
        sa.Column("supersedes_id", Id(), nullable=True),
        sa.Column("about_type", sa.String(length=40), nullable=False),
        sa.Column("about_id", Id(), nullable=True),
        sa.Column("written_by_id", Id(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("dropped_at", Moment(), nullable=True),
        *_inside(),
        _person("decider_id"),
        _person("written_by_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "supersedes_id"],
            ["decision.workspace_id", "decision.client_id", "decision.id"],
        ),
        sa.UniqueConstraint("workspace_id", "engagement_id", "number"),
    )
    op.create_index("ix_decision_engagement", "decision", ["workspace_id", "engagement_id"])
    confirmed = sa.text("confirmed_at IS NOT NULL")
    op.create_index(
        "uq_decision_successor", "decision", ["workspace_id", "supersedes_id"], unique=True, sqlite_where=confirmed,
        postgresql_where=confirmed,
    )  # fmt: skip
    op.create_table(
        "decision_answer",
        sa.Column("decision_id", Id(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_hash", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        *_inside(),
        _person("by_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "decision_id"],
            ["decision.workspace_id", "decision.client_id", "decision.id"],
        ),
    )
    op.create_index("ix_decision_answer_engagement", "decision_answer", ["workspace_id", "engagement_id"])
    op.create_index("ix_decision_answer_decision", "decision_answer", ["workspace_id", "decision_id", "id"])
    raise_walls(op, "decision", "client")
    raise_walls(op, "decision_answer", "client", append_only=True)


def downgrade() -> None:
    op.drop_table("decision_answer")
    op.drop_table("decision")


def _inside() -> list[sa.schema.SchemaItem]:
    """What every row of an engagement has, and the keys that keep it inside the walls."""
    return [
        *(sa.Column(name, Id(), nullable=False) for name in ("engagement_id", "client_id", "workspace_id", "id")),
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "client_id", "id"),
    ]


def _person(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id", column], ["membership.workspace_id", "membership.id"])
