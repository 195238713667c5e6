"""The practice's own figures: right, honest about how little they rest on, and silent about clients."""

from datetime import date, timedelta

import pytest

from tests import cast
from tests.portfolio.shelf import NUMBERS, engagement
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import SignOff
from tracker.portfolio.scorecard import CHECK_DAYS, FEWEST, Journey, journeys, scorecard
from tracker.selfsufficiency.models import Snapshot
from tracker.selfsufficiency.stages import Stage

TODAY = date(2027, 6, 1)
TOP, LOWER = Stage.SELF_SUFFICIENT, Stage.LEADING


def journey(took=100, ago=120, **more):
    """Handed over `ago` days before today, `took` days after the charter."""
    over = TODAY - timedelta(days=ago)
    return Journey(over - timedelta(days=took), more.pop("reached_on", None), over, **more)


def figures(*found):
    return scorecard(found, TODAY)


def test_under_the_minimum_nothing_is_said_but_how_few_there_are() -> None:
    found = figures(*[journey(stood={0: TOP, 90: TOP}, relapses=1)] * (FEWEST - 1))
    handover, reached, independent, *_ = found
    assert [one.tellable for one in found] == [False] * 5
    assert [one.says for one in found] == [""] * 5
    assert (handover.says, handover.count, reached.count, independent.count) == ("", FEWEST - 1, 0, FEWEST - 1)


def test_times_are_told_as_the_middle_and_the_middle_half() -> None:
    handover, reached, *_ = figures(*(journey(took=days) for days in (10, 20, 30, 40, 50, 60, 70, 80)))
    assert handover.says == "45 days, half of them between 30 and 60"
    assert reached.count == 0


def test_the_top_counts_from_its_first_day_whether_or_not_it_is_over() -> None:
    signed = TODAY - timedelta(days=200)
    found = [Journey(signed, signed + timedelta(days=days), None) for days in (90, 100, 110, 120, 130)]
    assert figures(*found)[1].says == "110 days, half of them between 100 and 120"


def test_only_those_whose_day_90_has_come_count_as_independent_or_not() -> None:
    come = [journey(ago=90, stood={0: TOP, 90: stage}) for stage in (TOP, TOP, TOP, LOWER, LOWER)]
    not_yet = [journey(ago=89, stood={0: TOP, 90: TOP})] * 3
    assert figures(*come, *not_yet)[2].says == "3 of 5, 60%"


def test_who_fell_below_the_stage_of_the_handover_fell_back_even_if_she_rose_again() -> None:
    found = [
        journey(stood={0: TOP, 30: TOP, 90: TOP}), journey(stood={0: TOP, 30: LOWER, 90: TOP}),
        journey(stood={0: LOWER, 30: LOWER, 90: TOP}), journey(stood={0: LOWER, 30: Stage.SHARING}),
        journey(stood={0: TOP, 30: TOP, 180: LOWER}),
    ]  # fmt: skip
    assert figures(*found)[3].says == "2 of 5, 40%"


def asked(ago=120, stage=TOP, **more):
    """Handed over with check-ins, which come before the index."""
    return journey(ago=ago, stood={0: TOP, 90: stage}, dated=frozenset(CHECK_DAYS), **more)


@pytest.mark.parametrize(
    ("found", "independent"),
    [
        (asked(answered=frozenset({90})), True),
        (asked(answered=frozenset({90}), down_at_90=1), False),
        (asked(answered=frozenset({90}), stage=LOWER), False),
        (asked(ago=97), False),
        (asked(ago=96), None),
        (asked(ago=90), None),
        (asked(ago=84, answered=frozenset({90})), True),
        (asked(answered=frozenset({90}), until=TODAY - timedelta(days=40)), True),
        (asked(until=TODAY - timedelta(days=40)), None),
    ],
)
def test_what_was_answered_on_day_90_comes_before_the_index(found, independent) -> None:
    """Four that lasted beside it, so that the figure is told once there is a fifth."""
    told = figures(*[asked(answered=frozenset({90}))] * FEWEST, found)[2]
    expected = {True: (6, "6 of 6, 100%"), False: (6, "5 of 6, 83%"), None: (5, "5 of 5, 100%")}
    assert (told.count, told.says) == expected[independent]


def test_relapses_that_clients_tell_of_count_and_so_does_climbing_back() -> None:
    sound = asked(answered=frozenset({30}))
    fell = [asked(answered=frozenset({30}), relapses=2, climbed=climbed) for climbed in (2, 2, 1, 0, 0)]
    *_, back, climbed = figures(*[sound] * 5, *fell)
    assert back.says == "5 of 10, 50%"
    assert (climbed.count, climbed.says) == (5, "5 of 10 activities, 50%")


def test_journeys_are_read_from_what_is_stored(as_person):
    me = as_person("tessa")
    today = clock.today()
    over = today - timedelta(days=100)
    found = engagement(1, state="handed_over")
    found.handed_over_on = over
    engagement(2, state="prospect")
    signed = clock.now() - timedelta(days=300)
    db.session.add(SignOff(**found.keys, subject_type="Engagement", subject_id=found.id, subject_hash="x" * 64,
                           signer_id=me.id, signer_name="Ewan", words="We agree.", at=signed))  # fmt: skip
    stages = {-20: "leading", -10: "self_sufficient", 0: "self_sufficient", 29: "self_sufficient", 31: "leading",
              90: "leading"}  # fmt: skip
    for days, stage in stages.items():
        db.session.add(Snapshot(**found.keys, day=over + timedelta(days=days), value=50.0, stage=stage, **NUMBERS))
    db.session.flush()
    one, = journeys()
    assert (one.signed_on, one.handed_over_on) == (clock.day_of(signed), over)
    assert one.reached_on == over - timedelta(days=10)
    assert [one.stood[days] for days in (0, 30, 60, 90)] == [TOP, TOP, LOWER, LOWER]


@pytest.mark.slow
def test_the_card_is_the_practices_alone_and_names_no_client(northgate, visit):
    for key in ("marcus", "mina"):
        page = visit(key).opens("/practice/scorecard")
        assert page.says("Our own scorecard") and page.says("Too few to say")
        assert not any(name in page.text for _, name, *_ in cast.CLIENTS.values())
    for key in ("helen", "priya", "aisha", "brook"):
        assert visit(key).opens("/practice/scorecard").status == 403
