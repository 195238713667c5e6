"""Explain this number: every pillar comes apart into rows with a date, a person, points and a reason."""

from dataclasses import replace

import pytest

from tests.selfsufficiency.worked_example import (
    EXAMPLE,
    TODAY,
    activity,
    ago,
    competency,
    critical,
    section,
    worked,
)
from tracker.selfsufficiency import reasons
from tracker.selfsufficiency.inputs import Holder, Inputs, Leader, Tool
from tracker.selfsufficiency.points import Part, points

ROWS = points(EXAMPLE, TODAY)
EARLIER = {"signed_latest": False, "signed_earlier": True}


def row(pillar, id, kind=None, rows=None):
    (found,) = (r for r in rows or ROWS if (r.pillar, r.id) == (pillar, id) and kind in (None, r.kind))
    return found


def test_rows_come_pillar_by_pillar_in_the_order_of_the_facts():
    assert [(r.pillar, r.kind, r.id) for r in ROWS] == [
        ("S", "section", "purpose"), ("S", "section", "voice"), ("S", "section", "measures"),
        ("T", "tool", "scheduler"), ("T", "tool", "analytics"),
        ("T", "leader", "helen"), ("T", "leader", "david"),
        ("R", "activity", "replies"), ("R", "activity", "posts"),
        ("R", "activity", "report"), ("R", "activity", "ads"),
        ("P", "activity", "replies"), ("P", "activity", "posts"),
        ("P", "activity", "report"), ("P", "activity", "ads"),
        ("Z", "cover", "replying"), ("Z", "cover", "reporting"),
        ("Z", "runbook", "replies"), ("Z", "runbook", "report"),
        ("Z", "deputy", "replies"), ("Z", "deputy", "report"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pillar", "id", "kind", "points_", "out_of"),
    [
        ("S", "purpose", "section", 50, 50),
        ("S", "voice", "section", 21.25, 25),
        ("S", "measures", "section", 5, 25),
        ("T", "scheduler", "tool", 40, 40),
        ("T", "analytics", "tool", 19.3137, 40),
        ("T", "helen", "leader", 10, 10),
        ("T", "david", "leader", 0, 10),
        ("R", "report", "activity", 16.6667, 33.3333),
        ("P", "replies", "activity", 27.8333, 33.3333),
        ("P", "ads", "activity", 0, 16.6667),
        ("Z", "replying", "cover", 20, 20),
        ("Z", "report", "runbook", 0, 15),
        ("Z", "replies", "deputy", 15, 15),
    ],
)
def test_each_row_has_points_out_of_the_most_possible(pillar, id, kind, points_, out_of):
    found = row(pillar, id, kind)
    assert (round(found.points, 4), round(found.out_of, 4)) == (points_, out_of)


def test_a_row_says_when_and_who():
    assert row("S", "purpose").on == ago(10)
    assert (row("T", "analytics").on, row("T", "analytics").person) == (ago(180), "priya")
    assert (row("T", "helen").on, row("T", "helen").person) == (ago(40), "helen")
    assert row("R", "report").on == ago(19)
    assert (row("P", "replies").on, row("P", "replies").person) == (ago(7), "priya")
    assert (row("Z", "replying").on, row("Z", "replying").person) == (ago(30), "priya")
    assert row("Z", "replies", "runbook").on == ago(100)


def test_a_section_was_last_touched_when_it_was_signed_or_edited():
    edited = section("voice", **EARLIER, signed_on=ago(60), client_edit_on=ago(3))
    assert row("S", "voice", rows=points(replace(EXAMPLE, sections=(edited,)), TODAY)).on == ago(3)


def test_missing_proof_is_a_row_with_nought():
    for pillar, reason in (("R", "nobody_named"), ("P", "not_logged")):
        found = row(pillar, "ads")
        assert (found.points, found.on, found.person, found.reason) == (0, None, None, reason)


def test_a_row_comes_apart_into_its_components():
    assert row("S", "voice").parts == (Part("written", 1), Part("client_words", 0.5), Part("signed", 1))
    assert row("R", "report").parts == (Part("accountable", 0.5), Part("rule_signed", 1), Part("looked", 1))
    assert row("P", "replies").parts == (Part("rung", 0.75), Part("work", 0.92))
    assert row("T", "david").parts == (Part("level", 0), Part("freshness", 0))
    assert row("Z", "replying").parts == (Part("people", 2),)


def test_more_than_a_leader_needs_is_no_more_than_all_of_it():
    rows = points(replace(EXAMPLE, leaders=(Leader("helen", 4, ago(3), True), Leader("david", 1, ago(3), True))), TODAY)
    assert row("T", "helen", rows=rows).parts == (Part("level", 1), Part("freshness", 1))
    assert row("T", "david", rows=rows).parts == (Part("level", 0.5), Part("freshness", 1))


def test_a_person_who_is_able_stands_for_the_cover_before_a_fresher_learner():
    able = competency("reply", Holder("priya", 2, TODAY), Holder("tom", 3, ago(200)))
    assert row("Z", "reply", rows=points(replace(EXAMPLE, competencies=(able,)), TODAY)).person == "tom"
    claimed = replace(able, assessed=False)
    assert row("Z", "reply", rows=points(replace(EXAMPLE, competencies=(claimed,)), TODAY)).person is None


def test_what_was_delivered_outside_the_window_or_only_overseen_is_not_the_latest_delivery():
    log = (worked("oversight", 1, 1, "helen"), worked("client", 1, 20, "tom"), worked("client", 1, -2, "kim"))
    posts = activity("posts", work=log)
    found = row("P", "posts", rows=points(replace(EXAMPLE, activities=(posts,)), TODAY))
    assert (found.on, found.person) == (ago(20), "tom")


def test_an_empty_list_is_one_row_with_nought():
    rows = points(Inputs((), (), (), (), ()), TODAY)
    assert [(r.pillar, r.kind, r.points, round(r.out_of), r.reason) for r in rows] == [
        ("S", "section", 0, 100, "none_listed"),
        ("T", "tool", 0, 80, "none_listed"),
        ("T", "leader", 0, 20, "none_listed"),
        ("R", "activity", 0, 100, "none_listed"),
        ("P", "activity", 0, 100, "none_listed"),
        ("Z", "cover", 0, 40, "none_listed"),
        ("Z", "runbook", 0, 30, "none_listed"),
        ("Z", "deputy", 0, 30, "none_listed"),
    ]


def test_what_does_not_apply_has_no_row():
    ads = replace(EXAMPLE.activities[-1], na=True)
    rows = points(replace(EXAMPLE, activities=(*EXAMPLE.activities[:-1], ads)), TODAY)
    assert not [r for r in rows if r.id == "ads"]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({"written": False, "signed_latest": False}, "unwritten"),
        ({"signed_latest": False}, "never_signed"),
        ({}, "signed"),
        ({"signed_on": ago(200)}, "review_overdue"),
        (EARLIER, "unsigned_change"),
        (EARLIER | {"client_edit_on": ago(3)}, "edited_by_client"),
        (EARLIER | {"client_edit_on": ago(15)}, "unsigned_change"),
    ],
)
def test_why_a_section_counts_what_it_counts(state, reason):
    assert reasons.of_section(section("voice", **state), TODAY) == reason


