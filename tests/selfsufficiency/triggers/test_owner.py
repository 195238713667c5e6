"""The owner: whether he is there, and whether he reads what he signs; just below and just above."""

from datetime import date

import pytest

from tests.selfsufficiency.triggers.worlds import ago, changed, paused, person, quiet, raised, seen, world
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

ABSENT, STAMP = "absent-owner", "rubber-stamp"
HERE = ("engagements.feed", {"id": "engagement"})


def signed(*rows, who="helen", what="Revision"):
    """`(days ago, second)`, the newest first."""
    return {"signatures": [[ago(days), second, who, what, "Voice", "id", None, None] for days, second in rows]}


def acts(signature=None, look=None, teach=None, who="helen", mode="oversight"):
    return {
        **signed(*([(signature, 0)] if signature is not None else []), who=who),
        "work": {"posts": [[ago(look), mode, 1, who]] if look is not None else []},
        "teach_backs": {"answered": [[ago(teach), who, "id"]] if teach is not None else []},
    }


@pytest.mark.parametrize(
    ("days", "expected"), [(29, None), (30, "warn"), (44, "warn"), (45, "high"), (90, "high")]
)
@pytest.mark.parametrize("act", ["signature", "look", "teach"])
def test_30_days_without_an_act_and_45(days, expected, act):
    assert raised(ABSENT, world(**acts(**{act: days}))) == ([("", expected)] if expected else [])


@pytest.mark.parametrize(
    "acted", [{"signature": 3, "look": 60}, {"look": 3, "teach": 60}, {"teach": 3, "signature": 60}]
)
def test_the_newest_act_counts(acted):
    assert raised(ABSENT, world(**acts(**acted))) == []


def test_before_the_first_act_the_days_run_from_the_charter():
    assert raised(ABSENT, world(**acts(), **changed("engagement", charter_signed_on=ago(29)))) == []
    assert raised(ABSENT, world(**acts(), **changed("engagement", charter_signed_on=ago(30)))) == [("", "warn")]


def test_what_others_do_is_not_the_owners():
    for act in ("signature", "look", "teach"):
        assert raised(ABSENT, world(**acts(**{act: 3}, who="priya"))) == [("", "high")]
    assert raised(ABSENT, world(**acts(look=3, mode="client"))) == [("", "high")]


def test_an_owner_who_left_is_not_there():
    people = quiet()["people"] | {"helen": person("Helen Ames", "owner", active=False)}
    (found,) = seen(ABSENT, world(**acts(signature=3), people=people))
    assert (found.name, found.severity) == ("Owner", Severity.HIGH)


def test_a_pause_is_no_absence():
    assert raised(ABSENT, world(**acts(signature=39), **paused(20, 10))) == []
    assert raised(ABSENT, world(**acts(signature=40), **paused(20, 10))) == [("", "warn")]


@pytest.mark.parametrize(
    ("act", "what"),
    [({"signature": 50}, "Last signature"), ({"look": 50}, "Last look at the work"),
     ({"teach": 50}, "Last teach-back")],
)  # fmt: skip
def test_it_says_since_when(act, what):
    assert seen(ABSENT, world(**acts(**act))) == [
        Sighting(
            "", "Helen Ames", Severity.HIGH,
            "The owner has signed, looked at and explained nothing for 50 days, since 2 October 2026.",
            (Proof(what, date(2026, 10, 2), None, *HERE),),
        )
    ]  # fmt: skip
    (start,) = seen(ABSENT, world(**acts()))
    assert start.proofs == (Proof("Last act, the start", date(2026, 6, 19), None, *HERE),)


