"""What the practice writes in its status reports, and to whom they go."""

from sqlalchemy import select

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.outbox import Letter
from tracker.reports.drafting import begin
from tracker.reports.models import ReportDraft
from tracker.reports.sending import send

from ..scene import Scene
from ..script import act


@act
def drafts_report(scene: Scene, by: Membership, **texts: str) -> None:
    """Begin the next report and write these texts into it, by the keys of its parts."""
    _written(scene, by, texts)


@act
def sends_report(scene: Scene, by: Membership, *to: str, **texts: str) -> None:
    """The same, and let it leave; the letters are taken for sent."""
    draft = _written(scene, by, texts)
    send(draft, [scene.person(key) for key in to], by=by, seen=draft.revision)
    db.session.flush()
    for letter in db.session.scalars(select(Letter).where(Letter.kind == "status_report", Letter.sent_at.is_(None))):
        letter.sent_at = clock.now()


def _written(scene: Scene, by: Membership, texts: dict[str, str]) -> ReportDraft:
    scene.check(Can.WRITE_REPORT, by, scene.engagement)
    scene.bring_up_to_date()
    draft = begin(scene.engagement, by=by)
    parts = [{**entry, "text": texts.get(entry["key"], entry["text"])} for entry in draft.parts]
    draft.rewrite(by=by, seen=draft.revision, title=draft.title, since=draft.since, parts=parts)
    return draft
