"""The clinic: questions with answers, incidents, lessons and drills."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("activity_id", Id(), nullable=True),
        sa.Column("competency_id", Id(), nullable=True),
        sa.Column("asker_id", Id(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("first_time", sa.Boolean(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("runbook_id", Id(), nullable=True),
        sa.Column("runbook_version", sa.Integer(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "asker_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_question_workspace_id_asker_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_question_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "competency_id"],
            ["competency.workspace_id", "competency.client_id", "competency.id"],
            name="fk_question_workspace_id_client_id_competency_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_question_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "runbook_id"],
            ["runbook.workspace_id", "runbook.client_id", "runbook.id"],
            name="fk_question_workspace_id_client_id_runbook_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_question_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_question"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_question_workspace_id_client_id_id"),
    )
    op.create_index(
        "ix_question_board",
        "question",
        ["workspace_id", "engagement_id", "answered_at", "first_time", "id"],
        unique=False,
    )
    op.create_index("ix_question_engagement", "question", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("question_id", Id(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("experienced", sa.Boolean(), nullable=False),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_answer_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_answer_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "question_id"],
            ["question.workspace_id", "question.client_id", "question.id"],
            name="fk_answer_workspace_id_client_id_question_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_answer_workspace_id_client_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_answer"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_answer_workspace_id_client_id_id"),
    )
    op.create_index("ix_answer_engagement", "answer", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_answer_question", "answer", ["workspace_id", "question_id", "id"], unique=False)
    op.create_index(
        "uq_answer_accepted",
        "answer",
        ["workspace_id", "question_id"],
        unique=True,
        sqlite_where=sa.text("accepted_at IS NOT NULL"),
        postgresql_where=sa.text("accepted_at IS NOT NULL"),
    )
    op.create_table(
        "incident",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("noticed_by_id", Id(), nullable=True),
        sa.Column("customer_facing", sa.Boolean(), nullable=False),
        sa.Column("activity_id", Id(), nullable=True),
        sa.Column("reported_by_id", Id(), nullable=False),
        sa.Column("reported_at", Moment(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("solved_on", sa.Date(), nullable=True),
        sa.Column("solved_by_id", Id(), nullable=True),
        sa.Column("solved_at", Moment(), nullable=True),
        sa.Column("learnt_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("solved_on IS NULL OR solved_on >= noticed_on", name="ck_incident_order"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_incident_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_incident_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_incident_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "noticed_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_incident_workspace_id_noticed_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "reported_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_incident_workspace_id_reported_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "solved_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_incident_workspace_id_solved_by_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_incident"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_incident_workspace_id_client_id_id"),
    )
    op.create_index("ix_incident_activity", "incident", ["workspace_id", "activity_id"], unique=False)
    op.create_index("ix_incident_engagement", "incident", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "lesson",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("activity_id", Id(), nullable=True),
        sa.Column("incident_id", Id(), nullable=True),
        sa.Column("question_id", Id(), nullable=True),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=True),
        sa.Column("changed_by_id", Id(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_lesson_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "changed_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_lesson_workspace_id_changed_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_lesson_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_lesson_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "incident_id"],
            ["incident.workspace_id", "incident.client_id", "incident.id"],
            name="fk_lesson_workspace_id_client_id_incident_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "question_id"],
            ["question.workspace_id", "question.client_id", "question.id"],
            name="fk_lesson_workspace_id_client_id_question_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_lesson_workspace_id_client_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_lesson"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_lesson_workspace_id_client_id_id"),
    )
    op.create_index("ix_lesson_engagement", "lesson", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_lesson_incident", "lesson", ["workspace_id", "incident_id"], unique=False)
    op.create_index("ix_lesson_question", "lesson", ["workspace_id", "question_id"], unique=False)
    op.create_table(
        "drill",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("allowed", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("minutes > 0 AND allowed > 0", name="ck_drill_minutes"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_drill_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_drill_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_drill_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_drill_workspace_id_client_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_drill"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_drill_workspace_id_client_id_id"),
    )
    op.create_index("ix_drill_engagement", "drill", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "drill_person",
        sa.Column("drill_id", Id(), nullable=False),
        sa.Column("who_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "drill_id"],
            ["drill.workspace_id", "drill.client_id", "drill.id"],
            name="fk_drill_person_workspace_id_client_id_drill_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_drill_person_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_drill_person_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "who_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_drill_person_workspace_id_who_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_drill_person"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_drill_person_workspace_id_client_id_id"),
    )
    op.create_index("ix_drill_person_drill", "drill_person", ["workspace_id", "drill_id", "id"], unique=False)
    op.create_index("ix_drill_person_engagement", "drill_person", ["workspace_id", "engagement_id"], unique=False)
    raise_walls(op, "question", "client")
    raise_walls(op, "answer", "client")
    raise_walls(op, "incident", "client")
    raise_walls(op, "lesson", "client")
    raise_walls(op, "drill", "client", append_only=True)
    raise_walls(op, "drill_person", "client", append_only=True)


def downgrade() -> None:
    op.drop_table("drill_person")
    op.drop_table("drill")
    op.drop_table("lesson")
    op.drop_table("incident")
    op.drop_table("answer")
    op.drop_table("question")
