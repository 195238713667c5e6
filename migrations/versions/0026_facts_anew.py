"""Features say more of an engagement than before: what was kept of it is read again when it is next asked for."""

from alembic import op

from tracker.tenancy.walls import forget

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    forget(op, "fact_slice")


def downgrade() -> None:
    forget(op, "fact_slice")
