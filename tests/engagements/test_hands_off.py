"""How far the practice's hands are off: working, only looking on, or gone."""

from datetime import timedelta

import pytest

from tests import makers
from tracker.access import Can
from tracker.access.policies import allows, allows_proposing, allows_reading, sees, why_held_back
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import ExitCriterion, PracticeAccess


@pytest.fixture
def looking_on(northgate, as_person):
    """Northgate's engagement, where the practice only looks on."""

    def see_as(who, access=PracticeAccess.READ, until=None):
        person = as_person(who)
        engagement = northgate.engagement
        engagement.practice_access, engagement.practice_until = access, until
        db.session.flush()
        return person, northgate.get(ExitCriterion, "audit")

    return see_as


@pytest.mark.parametrize("who", ["marcus", "mina"])
def test_the_practice_reads_and_answers_and_changes_nothing(looking_on, who):
    person, criterion = looking_on(who)
    assert sees(person, criterion)
    assert not allows(Can.CLAIM_CRITERION, person, criterion)
    assert not allows_proposing(Can.SIGN, person, criterion)
    assert allows_reading(Can.CLAIM_CRITERION, person, criterion)
    assert allows(Can.CLINIC, person, criterion)
    assert "We only look on here" in why_held_back(Can.CLAIM_CRITERION, person, criterion)


def test_the_client_goes_on_as_before(looking_on):
    helen, criterion = looking_on("helen")
    assert allows(Can.CLAIM_CRITERION, helen, criterion)


@pytest.mark.parametrize("days", [0, -1])
def test_what_has_run_out_shuts_everything_inside_on_the_next_day(looking_on, days):
    person, criterion = looking_on("marcus", until=clock.today() + timedelta(days=days))
    assert sees(person, criterion) == (days == 0)


def test_who_is_held_back_is_told_why(app, marcus, northgate):
    with makers.acting(app, "helen"):
        criterion = northgate.get(ExitCriterion, "audit").id
        northgate.engagement.practice_access = PracticeAccess.READ
        db.session.commit()
    page = marcus.opens(f"/criteria/{criterion}/claim")
    assert page.status == 403
    assert page.says("We only look on here")
