"""What each phase of a playbook hands over becomes a row of the new engagement."""

from tracker.core.database import db
from tracker.engagements.extension_points import at_start
from tracker.engagements.models import Engagement, Phase
from tracker.playbooks.content import PlaybookContent
from tracker.tenancy import scoped

from .models import Deliverable


@at_start
def copy_deliverables(engagement: Engagement, content: PlaybookContent) -> None:
    phases = {phase.kind: phase.id for phase in db.session.scalars(
        scoped(Phase).where(Phase.engagement_id == engagement.id)
    )}  # fmt: skip
    for phase in content.phases:
        for position, one in enumerate(phase.deliverables):
            db.session.add(
                Deliverable(
                    **engagement.keys, phase_id=phases[phase.kind], position=position, key=one.key, name=one.name,
                    description=one.description,
                )
            )  # fmt: skip
