"""What customers notice: just below and just above."""

from datetime import date

import pytest

from tests.selfsufficiency.triggers.worlds import (
    activity,
    ago,
    changed,
    paused,
    person,
    phases,
    quiet,
    raised,
    section,
    seen,
    week,
    world,
)
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

DISCONNECTED, BROADCAST, SLOW, VOICE = "disconnected", "broadcast-only", "slow-replies", "voice-drift"
HERE = {"id": "engagement"}
HIGH, WARN = [("", "high")], [("", "warn")]


def content(*rows):
    """`(days ago, author kind, reply, pieces)`."""
    return {"content": [[ago(days), "posts", kind, reply, pieces] for days, kind, reply, pieces in rows]}


def replies(inside, outside, days=8, kind="client", other="provider"):
    return content((days, kind, True, inside), (days, other, True, outside)) | {"work": {}}


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [(0, 10, HIGH), (0, 9, []), (1, 9, []), (1, 10, HIGH), (9, 91, HIGH), (10, 90, []), (9, 0, [])],
)
def test_fewer_than_a_tenth_of_ten_answers_by_insiders(inside, outside, expected):
    assert raised(DISCONNECTED, world(**replies(inside, outside))) == expected


@pytest.mark.parametrize(
    ("kind", "expected"), [("client", []), ("together", []), ("practice", HIGH), ("provider", HIGH)]
)
def test_whoever_had_a_hand_in_it_is_inside(kind, expected):
    assert raised(DISCONNECTED, world(**replies(10, 0, kind=kind))) == expected


@pytest.mark.parametrize(("days", "expected"), [(56, HIGH), (57, []), (0, HIGH), (-1, [])])
def test_answers_of_56_days_count(days, expected):
    assert raised(DISCONNECTED, world(**replies(0, 10, days=days))) == expected


def test_paused_days_do_not_use_up_the_window():
    assert raised(DISCONNECTED, world(**replies(0, 10, days=66), **paused(20, 10))) == HIGH
    assert raised(DISCONNECTED, world(**replies(0, 10, days=67), **paused(20, 10))) == []


def test_posts_are_not_answers():
    assert raised(DISCONNECTED, world(**content((8, "provider", False, 50)), work={})) == []


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("provider", HIGH), ("consultant", HIGH), ("client", []), ("client_checked", []), ("together", []),
     ("oversight", [])],
)  # fmt: skip
def test_the_log_of_answers_counts_where_it_knows_of_more(mode, expected):
    log = {"reply": [[ago(8), mode, 12, "vera"]]}
    assert raised(DISCONNECTED, world(**content((8, "client", True, 11)), work=log)) == expected


def test_the_log_is_not_added_to_the_list_of_content():
    log = {"reply": [[ago(8), "provider", 9, "vera"]]}
    assert raised(DISCONNECTED, world(**content((8, "provider", True, 9)), work=log)) == []
    log = {"reply": [[ago(57), "provider", 12, "vera"]]}
    assert raised(DISCONNECTED, world(**content((8, "provider", True, 9)), work=log)) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [({}, HIGH), ({"customer_facing": False}, []), ({"sla_hours": None}, []), ({"na": True}, [])],
)
def test_only_activities_that_promise_customers_an_answer_are_answers(row, expected):
    answering = activity("reply", **({"customer_facing": True, "sla_hours": 4} | row))
    log = {"reply": [[ago(8), "provider", 12, "vera"]]}
    assert raised(DISCONNECTED, world(content=[], work=log, activities=[answering])) == expected


