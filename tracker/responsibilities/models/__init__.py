"""Who answers for each activity, who does it, and how far it has moved up the ladder."""

from .activity import TOP_RUNG, Activity, DoerKind
from .appointment import Appointment, Post
from .decision_rule import DecisionRule
from .involvement import Involvement, Say
from .level_change import LevelChange
from .provider import Provider
from .reply_week import ReplyWeek
from .rota import Rota, RotaPlace

__all__ = [
    "TOP_RUNG", "Activity", "Appointment", "DecisionRule", "DoerKind", "Involvement", "LevelChange", "Post", "Provider",
    "ReplyWeek", "Rota", "RotaPlace", "Say",
]  # fmt: skip