def run(count, seconds, days=9):
    """So many signatures, the first and the last so many seconds apart."""
    return [(days, seconds - n * seconds // (count - 1)) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "seconds", "expected"), [(5, 600, 1), (5, 601, 0), (4, 60, 0), (5, 0, 1), (9, 600, 1), (9, 1100, 1)]
)
def test_five_signatures_within_ten_minutes(count, seconds, expected):
    assert raised(STAMP, world(**signed(*run(count, seconds)))) == [("helen", "warn")] * expected


def test_two_people_are_two_hands():
    rows = signed(*run(3, 60))["signatures"] + signed(*run(3, 60), who="olive")["signatures"]
    assert raised(STAMP, world(signatures=rows)) == []
    rows = signed(*run(5, 60))["signatures"] + signed(*run(5, 60), who="olive")["signatures"]
    assert raised(STAMP, world(signatures=rows)) == [("helen", "warn"), ("olive", "warn")]


@pytest.mark.parametrize(("days", "expected"), [(56, 1), (57, 0)])
def test_a_burst_is_forgotten_after_the_window(days, expected):
    assert len(raised(STAMP, world(**signed(*run(5, 60, days=days))))) == expected


@pytest.mark.parametrize(
    ("day", "who", "expected"), [(8, "helen", 0), (9, "helen", 1), (10, "helen", 1), (8, "priya", 1)]
)
def test_a_teach_back_on_a_later_day_settles_it(day, who, expected):
    answered = {"teach_backs": {"answered": [[ago(day), who, "id"]]}}
    assert len(raised(STAMP, world(**signed(*run(5, 60)), **answered))) == expected


def test_a_burst_over_midnight_is_told_by_the_evening_on_which_it_began():
    rows = [(8, 86_400 + second) for second in (240, 180, 120, 60)] + [(9, 86_400 - 50)]
    (found,) = seen(STAMP, world(**signed(*rows)))
    assert found.says == "Helen Ames signed 5 times within 4:50 minutes on 12 November 2026."
    rows = [(8, 86_400 + 50)] + [(9, 86_400 - second) for second in (60, 120, 180, 240)]
    (found,) = seen(STAMP, world(**signed(*rows)))
    assert found.says == "Helen Ames signed 5 times within 4:50 minutes on 12 November 2026."


def test_the_largest_burst_is_told_and_of_equal_ones_the_newest():
    small, large = run(5, 60, days=3), run(6, 60, days=9)
    newest = [(days, second + 100_000) for days, second in small]
    assert "signed 6 times" in seen(STAMP, world(**signed(*newest, *large)))[0].says
    equal = run(5, 60, days=9)
    assert "on 18 November 2026" in seen(STAMP, world(**signed(*newest, *equal)))[0].says


@pytest.mark.parametrize(
    ("what", "words"),
    [("Revision", "A strategy section"), ("Phase", "A gate"), ("Engagement", "The charter"),
     ("DecisionRule", "A decision rule"), ("DeliverableVersion", "A deliverable"),
     ("PlanChange", "A change of the plan"), ("ScopeChange", "A change of the scope"), ("Waiver", "A waiver"),
     ("SomethingElse", "A text")],
)  # fmt: skip
def test_every_signature_is_told(what, words):
    (found,) = seen(STAMP, world(**signed(*run(5, 250), what=what)))
    assert found.says == "Helen Ames signed 5 times within 4:10 minutes on 12 November 2026."
    assert found.proofs == (Proof(f"{words}: Voice", date(2026, 11, 12), "helen", *HERE),) * 5


@pytest.mark.parametrize(("seconds", "words"), [(0, "a minute"), (59, "a minute"), (60, "1:00 minutes")])
def test_all_at_once_is_within_a_minute(seconds, words):
    (found,) = seen(STAMP, world(**signed(*run(5, seconds))))
    assert found.says == f"Helen Ames signed 5 times within {words} on 12 November 2026."


def test_it_says_how_long_was_read_where_that_is_known():
    rows = signed(*run(5, 250))["signatures"]
    rows[0][6:], rows[1][6:], rows[2][6:], rows[3][6:] = [65, 400], [10, 300], [7, None], [None, 9]
    (found,) = seen(STAMP, world(signatures=rows))
    assert found.says == (
        "Helen Ames signed 5 times within 4:10 minutes on 12 November 2026, with 1:15 minutes to read 700 words."
    )
    assert [proof.what for proof in found.proofs] == [
        "A strategy section: Voice", "A strategy section: Voice", "A strategy section: Voice",
        "A strategy section: Voice, with 0:10 minutes to read 300 words",
        "A strategy section: Voice, with 1:05 minutes to read 400 words",
    ]  # fmt: skip
