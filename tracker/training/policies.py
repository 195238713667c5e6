"""What the permission table's own and proven cells mean in training."""

from typing import Any

from tracker.access.permissions import Can
from tracker.access.policies import owned_when, proven_by
from tracker.accounts.models import Membership

from .levels import proven_level, proven_level_in
from .models import TOP_LEVEL, Certificate, Competency, ItemProgress, QuizAttempt


@owned_when(Can.COMPLETE_ITEM)
def _assigned_to_her(member: Membership, record: Any) -> bool:
    return isinstance(record, ItemProgress | Certificate | QuizAttempt) and record.person_id == member.id


@proven_by
def _in_the_skill_at_hand(member: Membership, record: Any) -> int:
    """Whoever verifies an item must have shown the skill that it trains. Nobody is proven in her own work."""
    if isinstance(record, ItemProgress):
        if record.person_id == member.id:
            return 0
        return proven_level(member, record.engagement_id, record.item.competency_key)
    if isinstance(record, Competency):
        return proven_level_in(member, record)
    if isinstance(record, Certificate):
        # Her trainers: whoever verified some of what it says.
        return TOP_LEVEL if any(line["by_id"] == str(member.id) for line in record.lines) else 0
    return 0
