"""The engagement, its team, its four phases with their gates, and what is signed in it."""

from .base import EngagementModel
from .charter import CharterVersion, FitCheck
from .criterion import CriterionClaim, ExitCriterion, Waiver
from .departure import Departure as Departure
from .engagement import Engagement, EngagementState, PracticeAccess
from .exception import DatedException
from .phase import Phase, PhaseState
from .plan_change import ChangeKind, Pause, PlanChange
from .scope_change import ScopeAct, ScopeChange
from .sign_off import SignOff
from .team import Part, TeamMember

__all__ = [
    "ChangeKind", "CharterVersion", "CriterionClaim", "DatedException", "Engagement", "EngagementModel",
    "EngagementState", "ExitCriterion", "FitCheck", "Part", "Pause", "Phase", "PhaseState", "PlanChange",
    "PracticeAccess", "ScopeAct", "ScopeChange", "SignOff", "TeamMember", "Waiver",
]  # fmt: skip
