"""Practices keep playbooks of their own: a draft each, and the versions published from it."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PEOPLE = ("made_by_id", "edited_by_id", "proposed_by_id", "retired_by_id")


def upgrade() -> None:
    op.create_table(
        "playbook",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("based_on", sa.String(length=600), nullable=False),
        sa.Column("draft", Json, nullable=False),
        sa.Column("removed", Json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published_revision", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("edited_by_id", Id(), nullable=False),
        sa.Column("edited_at", Moment(), nullable=False),
        sa.Column("proposed_by_id", Id(), nullable=True),
        sa.Column("proposed_at", Moment(), nullable=True),
        sa.Column("retired_by_id", Id(), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        *(
            sa.ForeignKeyConstraint(["workspace_id", column], ["membership.workspace_id", "membership.id"])
            for column in PEOPLE
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "key"),
    )
    op.create_table(
        "playbook_version",
        sa.Column("playbook_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=600), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("published_by_id", Id(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "playbook_id"], ["playbook.workspace_id", "playbook.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "published_by_id"], ["membership.workspace_id", "membership.id"]),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "playbook_id", "number"),
    )
    op.create_index("ix_engagement_playbook", "engagement", ["workspace_id", "playbook_key", "playbook_version"])
    raise_walls(op, "playbook", "workspace")
    raise_walls(op, "playbook_version", "workspace", append_only=True)


def downgrade() -> None:
    op.drop_index("ix_engagement_playbook", "engagement")
    op.drop_table("playbook_version")
    op.drop_table("playbook")
