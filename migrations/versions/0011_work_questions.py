"""What is logged as somebody else's work waits for her word, and of the rest a part is asked about."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# SQLite makes the table anew and does not read this of the old one.
QUANTITY = sa.CheckConstraint("quantity BETWEEN 1 AND 1000", name="ck_work_entry_quantity")
KEYS = {
    "fk_work_entry_workspace_id_logged_by_id": ("membership", ["workspace_id", "logged_by_id"]),
    "fk_work_entry_workspace_id_client_id_question_id": (
        "work_question",
        ["workspace_id", "client_id", "question_id"],
    ),
}


def upgrade() -> None:
    op.create_table(
        "work_question",
        sa.Column("activity_id", Id(), nullable=True),
        sa.Column("asked_id", Id(), nullable=False),
        sa.Column("asked_by_id", Id(), nullable=False),
        sa.Column("why", sa.String(length=6), nullable=False),
        sa.Column("what", sa.String(length=400), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("answer", sa.String(length=9), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("because", sa.String(length=500), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "asked_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_work_question_workspace_id_asked_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "asked_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_work_question_workspace_id_asked_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_work_question_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_work_question_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_work_question_workspace_id_client_id_engagement_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_work_question"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_work_question_workspace_id_client_id_id"),
    )
    op.create_index("ix_work_question_asked", "work_question", ["workspace_id", "asked_id", "answered_at"])
    op.create_index("ix_work_question_asker", "work_question", ["workspace_id", "asked_by_id", "asked_at"])
    op.create_index("ix_work_question_engagement", "work_question", ["workspace_id", "engagement_id"])
    raise_walls(op, "work_question", "client")
    with op.batch_alter_table("work_entry", table_args=(QUANTITY,)) as table:
        table.add_column(sa.Column("logged_by_id", Id(), nullable=True))
        table.add_column(sa.Column("question_id", Id(), nullable=True))
        for name, (target, columns) in KEYS.items():
            table.create_foreign_key(op.f(name), target, columns, [*columns[:-1], "id"])
    op.create_index("ix_work_entry_question", "work_entry", ["workspace_id", "question_id"])
    op.create_index("ix_work_entry_person", "work_entry", ["workspace_id", "person_id", "on"])


def downgrade() -> None:
    op.drop_index("ix_work_entry_person", "work_entry")
    op.drop_index("ix_work_entry_question", "work_entry")
    with op.batch_alter_table("work_entry", table_args=(QUANTITY,)) as table:
        for name in KEYS:
            table.drop_constraint(op.f(name), type_="foreignkey")
        table.drop_column("question_id")
        table.drop_column("logged_by_id")
    op.drop_table("work_question")
