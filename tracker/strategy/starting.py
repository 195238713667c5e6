"""What strategy copies from a playbook into a new engagement."""

from tracker.core.database import db
from tracker.engagements.extension_points import at_start
from tracker.engagements.models import Engagement
from tracker.playbooks.content import PlaybookContent

from .models import Measure, StrategySection


@at_start
def copy_sections(engagement: Engagement, content: PlaybookContent) -> None:
    for position, section in enumerate(content.sections):
        db.session.add(
            StrategySection(
                **engagement.keys,
                position=position,
                key=section.key,
                title=section.title,
                prompt=section.prompt,
                guidance=section.help,
                weight=2 if section.critical else 1,
            )
        )


RHYTHM_DAYS = {"weekly": 7, "monthly": 30, "quarterly": 91}


@at_start
def copy_measures(engagement: Engagement, content: PlaybookContent) -> None:
    """The numbers that the playbook proposes; baseline, target and whoever reads them are the client's to give."""
    for position, measure in enumerate(content.measures):
        db.session.add(
            Measure(
                **engagement.keys,
                position=position,
                key=measure.key,
                name=measure.name,
                unit=measure.unit,
                direction=measure.direction,
                decision=measure.decision,
                rhythm=RHYTHM_DAYS[measure.rhythm],
            )
        )
