"""What the toolkit copies from a playbook into a new engagement."""

from tracker.core.database import db
from tracker.engagements.extension_points import at_start
from tracker.engagements.models import Engagement
from tracker.playbooks.content import PlaybookContent

from .models import Tool


@at_start
def copy_tools(engagement: Engagement, content: PlaybookContent) -> None:
    for position, tool in enumerate(content.tools):
        db.session.add(
            Tool(
                **engagement.keys,
                position=position,
                key=tool.key,
                name=tool.name,
                purpose=tool.purpose,
                competencies=list(tool.competencies),
            )
        )
