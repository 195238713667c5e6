"""Training: rules that assign, rotas, quizzes, due days that follow a phase, lapses, ratings and certificates."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FENCED = {
    "rota": False,
    "rota_place": False,
    "assignment_rule": False,
    "certificate": False,
    "module_rating": False,
    "quiz_attempt": True,
}


def upgrade() -> None:
    op.create_table(
        "rota",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("weeks_each", sa.Integer(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_rota_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_rota_workspace_id_client_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_rota"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_rota_workspace_id_client_id_id"),
    )
    op.create_index("ix_rota_engagement", "rota", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "assignment_rule",
        sa.Column("to_role", sa.String(length=16), nullable=True),
        sa.Column("rota_id", Id(), nullable=True),
        sa.Column("numbers", Json, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_from", sa.String(length=24), nullable=True),
        sa.Column("due_days", sa.Integer(), nullable=True),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_assignment_rule_workspace_id_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_assignment_rule_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "rota_id"],
            ["rota.workspace_id", "rota.client_id", "rota.id"],
            name="fk_assignment_rule_workspace_id_client_id_rota_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_assignment_rule_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_assignment_rule"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_assignment_rule_workspace_id_client_id_id"),
    )
    op.create_index("ix_assignment_rule_engagement", "assignment_rule", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("module_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("lines", Json, nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_certificate_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "module_id"],
            ["module.workspace_id", "module.client_id", "module.id"],
            name="fk_certificate_workspace_id_client_id_module_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_certificate_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_certificate_workspace_id_person_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_certificate"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_certificate_workspace_id_client_id_id"),
    )
    op.create_index("ix_certificate_engagement", "certificate", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_certificate_person", "certificate", ["workspace_id", "person_id"], unique=False)
    op.create_index(
        "uq_certificate_standing",
        "certificate",
        ["workspace_id", "module_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "module_rating",
        sa.Column("module_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=300), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name="ck_module_rating_score"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_module_rating_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "module_id"],
            ["module.workspace_id", "module.client_id", "module.id"],
            name="fk_module_rating_workspace_id_client_id_module_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_module_rating_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_module_rating_workspace_id_person_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_module_rating"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_module_rating_workspace_id_client_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "module_id", "person_id", name="uq_module_rating_workspace_id_module_id_person_id"
        ),
    )
    op.create_index("ix_module_rating_engagement", "module_rating", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "rota_place",
        sa.Column("rota_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_rota_place_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "rota_id"],
            ["rota.workspace_id", "rota.client_id", "rota.id"],
            name="fk_rota_place_workspace_id_client_id_rota_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_rota_place_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_rota_place_workspace_id_person_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_rota_place"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_rota_place_workspace_id_client_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "rota_id", "person_id", name="uq_rota_place_workspace_id_rota_id_person_id"
        ),
    )
    op.create_index("ix_rota_place_engagement", "rota_place", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_rota_place_person", "rota_place", ["workspace_id", "person_id"], unique=False)
    op.create_table(
        "quiz_attempt",
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_quiz_attempt_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "item_id"],
            ["checklist_item.workspace_id", "checklist_item.client_id", "checklist_item.id"],
            name="fk_quiz_attempt_workspace_id_client_id_item_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_quiz_attempt_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_quiz_attempt_workspace_id_person_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_quiz_attempt"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_quiz_attempt_workspace_id_client_id_id"),
    )
    op.create_index("ix_quiz_attempt_engagement", "quiz_attempt", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_quiz_attempt_item", "quiz_attempt", ["workspace_id", "item_id", "person_id"], unique=False)
    op.add_column("checklist_item", sa.Column("quiz", Json, nullable=True))
    op.add_column("item_progress", sa.Column("due_from", sa.String(length=24), nullable=True))
    op.add_column("item_progress", sa.Column("due_days", sa.Integer(), nullable=True))
    op.add_column("item_progress", sa.Column("lapsed_at", Moment(), nullable=True))
    op.add_column("item_progress", sa.Column("lapsed_because", sa.Text(), nullable=True))
    for table, append_only in FENCED.items():
        raise_walls(op, table, "client", append_only=append_only)


def downgrade() -> None:

    op.drop_column("item_progress", "lapsed_because")
    op.drop_column("item_progress", "lapsed_at")
    op.drop_column("item_progress", "due_days")
    op.drop_column("item_progress", "due_from")
    op.drop_column("checklist_item", "quiz")
    op.drop_index("ix_quiz_attempt_item", table_name="quiz_attempt")
    op.drop_index("ix_quiz_attempt_engagement", table_name="quiz_attempt")
    op.drop_table("quiz_attempt")
    op.drop_index("ix_rota_place_person", table_name="rota_place")
    op.drop_index("ix_rota_place_engagement", table_name="rota_place")
    op.drop_table("rota_place")
    op.drop_index("ix_module_rating_engagement", table_name="module_rating")
    op.drop_table("module_rating")
    op.drop_index(
        "uq_certificate_standing",
        table_name="certificate",
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_index("ix_certificate_person", table_name="certificate")
    op.drop_index("ix_certificate_engagement", table_name="certificate")
    op.drop_table("certificate")
    op.drop_index("ix_assignment_rule_engagement", table_name="assignment_rule")
    op.drop_table("assignment_rule")
    op.drop_index("ix_rota_engagement", table_name="rota")
    op.drop_table("rota")
