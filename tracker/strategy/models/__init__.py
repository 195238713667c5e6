"""The strategy that the client owns: its sections with every revision, and its goals with what is measured."""

from .goal import Direction, Goal, Measure, MeasureReview, MeasureValue, Outcome
from .section import Revision, StrategySection

__all__ = [
    "Direction", "Goal", "Measure", "MeasureReview", "MeasureValue", "Outcome", "Revision", "StrategySection",
]  # fmt: skip
