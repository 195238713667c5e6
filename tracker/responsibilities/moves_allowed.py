"""What has to be true before an activity moves, and who may let it move."""

from tracker.access.permissions import Can
from tracker.access.policies import allows, allows_proposing
from tracker.accounts.models import Membership
from tracker.accounts.own_people import solo
from tracker.core.errors import Refused

from .doers import check_client_directs
from .extension_points import unverified_items
from .models import TOP_RUNG, Activity

CLIENT_DOES = 3
MOST_LISTED = 5


def check_move(activity: Activity, to: int, because: str, evidence: str) -> None:
    """Raises `Refused` unless `activity` may move to the rung `to`, whoever asks."""
    if to not in range(TOP_RUNG + 1):
        raise Refused("Rungs run from 0 to 4.", "rung")
    if activity.not_applicable_at is not None:
        raise Refused("This activity is set aside. The owner can bring it back.")
    if to == activity.rung:
        raise Refused(f"It stands on rung {to} already.", "rung")
    if not because:
        raise Refused("Say why it moves.", "because")
    if to < activity.rung:
        return
    if to >= CLIENT_DOES:
        _check_learnt(activity, to)
    if to == TOP_RUNG:
        check_client_directs(activity)
        if not evidence:
            raise Refused("Rung 4 needs evidence: what shows that the client does or directs it alone?", "evidence")


def _check_learnt(activity: Activity, to: int) -> None:
    left = unverified_items(activity)
    if not left:
        return
    listed = "; ".join(left[:MOST_LISTED])
    if len(left) > MOST_LISTED:
        listed += f"; and {len(left) - MOST_LISTED} more"
    items = "this item is" if len(left) == 1 else f"these {len(left)} items are"
    raise Refused(f"Rung {to} needs training first; {items} not yet verified for anybody: {listed}.", "rung")


def may_move_at_once(activity: Activity, to: int, by: Membership) -> bool:
    """Whether `by` decides alone; otherwise what she does is a proposal."""
    return fit_to_witness_top(activity, by) if to == TOP_RUNG else allows(Can.RAISE_RUNG, by, activity)


def fit_to_witness_top(activity: Activity, by: Membership) -> bool:
    """Whether `by` may vouch for rung 4: owner or champion, and not the doer.

    Where the client is one person alone, who does it herself, the consultant witnesses.
    """
    if not by.active:
        return False
    if by.of_practice:
        return allows_proposing(Can.RAISE_TO_TOP, by, activity) and solo(activity.client_id)
    return allows(Can.RAISE_TO_TOP, by, activity) and by.id != activity.doer_id
