"""The role that removes: it sees, changes and deletes rows of one workspace, also those that are append-only."""

import sqlalchemy as sa
from alembic import op

from tracker.tenancy.walls import REMOVER, admit_remover

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

# Tables fenced before there was this role. New ones admit it as they are fenced.
UNADMITTED = """
    SELECT c.relname, EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'client_id')
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relforcerowsecurity
    AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = c.relname || '_baton_remover')
    ORDER BY c.relname
"""
ADMITTED = """
    SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND policyname = tablename || '_baton_remover'
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, of_clients in op.get_bind().execute(sa.text(UNADMITTED)).all():
            admit_remover(op, table, "self" if table == "client" else "client" if of_clients else "workspace")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in op.get_bind().scalars(sa.text(ADMITTED)).all():
            op.execute(f"DROP POLICY {table}_{REMOVER} ON {table}")
            op.execute(f"REVOKE ALL ON {table} FROM {REMOVER}")
