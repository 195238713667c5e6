"""A critical risk may be proposed to be closed, and a risk may be about an activity."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("risk") as table:
        table.add_column(sa.Column("activity_id", Id(), nullable=True))
        table.add_column(sa.Column("closing_by_id", Id(), nullable=True))
        table.add_column(sa.Column("closing_at", Moment(), nullable=True))
        table.add_column(sa.Column("closing_how", sa.Text(), nullable=False, server_default=""))
        table.create_foreign_key(
            "fk_risk_workspace_id_closing_by_id", "membership", ["workspace_id", "closing_by_id"],
            ["workspace_id", "id"],
        )  # fmt: skip
        table.create_foreign_key(
            "fk_risk_workspace_id_client_id_activity_id", "activity", ["workspace_id", "client_id", "activity_id"],
            ["workspace_id", "client_id", "id"],
        )  # fmt: skip


def downgrade() -> None:
    with op.batch_alter_table("risk") as table:
        table.drop_constraint("fk_risk_workspace_id_client_id_activity_id", type_="foreignkey")
        table.drop_constraint("fk_risk_workspace_id_closing_by_id", type_="foreignkey")
        for column in ("closing_how", "closing_at", "closing_by_id", "activity_id"):
            table.drop_column(column)