@pytest.mark.parametrize(
    ("control", "reason"),
    [
        (None, "not_checked"),
        (1.0, "client_controls"),
        (0.5, "client_administers"),
        (0.0, "outsider_controls"),
    ],
)
def test_why_a_tool_counts_what_it_counts(control, reason):
    assert reasons.of_tool(Tool("inbox", "Inbox", control, ())) == reason


@pytest.mark.parametrize(
    ("leader", "reason"),
    [
        (Leader("h", 2, TODAY, False), "not_assessed"),
        (Leader("h", 1, TODAY, True), "learning"),
        (Leader("h", 2, ago(91), True), "fading"),
        (Leader("h", 2, ago(90), True), "proven"),
    ],
)
def test_why_a_leader_counts_what_they_count(leader, reason):
    assert reasons.of_leader(leader, TODAY) == reason


@pytest.mark.parametrize(
    ("reason_of", "state", "reason"),
    [
        (lambda a: reasons.of_responsibility(a), {}, "nobody_named"),
        (lambda a: reasons.of_responsibility(a), {"accountability": 0.5}, "named_not_accepted"),
        (lambda a: reasons.of_responsibility(a), {"accountability": 1.0}, "accepted"),
        (lambda a: reasons.of_practice(a, TODAY), {}, "not_logged"),
        (lambda a: reasons.of_practice(a, TODAY), {"provider": True}, "provider_unowned"),
        (lambda a: reasons.of_practice(a, TODAY), {"work": (worked("client", 1),)}, "logged"),
        (lambda a: reasons.of_runbook(a, TODAY), {}, "runbook_untested"),
        (lambda a: reasons.of_runbook(a, TODAY), {"runbook_tested_on": ago(9)}, "runbook_tested"),
        (lambda a: reasons.of_runbook(a, TODAY), {"runbook_tested_on": ago(366)}, "runbook_test_out_of_date"),
        (lambda a: reasons.of_deputy(a), {}, "no_deputy"),
        (lambda a: reasons.of_deputy(a), {"deputy_accepted": True}, "deputy_without_accountable"),
        (lambda a: reasons.of_deputy(a), {"deputy_accepted": True, "accountability": 0.5}, "deputy_accepted"),
    ],
)
def test_why_an_activity_counts_what_it_counts(reason_of, state, reason):
    assert reason_of(critical("replies", **state)) == reason


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        ((2,), "nobody_qualified"),
        ((3, 1), "one_qualified"),
        ((3, 3), "two_qualified"),
        ((3, 3, 4), "two_qualified"),
    ],
)
def test_why_a_cover_counts_what_it_counts(levels, reason):
    able = competency("reply", *(Holder(f"person {i}", level, TODAY) for i, level in enumerate(levels)))
    assert reasons.of_cover(able, TODAY) == reason
    assert reasons.of_cover(replace(able, assessed=False), TODAY) == "not_assessed"


