"""What stories of sourcing start from: answers that lean one way, and a decision put forward."""

from tests.makers import Northgate, member
from tests.responsibilities.scenes import activity
from tracker.core.database import db
from tracker.responsibilities.models import Provider
from tracker.responsibilities.providers import Terms, add_provider
from tracker.sourcing.deciding import put_forward
from tracker.sourcing.drafts import Draft
from tracker.sourcing.models import SourcingDecision

OUTWARD = (4, 4, 4, 3, 1, 1, 2, 2, 2, 1)
INWARD = (1, 1, 0, 1, 4, 4, 4, 2, 2, 3)
OWN_WORDS = "The studio may draft; Priya decides what goes out."


def studio(northgate: Northgate, **terms: object) -> Provider:
    return add_provider(
        northgate.engagement, "Brightside Studio", by=member("helen"), liaison="Ola", terms=Terms(**terms)
    )


def draft(**changed: object) -> Draft:
    """In house, as the answers say."""
    return Draft(**{"answers": INWARD, "choice": "in_house", "who": "Aisha answers, Priya reads along."} | changed)


def put(northgate: Northgate, key: str = "make-images", by: str = "mina", **changed: object) -> SourcingDecision:
    decision = put_forward(activity(northgate, key), draft(**changed), by=member(by), practice="Harbour & Lane")
    db.session.commit()
    return decision
