"""What responsibilities copy from a playbook into a new engagement."""

from tracker.core.database import db
from tracker.engagements.extension_points import at_start
from tracker.engagements.models import Engagement
from tracker.playbooks.content import PlaybookContent

from .models import Activity, DoerKind


@at_start
def copy_activities(engagement: Engagement, content: PlaybookContent) -> None:
    """Every activity starts in the consultant's hands, at rung 0; where customers wait, with the playbook's promise."""
    for position, activity in enumerate(content.activities):
        db.session.add(
            Activity(
                **engagement.keys,
                position=position,
                key=activity.key,
                name=activity.name,
                purpose=activity.purpose,
                critical=activity.critical,
                customer_facing=activity.customer_facing,
                kind=activity.kind,
                frequency=activity.frequency,
                usual_doer=activity.usual_doer,
                unit=activity.unit,
                rungs=list(activity.rungs),
                target=activity.target,
                competencies=list(activity.competencies),
                sla_hours=content.sla.hours if activity.customer_facing and activity.critical else None,
                rung=0,
                doer_kind=DoerKind.PRACTICE,
            )
        )
