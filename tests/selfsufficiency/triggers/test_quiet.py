"""What holds for every trigger: it is silent in a quiet world, and speaks only while somebody is looked after."""

import pytest

from tests.selfsufficiency.triggers.loud import LOUD
from tests.selfsufficiency.triggers.worlds import activity, changed, decision, raised, seen, world
from tracker.selfsufficiency.flags.catalogue import KINDS
from tracker.selfsufficiency.flags.sighting import Severity, raises_flag

STATES = ("prospect", "agreed", "active", "paused", "handed_over", "closed", "declined", "ended_early")
UNDER_WAY = {"active", "paused"}
IN_CARE = UNDER_WAY | {"handed_over"}
WHEN = {
    "guard-share": UNDER_WAY, "no-owner": IN_CARE, "no-champion": UNDER_WAY, "time-squeeze": UNDER_WAY,
    "one-person": IN_CARE, "skill-fading": IN_CARE, "disconnected": IN_CARE, "broadcast-only": UNDER_WAY,
    "slow-replies": IN_CARE, "voice-drift": IN_CARE, "stalled": UNDER_WAY, "plan-drift": UNDER_WAY,
    "no-measure": UNDER_WAY, "mismatch": IN_CARE, "guard-written-in": IN_CARE, "guard-linger": IN_CARE,
    "conflict": IN_CARE, "locked-out": IN_CARE, "distant-provider": IN_CARE, "absent-owner": UNDER_WAY,
    "rubber-stamp": IN_CARE,
}  # fmt: skip


def test_every_kind_has_a_loud_world_and_the_states_in_which_it_speaks():
    assert set(LOUD) == set(WHEN) == set(KINDS)


def test_a_quiet_world_raises_nothing():
    assert [(key, one.says) for key in KINDS for one in seen(key, world())] == []


@pytest.mark.parametrize("key", WHEN)
def test_a_trigger_speaks_in_its_states_only(key):
    slices = dict(LOUD[key])
    engagement = slices.pop("engagement", changed("engagement")["engagement"])
    spoke = {state for state in STATES if raised(key, world(**slices, engagement=engagement | {"state": state}))}
    assert spoke == WHEN[key]


@pytest.mark.parametrize("key", WHEN)
def test_what_stands_before_it_in_a_list_hides_nothing(key):
    slices = world(**LOUD[key]).facts
    listed = [activity("calm"), activity("promised", sla_hours=4), *slices["activities"]]
    sourcing = {"calm": decision()} | slices["sourcing"]
    loud = LOUD[key] | {"activities": listed, "sourcing": sourcing}
    assert raised(key, world(**loud)) == raised(key, world(**LOUD[key]))


@pytest.mark.parametrize("key", WHEN)
def test_every_kind_says_what_was_seen_and_what_to_do(key):
    (sighting,) = seen(key, world(**LOUD[key]))
    assert sighting.says[0].isupper() or sighting.says[0].isdigit()
    assert sighting.says.endswith(".") and ".." not in sighting.says
    assert sighting.proofs and all(proof.what for proof in sighting.proofs)
    assert sighting.name and KINDS[key].title and KINDS[key].action.endswith(".")


def test_the_kinds_with_their_titles_and_what_to_do():
    assert {key: (kind.title, kind.action) for key, kind in KINDS.items()} == {
        "stalled": ("Stalled", "Meet and find out what stands in the way."),
        "plan-drift": ("Plan drift", "Plan again, openly."),
        "no-measure": ("No measure", "Hold the review, and measure the baseline."),
        "disconnected": ("Disconnected from customers", "Reserve a part of the answers for your own people."),
        "broadcast-only": ("Broadcast only", "Keep a block for answers, and give a leader one to write."),
        "slow-replies": ("Slow replies", "Put a rota behind it, or promise less."),
        "voice-drift": ("Voice drift", "Edit a few texts together, and sign the section on voice."),
        "mismatch": ("Mismatch", "Answer the ten questions again."),
        "conflict": ("Conflict of interest", "Disclose it, and get a second quote."),
        "distant-provider": ("Distant provider", "Hold the meeting."),
        "locked-out": ("Locked out", "Transfer it, and test the recovery."),
        "absent-owner": ("Absent owner", "Twenty minutes of review with the owner."),
        "rubber-stamp": ("Rubber stamp", "Ask for a teach-back, in the signer's own words."),
        "no-owner": ("No owner", "Name somebody who accepts it."),
        "no-champion": ("No champion or no protected time", "Reassign the part, or shrink the scope."),
        "time-squeeze": ("Time squeeze", "Cut the work, or staff it."),
        "guard-share": ("Guru guard: share of the work", "Set a stop date and take the next rung."),
        "guard-written-in": ("Guru guard: written in", "The owner refuses it, or limits it in time."),
        "guard-linger": ("Guru guard: lingering", "Revoke the access; a new charter if you want more."),
        "one-person": ("One-person risk", "Train a second person."),
        "skill-fading": ("Skill fading", "Show it once more on real work."),
    }
    assert all(kind.key == key for key, kind in KINDS.items())


def test_severities_are_ordered_and_said_in_words():
    assert [severity.word for severity in sorted(Severity)] == ["warn", "high", "critical"]


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError, match="stalled"):
        raises_flag("stalled", "Again", "Again.")(lambda world: [])