def test_it_says_how_many_answers_were_your_own():
    assert seen(DISCONNECTED, world(**replies(1, 15))) == [
        Sighting(
            "", "Answers to customers", Severity.HIGH,
            "Your own people gave 1 of 16 answers to customers since 26 September 2026, 6.2%.",
            (Proof("15 of 16 answers by others", date(2026, 9, 26), None, "worklog.content", HERE),),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("posts", "answers", "expected"),
    [(20, 0, WARN), (19, 0, []), (90, 10, []), (91, 10, WARN), (20, 2, WARN), (20, 3, [])],
)
def test_many_posts_and_hardly_an_answer(posts, answers, expected):
    log = content((8, "client", False, posts), (8, "client", True, answers))
    leader = {"work": {"posts": [[ago(4), "client", 1, "helen"]]}}
    assert raised(BROADCAST, world(**log, **leader)) == expected


@pytest.mark.parametrize(("days", "expected"), [(56, WARN), (57, []), (-1, [])])
def test_posts_of_56_days_count(days, expected):
    assert raised(BROADCAST, world(**content((days, "client", False, 99)))) == expected


def led(days, mode="client", id="posts", who="helen"):
    return {"work": {id: [[ago(days), mode, 1, who]]}}


@pytest.mark.parametrize(("days", "expected"), [(29, []), (30, WARN)])
def test_no_leader_for_30_days(days, expected):
    assert raised(BROADCAST, world(**led(days))) == expected
    assert raised(BROADCAST, world(work={}, **changed("engagement", charter_signed_on=ago(days)))) == expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [(led(4), []), (led(4, "client_checked"), []), (led(4, "together"), []), (led(4, "oversight"), WARN),
     (led(4, who="tom"), WARN), (led(4, id="inside"), WARN)],
)  # fmt: skip
def test_a_leaders_own_hand_for_customers_counts(log, expected):
    rows = [*quiet()["activities"], activity("inside")]
    assert raised(BROADCAST, world(**log, activities=rows)) == expected


def test_the_newest_work_counts_and_a_pause_stops_the_days():
    both = {"work": {"posts": [[ago(90), "client", 1, "helen"], [ago(4), "client", 1, "helen"]]}}
    assert raised(BROADCAST, world(**both)) == []
    assert raised(BROADCAST, world(**led(39), **paused(20, 10))) == []
    assert raised(BROADCAST, world(**led(40), **paused(20, 10))) == WARN


def test_without_leaders_or_customers_nobody_is_silent():
    assert raised(BROADCAST, world(work={}, **changed("engagement", leaders=[]))) == []
    assert raised(BROADCAST, world(work={}, activities=[activity("posts")])) == []
    gone = quiet()["people"] | {"helen": person("Helen Ames", "owner", active=False)}
    assert raised(BROADCAST, world(work={}, people=gone)) == []


def test_it_says_both_halves():
    found = seen(BROADCAST, world(**content((8, "client", False, 30), (8, "client", True, 1)), work={}))
    assert found == [
        Sighting(
            "", "Talking with customers", Severity.WARN,
            "30 posts and 1 answer went out since 26 September 2026; no leader has written to a customer for 155 days.",
            (Proof("30 posts, 1 answers", date(2026, 9, 26), None, "worklog.content", HERE),
             Proof("Last work of a leader for customers, or the start", date(2026, 6, 19), None, "worklog.log", HERE)),
        )
    ]  # fmt: skip
    assert seen(BROADCAST, world(**led(40)))[0].says == "No leader has written to a customer for 40 days."


def weeks(*rows, activity="reply"):
    """`(weeks ago, answered, late, median minutes)`."""
    return {"replies": {activity: [[week(back), *rest] for back, *rest in rows]}}


FINE, LATE, LONG = (10, 2, 240), (10, 3, 240), (10, 0, 241)


@pytest.mark.parametrize(
    ("before", "last", "expected"),
    [(LATE, LATE, 1), (LONG, LONG, 1), (LATE, LONG, 1), (FINE, LATE, 0), (LATE, FINE, 0), (FINE, FINE, 0)],
)
def test_two_weeks_over_the_promise_or_over_a_fifth_late(before, last, expected):
    assert len(raised(SLOW, world(**weeks((2, *before), (1, *last))))) == expected


def test_the_last_two_weeks_count():
    assert len(raised(SLOW, world(**weeks((3, *LATE), (2, *LATE), (1, *FINE))))) == 0
    assert len(raised(SLOW, world(**weeks((3, *FINE), (2, *LATE), (1, *LATE))))) == 1
    assert len(raised(SLOW, world(**weeks((1, *LATE))))) == 0
    assert len(raised(SLOW, world(replies={}))) == 0