def test_a_draft_that_nobody_signed_shows_the_day_on_which_it_was_written():
    draft = replace(section("voice", signed=False), revised_on=ago(3))
    assert row("S", "voice", rows=points(replace(EXAMPLE, sections=(draft,)), TODAY)).on == ago(3)


def only(pillar, kind, **facts):
    """The one row of a kind where there is nothing but these facts: days, person and parts."""
    empty = {"sections": (), "tools": (), "competencies": (), "leaders": (), "activities": ()}
    (found,) = (r for r in points(Inputs(**empty | facts), TODAY) if (r.pillar, r.kind) == (pillar, kind))
    return found.on, found.person, dict(found.parts)


@pytest.mark.parametrize(
    ("state", "on", "parts"),
    [
        ({}, ago(10), {"written": 1, "client_words": 1, "signed": 1}),
        ({"signed": False}, None, {"written": 1, "client_words": 1, "signed": 0}),
        ({"signed": False, "written": False, "share": 0.0}, None, {"written": 0, "client_words": 0, "signed": 0}),
        ({"share": 0.5, "signed_on": ago(181)}, ago(181), {"written": 1, "client_words": 0.5, "signed": 0.5}),
        ({"revised_on": ago(2)}, ago(2), {"written": 1, "client_words": 1, "signed": 1}),
    ],
)
def test_the_parts_of_a_section(state, on, parts):
    assert only("S", "section", sections=(section("voice", **state),)) == (on, None, parts)


@pytest.mark.parametrize(
    ("control", "takes", "on", "person", "parts"),
    [
        (None, (), None, None, {"control": 0, "skill": 0}),
        (0.0, ("reply",), ago(30), "tom", {"control": 0, "skill": 1}),
        (0.5, ("reply", "write"), ago(30), "tom", {"control": 0.5, "skill": 2 / 3}),
        (1.0, ("write",), ago(5), "priya", {"control": 1, "skill": 1 / 3}),
        (1.0, ("claimed",), None, None, {"control": 1, "skill": 0}),
        (1.0, ("unknown",), None, None, {"control": 1, "skill": 0}),
    ],
)
def test_the_parts_of_a_tool(control, takes, on, person, parts):
    skills = (
        competency("reply", Holder("priya", 2, ago(3)), Holder("tom", 4, ago(30))),
        competency("write", Holder("priya", 1, ago(5))),
        competency("claimed", Holder("priya", 4, ago(5)), assessed=False),
    )
    found = only("T", "tool", tools=(Tool("inbox", "Inbox", control, takes),), competencies=skills)
    assert found == (on, person, pytest.approx(parts))


