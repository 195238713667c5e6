"""How the index must behave, whatever the facts: nobody gains by doing less, nobody loses by taking over."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.selfsufficiency.facts import PEOPLE, activities, engagements, past
from tests.selfsufficiency.worked_example import EXAMPLE, TODAY, ago
from tracker.selfsufficiency.formula import PILLARS, WEIGHTS, Inputs, Work, assess, index_of
from tracker.selfsufficiency.points import points

pytestmark = pytest.mark.slow

DUST = 1e-9
quick = settings(max_examples=200, deadline=None, database=None)
places = st.integers(0, 2)


def index(inputs, today=TODAY):
    return assess(inputs, today).index


def changed(inputs, field, place, **facts):
    """One item of a list (counted round) with other facts."""
    items = getattr(inputs, field)
    place %= len(items)
    after = replace(items[place], **facts)
    return replace(inputs, **{field: (*items[:place], after, *items[place + 1 :])})


def never_lowers(before, after):
    assert index(after) >= index(before) - DUST


def never_raises(before, after):
    assert index(after) <= index(before) + DUST


def lowers(before, after):
    assert index(after) < index(before)


# Taking over


@quick
@given(engagements, places)
def test_signing_a_section_never_lowers(inputs, place):
    signed = {"signed_latest": True, "signed_on": TODAY, "client_edit_on": None}
    never_lowers(inputs, changed(inputs, "sections", place, **signed))


@quick
@given(
    engagements,
    places,
    st.sampled_from(({"accountability": 1.0}, {"rule_signed": True}, {"deputy_accepted": True})),
)
def test_accepting_or_signing_for_an_activity_never_lowers(inputs, place, act):
    never_lowers(inputs, changed(inputs, "activities", place, **act))


@quick
@given(engagements, places)
def test_an_upward_rung_never_lowers(inputs, place):
    rung = inputs.activities[place % len(inputs.activities)].rung
    never_lowers(inputs, changed(inputs, "activities", place, rung=min(rung + 1, 4)))


@quick
@given(engagements, places, st.integers(1, 50))
def test_oversight_never_lowers_and_is_never_mistaken_for_delivery(inputs, place, quantity):
    looked_at = inputs.activities[place % len(inputs.activities)]
    entry = Work("oversight", quantity, TODAY, "helen")
    after = changed(inputs, "activities", place, looked_on=TODAY, work=(*looked_at.work, entry))
    never_lowers(inputs, after)
    assert assess(after, TODAY).hands_on_share == assess(inputs, TODAY).hands_on_share
    assert assess(after, TODAY).pillars["P"] == assess(inputs, TODAY).pillars["P"]


@quick
@given(engagements, places, st.integers(1, 50), past)
def test_work_by_the_client_never_lowers(inputs, place, quantity, on):
    log = inputs.activities[place % len(inputs.activities)].work
    never_lowers(
        inputs, changed(inputs, "activities", place, work=(*log, Work("client", quantity, on, "tom")))
    )


@quick
@given(engagements, places, places, st.integers(0, 4))
def test_a_better_or_fresher_proof_never_lowers(inputs, place, who, level):
    skill = inputs.competencies[place % len(inputs.competencies)]
    assume(skill.holders)
    holder = skill.holders[who % len(skill.holders)]
    proven = replace(holder, level=max(level, holder.level), proof_on=TODAY)
    others = tuple(h for h in skill.holders if h is not holder)
    never_lowers(inputs, changed(inputs, "competencies", place, holders=(*others, proven)))


# Letting go


@quick
@given(engagements, places)
def test_a_step_down_the_ladder_lowers(inputs, place):
    slipped = inputs.activities[place % len(inputs.activities)]
    assume(slipped.rung > 0)
    after = changed(inputs, "activities", place, rung=slipped.rung - 1)
    if slipped.provider and slipped.accountability < 1:
        assert index(after) == index(inputs), "an unowned provider's rung counts nothing to begin with"
    else:
        lowers(inputs, after)


@quick
@given(engagements, places, st.sampled_from((0.0, 0.5)))
def test_a_lost_owner_lowers(inputs, place, left):
    owned = changed(inputs, "activities", place, accountability=1.0)
    lowers(owned, changed(owned, "activities", place, accountability=left))


@quick
@given(engagements, places)
def test_a_rewrite_by_the_consultant_lowers(inputs, place):
    ours = {"written": True, "client_share": 1.0, "signed_latest": True, "signed_on": ago(20)}
    owned = changed(inputs, "sections", place, **ours)
    theirs = {"signed_latest": False, "signed_earlier": True, "client_edit_on": None}
    lowers(owned, changed(owned, "sections", place, **theirs))
    lowers(owned, changed(owned, "sections", place, **theirs, client_share=0.5))
    lowers(owned, changed(owned, "sections", place, client_share=0.0))


def without(inputs, person):
    """The facts once a person has left: skills gone, and whatever only that person held."""
    skills = tuple(
        replace(skill, holders=tuple(h for h in skill.holders if h.person != person))
        for skill in inputs.competencies
    )
    return replace(inputs, competencies=skills)


@quick
@given(engagements, st.sampled_from(PEOPLE), places)
def test_a_departure_never_raises_and_lowers_what_hung_on_that_person(inputs, person, place):
    owned = changed(inputs, "activities", place, accountability=1.0, deputy_accepted=True)
    never_raises(owned, without(owned, person))
    lowers(owned, changed(without(owned, person), "activities", place, accountability=0.0))
    never_raises(owned, changed(owned, "activities", place, deputy_accepted=False))


@quick
@given(engagements.filter(lambda inputs: inputs.leaders), places)
def test_the_seat_of_a_leader_who_left_never_raises(inputs, place):
    empty = {"level": 0, "proof_on": None, "assessed": False}
    never_raises(inputs, changed(inputs, "leaders", place, **empty))


@quick
@given(engagements, st.sampled_from(PEOPLE))
def test_the_last_able_person_leaving_lowers(inputs, person):
    skill = replace(inputs.competencies[0], critical=True, assessed=True, holders=())
    alone = replace(EXAMPLE.competencies[0].holders[0], person=person)
    held = replace(inputs, competencies=(replace(skill, holders=(alone,)), *inputs.competencies[1:]))
    gone = replace(inputs, competencies=(skill, *inputs.competencies[1:]))
    lowers(held, gone)


@quick
@given(engagements, places, st.integers(1, 50), past)
def test_work_by_the_consultant_never_raises_a_logged_activity(inputs, place, quantity, on):
    log = inputs.activities[place % len(inputs.activities)].work
    never_raises(
        inputs, changed(inputs, "activities", place, work=(*log, Work("consultant", quantity, on, "kim")))
    )


# Outsourcing


@quick
@given(engagements, places)
def test_owned_outsourcing_never_lowers(inputs, place):
    owned = changed(inputs, "activities", place, accountability=1.0)
    outsourced = changed(owned, "activities", place, provider=True)
    assert index(outsourced) == index(owned)
    log = owned.activities[place % len(owned.activities)].work
    by_provider = tuple(replace(w, mode=w.mode if w.mode == "oversight" else "provider") for w in log)
    never_lowers(owned, changed(outsourced, "activities", place, work=by_provider))


@quick
@given(engagements, places, st.sampled_from((0.0, 0.5)))
def test_outsourcing_without_an_owner_earns_nothing_in_practice(inputs, place, accountability):
    loose = changed(inputs, "activities", place, provider=True, accountability=accountability)
    idle = changed(loose, "activities", place, work=(), rung=0)
    assert assess(loose, TODAY).pillars["P"] == assess(idle, TODAY).pillars["P"]
    never_raises(changed(loose, "activities", place, accountability=1.0), loose)


# The number itself


@quick
@given(engagements, st.booleans())
@example(EXAMPLE, False)
def test_the_number_keeps_its_bounds_and_its_parts_agree(inputs, flagged):
    found = assess(inputs, TODAY, open_critical_flag=flagged)
    assert set(found.pillars) == set(PILLARS) and all(0 <= x <= 1 + DUST for x in found.pillars.values())
    assert 0 <= found.low <= found.index <= found.high <= 100
    assert found.index <= found.upper_bound + DUST <= 100 + DUST
    assert found.stage <= found.reached and bool(found.held_by) is (found.stage < found.reached)
    assert found.coverage.required - found.coverage.present == len(found.not_evidenced)
    assert found.hands_on_share is None or 0 <= found.hands_on_share <= 1
    arithmetic = 100 * sum(weight * found.pillars[key] for key, weight in WEIGHTS.items())
    assert found.index <= arithmetic + DUST, "a weak part is never fully made up for"


@quick
@given(engagements)
@example(EXAMPLE)
@example(Inputs((), (), (), (), ()))
def test_the_rows_of_a_pillar_add_up_to_it(inputs):
    rows, found = points(inputs, TODAY), assess(inputs, TODAY)
    for pillar, value in found.pillars.items():
        of_pillar = [row for row in rows if row.pillar == pillar]
        assert abs(sum(row.points for row in of_pillar) - 100 * value) < DUST
        assert abs(sum(row.out_of for row in of_pillar) - 100) < DUST
        assert all(-DUST <= row.points <= row.out_of + DUST for row in of_pillar)


@quick
@given(engagements, st.integers(0, 2**32))
def test_the_order_of_the_facts_does_not_matter(inputs, seed):
    shuffle = Random(seed)

    def mixed(items):
        return tuple(shuffle.sample(items, len(items)))

    other = Inputs(*(mixed(getattr(inputs, name)) for name in Inputs.__slots__))
    assert abs(index(other) - index(inputs)) < DUST


@quick
@given(engagements, activities)
def test_what_does_not_apply_leaves_no_trace(inputs, extra):
    more = replace(inputs, activities=(*inputs.activities, replace(extra, na=True)))
    assert assess(more, TODAY) == assess(inputs, TODAY)


@quick
@given(engagements, places, st.sampled_from((-40, -1, 57, 300)), st.sampled_from(("client", "consultant")))
def test_work_outside_the_window_leaves_no_trace(inputs, place, days, mode):
    log = inputs.activities[place % len(inputs.activities)].work
    older = changed(inputs, "activities", place, work=(*log, Work(mode, 7, ago(days), "tom")))
    assert assess(older, TODAY) == assess(inputs, TODAY)


@quick
@given(engagements, st.integers(0, 500))
def test_time_alone_never_raises_what_rests_on_proof(inputs, days):
    idle = replace(inputs, activities=tuple(replace(a, work=()) for a in inputs.activities))
    assert index(idle, TODAY + timedelta(days=days)) <= index(idle) + DUST


@quick
@given(
    st.fixed_dictionaries({key: st.floats(0, 1) for key in PILLARS}),
    st.sampled_from(list(PILLARS)),
    st.floats(0, 1),
)
def test_a_higher_pillar_never_lowers_the_index(pillars, key, value):
    higher = pillars | {key: max(value, pillars[key])}
    assert index_of(higher) >= index_of(pillars) - DUST
