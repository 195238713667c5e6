"""What the practice's people keep about their portfolio."""

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.portfolio.narrowing import Narrowed
from tracker.portfolio.saving import save_filter
from tracker.portfolio.sorting import Order

from ..scene import Scene
from ..script import act


@act
def keeps_view(scene: Scene, by: Membership, name: str, **wish: str) -> None:
    """Saves a view of the portfolio, narrowed and sorted as its address would say it."""
    scene.check(Can.SEE_PORTFOLIO, by, None)
    save_filter(name, Narrowed.read(wish).as_dict() | Order.read(wish).as_dict(), opens=False, by=by)
