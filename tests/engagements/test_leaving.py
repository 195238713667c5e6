"""When somebody leaves: what becomes fragile is told before, told after, and stays in view until it is mended."""

import pytest

from tests.cast import BY_KEY
from tests.makers import acting
from tests.responsibilities.scenes import answers
from tests.toolkit.scenes import let_in, try_out, write
from tests.training.scenes import judge
from tracker.core import clock
from tracker.engagements.extension_points import facts_of
from tracker.engagements.leaving import since_they_left
from tracker.engagements.weak_spots import breaks_without_practice, keys_now, leaves_with

pytestmark = pytest.mark.slow


@pytest.fixture
def relied_on(app, northgate):
    """Aisha can reply with Callum, answers for it, is the scheduler's only admin, and wrote the runbook."""
    judge(app, northgate, "aisha", 3, "reply")
    judge(app, northgate, "callum", 3, "reply")
    with acting(app, "marcus"):
        answers(northgate, "aisha")
    let_in(app, northgate, "aisha", admin=True)
    try_out(app, northgate, write(app, northgate, by="aisha"), "mina")
    return northgate


def spots(app, northgate, key):
    with acting(app, "marcus"):
        found = leaves_with(facts_of(northgate.id), str(BY_KEY[key].id), clock.today())
        return {(one.group, spot.title): spot for one in found for spot in one.spots}


def end(visitor, key):
    return visitor.opens(f"/people/{BY_KEY[key].id}/end").send(because="")


def test_what_only_she_carried_leaves_with_her(app, relied_on):
    found = spots(app, relied_on, "aisha")
    assert {group for group, _ in found} == {"Activities", "Skills", "Tools", "Runbooks of critical activities"}
    assert found["Skills", "Reply"].text.startswith("One person can do it alone")
    assert found["Activities", "Reply and serve customers"].text == "Nobody answers for it."
    assert found["Tools", "Scheduler"].text == "Nobody can let others in."


def test_nothing_leaves_with_somebody_nobody_relies_on(app, relied_on):
    assert set(spots(app, relied_on, "wes")) == set()
    assert {group for group, _ in spots(app, relied_on, "callum")} == {"Skills"}


def test_the_lead_reads_beforehand_what_becomes_fragile(relied_on, marcus):
    page = marcus.opens(f"/people/{BY_KEY['aisha'].id}/end")
    assert page.says("What becomes fragile")
    assert page.says("One person can do it alone") and page.says("Nobody can let others in.")


def test_the_owner_reads_it_too_but_not_what_she_can_do(relied_on, helen):
    page = helen.opens(f"/people/{BY_KEY['aisha'].id}/end")
    assert page.says("Nobody can let others in.") and page.says("Nobody answers for it.")
    assert not page.says("One person can do it alone")
    assert page.says("These critical skills rest on one or two people: Reply.")


def test_afterwards_it_stands_on_her_page_and_on_the_engagements_until_mended(app, relied_on, helen):
    page = end(helen, "aisha")
    assert page.says("What became fragile") and page.says("One person can do it alone")
    for path in ("training/skills", "breaks"):
        page = helen.opens(f"{relied_on.path}/{path}")
        assert page.says("Since Aisha Khan left") and page.says("Nobody can let others in.")
    let_in(app, relied_on, "callum", admin=True)
    let_in(app, relied_on, "helen", admin=True)
    page = helen.opens(f"{relied_on.path}/breaks")
    assert page.says("Since Aisha Khan left") and page.says("1 is") and not page.says("Nobody can let others in.")


@pytest.mark.every_engine
def test_it_goes_once_all_is_mended(app, relied_on, helen):
    judge(app, relied_on, "priya", 3, "reply")
    end(helen, "callum")
    with acting(app, "marcus"):
        assert since_they_left(facts_of(relied_on.id), clock.today()) == []
    assert not helen.opens(f"{relied_on.path}/breaks").says("Since Callum Reid left")
    assert helen.opens(f"/people/{BY_KEY['callum'].id}").says("Nothing: everything that Callum did goes on without.")


def test_an_owner_who_is_the_last_who_signs_is_a_grave_loss(app, northgate):
    assert spots(app, northgate, "helen")["The team", "An owner"].severity == "critical"


def test_a_consultant_who_works_alone_leaves_nobody_of_the_practice(app, northgate):
    with acting(app, "marcus"):
        facts = facts_of(northgate.id)
        facts["engagement"]["consultants"] = [str(BY_KEY["mina"].id)]
        found = leaves_with(facts, str(BY_KEY["mina"].id), clock.today())
    assert [spot.title for one in found for spot in one.spots] == ["A consultant"]


def test_what_breaks_without_the_practice_holds_all_that_is_weak_now(app, northgate):
    with acting(app, "marcus"):
        facts, today = facts_of(northgate.id), clock.today()
        without = {spot.key for one in breaks_without_practice(facts, today) for spot in one.spots}
        weak = keys_now(facts, today)
    assert {key for key in weak if not key.endswith(":no_doer")} <= without
    assert {key.split(":")[1] for key in weak if key.endswith(":no_doer")} <= {
        key.split(":")[1] for key in without if key.endswith(":leaning")
    }


def test_before_anything_is_known_nothing_is_said():
    assert breaks_without_practice({}, None) == [] and since_they_left({}, None) == []