def test_the_weeks_follow_each_other_or_a_pause():
    apart = weeks((3, *LATE), (1, *LATE))
    assert raised(SLOW, world(**apart)) == []
    assert raised(SLOW, world(**apart, **paused(19, 12))) == [("reply", "high")]
    assert raised(SLOW, world(**apart, **paused(18, 12))) == []


@pytest.mark.parametrize("row", [{"sla_hours": None}, {"na": True, "sla_hours": 4}])
def test_where_nothing_is_promised_nothing_is_late(row):
    slow = weeks((2, *LATE), (1, *LATE))
    assert raised(SLOW, world(**slow, activities=[activity("reply", **row)])) == []


def test_it_says_both_weeks():
    slow = weeks((2, 10, 3, 90), (1, 12, 0, 300))
    rows = [activity("reply", sla_hours=1)]
    assert seen(SLOW, world(**slow, activities=rows)) == [
        Sighting(
            "reply", "Reply", Severity.HIGH,
            "Reply: in the week of 2 November 2026 3 of 10 late, median 1:30 hours; in the week of 9 November 2026 0 of"
            " 12 late, median 5:00 hours; promised within 1 hour.",
            (late("in the week of 2 November 2026 3 of 10 late, median 1:30 hours", 2),
             late("in the week of 9 November 2026 0 of 12 late, median 5:00 hours", 9)),
        )
    ]  # fmt: skip


def late(what, day):
    return Proof(what, date(2026, 11, day), None, "responsibilities.activity", {"id": "reply"})


@pytest.mark.parametrize(
    ("external", "own", "expected"), [(51, 49, WARN), (50, 50, []), (1, 0, WARN), (0, 0, []), (0, 5, [])]
)
@pytest.mark.parametrize("kind", ["practice", "provider"])
def test_others_wrote_more_than_half(kind, external, own, expected):
    rows = content((8, kind, False, external), (8, "client", True, own))
    assert raised(VOICE, world(**rows)) == expected


def test_what_was_written_together_is_not_external():
    assert raised(VOICE, world(**content((8, "together", False, 9)))) == []


@pytest.mark.parametrize(("days", "expected"), [(56, WARN), (57, []), (-1, [])])
def test_texts_of_56_days_count(days, expected):
    assert raised(VOICE, world(**content((days, "provider", False, 9)))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [({}, WARN), ({"signed_on": ago(3)}, []), ({"na": True}, []),
     ({"key": "tone", "title": "Position and Voice"}, WARN), ({"key": "invoice", "title": "Invoices"}, []),
     ({"key": "words", "title": "Words"}, [])],
)  # fmt: skip
def test_the_section_on_voice_is_signed_as_it_stands(row, expected):
    strategy = [section("purpose", signed_on=None), section("voice", signed_on=None) | row]
    assert raised(VOICE, world(strategy=strategy)) == expected


def test_before_the_strategy_gate_it_matters_once_something_is_out():
    unsigned = {"strategy": [section("voice", signed_on=None)]}
    before = phases(strategy="active", implementation="planned", training="planned")
    assert raised(VOICE, world(**unsigned, **before, content=[])) == []
    assert raised(VOICE, world(**unsigned, **before, **content((8, "client", False, 1)))) == WARN
    assert raised(VOICE, world(**unsigned, content=[])) == WARN


def test_it_says_who_wrote_and_what_is_unsigned():
    unsigned = section("voice", signed_on=None, title="Position and voice")
    rows = content((8, "practice", False, 3), (8, "provider", True, 1), (9, "client", False, 3))
    assert seen(VOICE, world(**rows, strategy=[unsigned])) == [
        Sighting(
            "", "Your own voice", Severity.WARN,
            "Others wrote 4 of 7 texts since 26 September 2026; Position and voice is not signed as it stands.",
            (Proof("4 of 7 texts by others", date(2026, 9, 26), None, "worklog.content", HERE),
             Proof("Position and voice, revision 2", date(2026, 9, 22), None, "strategy.section", {"id": "id-voice"})),
        )
    ]  # fmt: skip


def test_a_pause_between_two_weeks_parts_them_not():
    late = {"replies": {"reply": [[week(2), 10, 3, 90], [week(1), 10, 3, 90]]}}
    assert raised(SLOW, world(**late, **paused(15, 12))) == [("reply", "high")]
