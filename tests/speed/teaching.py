"""Training as it is given to a rota, for the sizes at which pages are measured."""

from benchmarks.deeds import Deeds
from tests.makers import member
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.rotas import make_rota
from tracker.tenancy import scoped
from tracker.training.due import Due
from tracker.training.models import ChecklistItem
from tracker.training.rules import assign_to


def give_training(deeds: Deeds) -> None:
    """A rota, and a rule that gives two items to whoever stands in it."""
    engagement, champion = deeds.engagement, member("priya")
    rota = make_rota(engagement, f"Rota {clock.now()}"[:80], [member("aisha"), member("callum")], by=champion)
    items = db.session.scalars(scoped(ChecklistItem).where(ChecklistItem.engagement_id == engagement.id).limit(2)).all()
    assign_to(engagement, items, rota_id=rota.id, by=champion, due=Due(None, "handover.end", -3))
