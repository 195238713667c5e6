"""What does not apply is taken out of the count by the owner, with his reason; something always stays."""

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.responsibilities.evidence import read_activities
from tracker.responsibilities.ladder import move
from tracker.responsibilities.models import Activity
from tracker.responsibilities.setting_aside import bring_back, set_aside
from tracker.tenancy import scoped


def test_the_owner_sets_an_activity_aside_and_brings_it_back(as_person, northgate):
    helen = as_person("helen")
    with pytest.raises(Refused, match="Say why it does not apply"):
        set_aside(activity(northgate, "paid-promotion"), by=helen, because="")
    set_aside(activity(northgate, "paid-promotion"), by=helen, because="We will not buy attention")
    db.session.commit()
    rows = {row["key"]: row["na"] for row in read_activities(northgate.id)}
    assert rows["paid-promotion"] and not rows["reply"]
    with pytest.raises(Refused, match="set aside"):
        move(activity(northgate, "paid-promotion"), 1, by=member("mina"), because="She watched")
    with pytest.raises(Stale):
        set_aside(activity(northgate, "paid-promotion"), by=helen, because="Again")
    bring_back(activity(northgate, "paid-promotion"), by=helen, because="We try it in June")
    assert not {row["key"]: row["na"] for row in read_activities(northgate.id)}["paid-promotion"]


def test_the_last_critical_activity_and_the_last_of_all_stay(as_person, northgate):
    helen = as_person("helen")
    rows = list(db.session.scalars(scoped(Activity).where(Activity.engagement_id == northgate.id)))
    for row in rows:
        if row.key not in {"reply", "listen"}:
            row.not_applicable_at = clock.now()
    db.session.flush()
    with pytest.raises(Refused, match="last critical activity"):
        set_aside(activity(northgate), by=helen, because="No customers")
    set_aside(activity(northgate, "listen"), by=helen, because="Nobody speaks of us")
    with pytest.raises(Refused, match="last activity that counts"):
        set_aside(activity(northgate), by=helen, because="No customers")
