"""Deliverables, their versions, and what people said of them."""

from .deliverable import Deliverable, DeliverableState
from .version import DeliverableOpinion, DeliverableVersion

__all__ = ["Deliverable", "DeliverableOpinion", "DeliverableState", "DeliverableVersion"]
