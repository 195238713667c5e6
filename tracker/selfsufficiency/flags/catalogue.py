"""Every kind of flag: importing this registers them all."""

from . import (
    triggers_course,
    triggers_customers,
    triggers_outside,
    triggers_owner,
    triggers_people,
    triggers_practice,
    triggers_skills,
)
from .sighting import KINDS

__all__ = [
    "KINDS", "triggers_course", "triggers_customers", "triggers_outside", "triggers_owner",
    "triggers_people", "triggers_practice", "triggers_skills",
]  # fmt: skip
