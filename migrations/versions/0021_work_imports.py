"""Work comes in from files, which are kept with what became of them."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# SQLite makes the table anew and does not read this of the old one.
QUANTITY = sa.CheckConstraint("quantity BETWEEN 1 AND 1000", name="ck_work_entry_quantity")
KEY = "fk_work_entry_workspace_id_client_id_import_id"
COLUMNS = ["workspace_id", "client_id", "import_id"]


def upgrade() -> None:
    op.create_table(
        "work_import",
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("job_id", Id(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_work_import_workspace_id_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_work_import_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_work_import_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "job_id"],
            ["job.workspace_id", "job.id"],
            name="fk_work_import_workspace_id_job_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_work_import"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_work_import_workspace_id_client_id_id"),
    )
    op.create_index("ix_work_import_digest", "work_import", ["workspace_id", "engagement_id", "digest"])
    op.create_index("ix_work_import_engagement", "work_import", ["workspace_id", "engagement_id"])
    raise_walls(op, "work_import", "client")
    with op.batch_alter_table("work_entry", table_args=(QUANTITY,)) as table:
        table.add_column(sa.Column("import_id", Id(), nullable=True))
        table.create_foreign_key(op.f(KEY), "work_import", COLUMNS, [*COLUMNS[:-1], "id"])
    op.create_index("ix_work_entry_import", "work_entry", ["workspace_id", "import_id"])


def downgrade() -> None:
    op.drop_index("ix_work_entry_import", "work_entry")
    with op.batch_alter_table("work_entry", table_args=(QUANTITY,)) as table:
        table.drop_constraint(op.f(KEY), type_="foreignkey")
        table.drop_column("import_id")
    op.drop_table("work_import")