@pytest.mark.parametrize(
    ("level", "on", "assessed", "parts"),
    [
        (0, None, False, {"level": 0, "freshness": 0}),
        (3, ago(3), False, {"level": 0, "freshness": 0}),
        (1, ago(3), True, {"level": 0.5, "freshness": 1}),
        (4, ago(270), True, {"level": 1, "freshness": 0.5}),
    ],
)
def test_the_parts_of_a_leader(level, on, assessed, parts):
    assert only("T", "leader", leaders=(Leader("helen", level, on, assessed),)) == (on, "helen", pytest.approx(parts))


BARE = {"accountable": 0, "rule_signed": 0, "looked": 0}
FULL = {"accountability": 1.0, "rule_signed": True, "looked_on": ago(56)}


@pytest.mark.parametrize(
    ("state", "on", "parts"),
    [
        ({}, None, BARE),
        (FULL, ago(56), {"accountable": 1, "rule_signed": 1, "looked": 1}),
        ({"accountability": 0.5, "looked_on": ago(57)}, ago(57), BARE | {"accountable": 0.5}),
    ],
)
def test_the_parts_of_a_responsibility(state, on, parts):
    assert only("R", "activity", activities=(activity("posts", **state),)) == (on, None, parts)


@pytest.mark.parametrize(
    ("state", "on", "person", "parts"),
    [
        ({}, None, None, {"rung": 0, "work": 0}),
        ({"rung": 3, "work": (worked("client", 2, 9, "tom"), worked("consultant", 2, 4, "mina"))},
         ago(4), "mina", {"rung": 0.75, "work": 0.5}),
        ({"rung": 4, "work": (worked("together", 1, 20, "tom"), worked("approval", 1, 60, "kim"))},
         ago(20), "tom", {"rung": 1, "work": 0.3}),
    ],
)  # fmt: skip
def test_the_parts_of_practice(state, on, person, parts):
    assert only("P", "activity", activities=(activity("posts", **state),)) == (on, person, pytest.approx(parts))


@pytest.mark.parametrize(
    ("holders", "on", "person", "people"),
    [
        ((), None, None, 0),
        ((Holder("tom", 2, ago(9)), Holder("kim", 1, ago(9))), ago(9), "tom", 0),
        ((Holder("tom", 3, ago(9)), Holder("kim", 1, ago(9))), ago(9), "tom", 1),
        ((Holder("tom", 3, ago(400)), Holder("kim", 4, ago(20))), ago(20), "kim", 1),
        ((Holder("tom", 3, ago(9)), Holder("kim", 3, ago(8)), Holder("zoe", 4, ago(7))), ago(9), "tom", 3),
    ],
)
def test_the_parts_of_a_cover(holders, on, person, people):
    found = only("Z", "cover", competencies=(competency("reply", *holders, assessed=bool(holders)),))
    assert found == (on, person, {"people": people})


@pytest.mark.parametrize(("days", "tested"), [(None, 0), (365, 1), (366, 0)])
def test_the_part_of_a_runbook(days, tested):
    on = ago(days) if days else None
    book = critical("replies", runbook_tested_on=on)
    assert only("Z", "runbook", activities=(book,)) == (on, None, {"tested": tested})


@pytest.mark.parametrize(
    ("accountability", "accepted", "stands"), [(0.0, False, 0), (0.0, True, 0), (0.5, True, 1), (1.0, False, 0)]
)
def test_the_part_of_a_deputy(accountability, accepted, stands):
    held = critical("replies", accountability=accountability, deputy_accepted=accepted)
    assert only("Z", "deputy", activities=(held,)) == (None, None, {"deputy": stands})
