"""What strategy copies from a playbook into a new engagement."""

from tracker.core.database import db
from tracker.engagements.extension_points import at_start
from tracker.engagements.models import Engagement
from tracker.playbooks.content import PlaybookContent

from .models import StrategySection


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
