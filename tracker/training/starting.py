"""What training copies from a playbook into a new engagement."""

from dataclasses import asdict

from tracker.core.database import db
from tracker.engagements.extension_points import at_start
from tracker.engagements.models import Engagement
from tracker.playbooks.content import PlaybookContent

from .models import ChecklistItem, Competency, Module

LEADER_ESSENTIALS = "leader-essentials"


@at_start
def copy_training(engagement: Engagement, content: PlaybookContent) -> None:
    _copy_competencies(engagement, content)
    for position, module in enumerate(content.modules):
        row = Module(**engagement.keys, position=position, key=module.key, title=module.title, why=module.why)
        db.session.add(row)
        db.session.flush()
        for item in module.items:
            db.session.add(
                ChecklistItem(
                    **engagement.keys,
                    module_id=row.id,
                    number=item.number,
                    text=item.text,
                    why=item.why,
                    steps=list(item.steps),
                    minutes=item.minutes,
                    competency_key=item.competency,
                    activities=list(item.activities),
                    leader=item.leader,
                    evidence=item.evidence,
                    required=item.required,
                    quiz=asdict(item.quiz) if item.quiz is not None else None,
                )
            )


def _copy_competencies(engagement: Engagement, content: PlaybookContent) -> None:
    """The leader essentials stand last: they count for leaders, not for tools."""
    for position, competency in enumerate(content.competencies):
        db.session.add(
            Competency(
                **engagement.keys,
                position=position,
                key=competency.key,
                name=competency.name,
                description=competency.description,
                critical=competency.critical,
                target=competency.target,
            )
        )
    db.session.add(
        Competency(
            **engagement.keys,
            position=len(content.competencies),
            key=LEADER_ESSENTIALS,
            name=content.leader_essentials.name,
            description=content.leader_essentials.description,
            critical=False,
            target=2,
            leader=True,
        )
    )
