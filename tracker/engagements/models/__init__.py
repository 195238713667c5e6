"""The engagement, its team, its four phases with their gates, and what is signed in it."""

from .base import EngagementModel
from .criterion import CriterionClaim, ExitCriterion, Waiver
from .engagement import Engagement, EngagementState
from .phase import Phase, PhaseState
from .sign_off import SignOff
from .team import Part, TeamMember

__all__ = [
    "CriterionClaim", "Engagement", "EngagementModel", "EngagementState", "ExitCriterion", "Part", "Phase",
    "PhaseState", "SignOff", "TeamMember", "Waiver",
]  # fmt: skip
