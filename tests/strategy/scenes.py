"""What stories of the strategy start from: a section in the session at hand, written, signed."""

from uuid import UUID

from tests.makers import Northgate, member
from tracker.core.database import db
from tracker.engagements.models import SignOff
from tracker.strategy.models import Revision, StrategySection
from tracker.strategy.signatures import sign_section
from tracker.strategy.standing import Standing, standings
from tracker.strategy.turns import latest_revision
from tracker.strategy.writing import revise

PURPOSE = "We want twelve more placements a month by March, from readers who wrote to us."
HELENS_WORDS = "Twelve more by March is the one thing I shall look at every month."


def section(northgate: Northgate, key: str = "purpose") -> StrategySection:
    return northgate.get(StrategySection, key)


def written(northgate: Northgate, text: str = PURPOSE, *, by: str, share: float, key: str = "purpose") -> Revision:
    """`by` saves `text` on top of whatever stands, and commits. The session must be one in which she may write."""
    one = section(northgate, key)
    latest = latest_revision(one)
    revision = revise(one, text, share, by=member(by), based_on=latest.number if latest else 0)
    db.session.commit()
    return revision


def signed(northgate: Northgate, words: str = HELENS_WORDS, key: str = "purpose") -> SignOff:
    """Helen signs what stands, and commits."""
    one = section(northgate, key)
    latest = latest_revision(one)
    assert latest is not None
    signature = sign_section(one, words, by=member("helen"), number=latest.number)
    db.session.commit()
    return signature


def standing(northgate: Northgate, key: str = "purpose") -> Standing:
    return standings(northgate.id, northgate.section(key))[0]


def path(northgate: Northgate, page: str = "", key: str = "purpose") -> str:
    id: UUID = northgate.section(key)
    return f"/sections/{id}" + (f"/{page}" if page else "")
