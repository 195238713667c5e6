"""What each guard says of small facts."""

from uuid import UUID

import pytest

from tests.selfsufficiency.triggers.worlds import TODAY, ago, person, quiet, week
from tracker.selfsufficiency.guards import seen
from tracker.selfsufficiency.guards.teaching_back import may_be_asked, open_teach_backs, requests

DRAWN, SPARED = str(UUID(int=2)), str(UUID(int=1))  # the first is asked about two days later


def facts(**slices):
    return quiet() | slices


def signed(days, second=0, id=SPARED, who="helen", what="Revision", read=None, words=None):
    return [ago(days), second, who, what, "Voice", id, read, words]


def test_a_burst_is_told_with_its_time_of_reading():
    rows = [signed(9, second, read=30, words=200) for second in (400, 300, 200, 100, 0)]
    guard = seen.bursts(facts(signatures=[signed(3, 500_000), *rows, signed(57)]), TODAY)
    assert guard.odd
    assert guard.says == (
        "6 signatures in 56 days; 5 of them within 6:40 minutes on 12 November 2026, with 2:30 minutes to read 1000"
        " words."
    )
    assert guard.lines[0].what == "A strategy section: Voice, with 0:30 minutes to read 200 words"
    assert len(guard.lines) == 5 and {line.person for line in guard.lines} == {"helen"}


def test_without_a_burst_the_signatures_themselves_are_shown():
    guard = seen.bursts(facts(signatures=[signed(3), signed(57)]), TODAY)
    assert (guard.says, guard.odd) == ("1 signature in 56 days; never 5 within ten minutes.", False)
    assert [line.what for line in guard.lines] == ["A strategy section: Voice"]
    nothing = seen.bursts(facts(signatures=[]), TODAY)
    assert nothing.says == "0 signatures in 56 days; never 5 within ten minutes." and nothing.lines == ()


@pytest.mark.parametrize(("days", "asked"), [(1, 0), (2, 1), (30, 1)])
def test_the_lot_asks_two_days_after_this_signature(days, asked):
    assert len(requests(facts(signatures=[signed(days, id=DRAWN)]), TODAY)) == asked
    assert requests(facts(signatures=[signed(days, id=SPARED)]), TODAY) == []


@pytest.mark.parametrize(("days", "waits"), [(2, True), (30, True), (31, False)])
def test_it_waits_for_28_days(days, waits):
    there = facts(signatures=[signed(days, id=DRAWN)])
    assert [one.open for one in requests(there, TODAY)] == [waits]
    assert len(open_teach_backs(there, TODAY, "helen")) == waits
    assert open_teach_backs(there, TODAY, "priya") == []


def test_whoever_has_left_is_not_waited_for():
    people = quiet()["people"] | {"helen": person("Helen Ames", "owner", active=False)}
    assert [one.open for one in requests(facts(signatures=[signed(9, id=DRAWN)], people=people), TODAY)] == [False]


def test_somebody_may_ask_whatever_the_lot_says():
    kept = {"asked": [[SPARED, ago(3), "Marcus Hale"]], "answered": []}
    (one,) = requests(facts(signatures=[signed(9)], teach_backs=kept), TODAY)
    assert (one.by, one.open, one.asked_on.isoformat()) == ("Marcus Hale", True, ago(3))
    answered = kept | {"answered": [[ago(1), "helen", SPARED]]}
    (one,) = requests(facts(signatures=[signed(9)], teach_backs=answered), TODAY)
    assert one.answered and not one.open


def test_a_waiver_is_explained_by_its_reason():
    assert requests(facts(signatures=[signed(9, id=DRAWN, what="Waiver")]), TODAY) == []
    assert may_be_asked(facts(signatures=[signed(9, what="Waiver")]), TODAY, "marcus") == []


def test_only_others_signatures_that_nobody_asked_about_are_offered():
    rows = [signed(9, id=SPARED), signed(9, id=DRAWN), *(signed(9, id=str(UUID(int=n))) for n in range(12, 21))]
    offered = may_be_asked(facts(signatures=rows), TODAY, "marcus")
    assert [one.sign_off for one in offered] == [SPARED, *(str(UUID(int=n)) for n in range(12, 17))]
    assert may_be_asked(facts(signatures=rows), TODAY, "helen") == []
    missed = facts(signatures=[signed(31, id=DRAWN)])
    assert [one.sign_off for one in may_be_asked(missed, TODAY, "marcus")] == [DRAWN]


def test_the_guard_counts_what_was_asked_explained_and_missed():
    rows = [signed(5, id=DRAWN), signed(60, id=str(UUID(int=25))), signed(9, id=SPARED)]
    kept = {"asked": [[SPARED, ago(3), "Marcus Hale"]], "answered": [[ago(1), "helen", SPARED]]}
    guard = seen.teach_backs(facts(signatures=rows, teach_backs=kept), TODAY)
    assert guard.says == "Asked about 3 signatures of late: 1 explained, 1 waiting, 1 not explained in time."
    assert guard.odd and [line.what for line in guard.lines] == [
        "A strategy section: Voice, signed on 16 November 2026; drawn by lot; waiting",
        "A strategy section: Voice, signed on 22 September 2026; drawn by lot; not explained",
        "A strategy section: Voice, signed on 12 November 2026; asked by Marcus Hale; explained",
    ]
    assert not seen.teach_backs(facts(signatures=rows[:1]), TODAY).odd


def test_hands_on_stands_beside_the_index():
    log = {"posts": [[ago(3), "client", 3, "tom"], [ago(3), "provider", 5, "vera"], [ago(40), "client", 1, "tom"]]}
    guard = seen.hands_on(facts(work=log), TODAY, 64.7)
    assert guard.says == (
        "Your own people's hands did 44.4% of what was delivered since 26 September 2026; the index stands at 64."
    )
    assert [line.what for line in guard.lines] == [
        "The four weeks to 21 November 2026: 37.5% by your own hands",
        "The four weeks to 24 October 2026: 100% by your own hands",
        "The four weeks to 26 September 2026: nothing is logged",
        "The four weeks to 29 August 2026: nothing is logged",
    ]
    assert seen.hands_on(facts(work={}), TODAY, None).says == "Nothing is logged since 26 September 2026."


@pytest.mark.parametrize(
    ("minutes", "log", "said"),
    [(210, [], "Marcus Hale: 3:30 hours, and nothing logged as delivered or done together"),
     (210, ["oversight"], "Marcus Hale: 3:30 hours, and nothing logged as delivered or done together"),
     (0, ["consultant", "together"], "Marcus Hale: 4 pieces delivered or done together, and no time written down"),
     (210, ["together"], None), (0, [], None), (0, ["oversight"], None)],
)  # fmt: skip
def test_time_and_work_of_a_consultant_fit_week_by_week(minutes, log, said):
    time = {"plans": [], "used": {"marcus": [[week(2), minutes]]}}
    work = {"posts": [[week(2), mode, 2, "marcus"] for mode in log]}
    guard = seen.consultants_time(facts(time=time, work=work), TODAY)
    assert [line.what for line in guard.lines] == ([said] if said else [])
    assert guard.odd == bool(said)


def test_full_weeks_of_the_practice_only():
    used = {"marcus": [[week(9), 60], [week(8), 60], [week(1), 60], [week(0), 60]], "priya": [[week(1), 60]]}
    guard = seen.consultants_time(facts(time={"plans": [], "used": used}, work={}), TODAY)
    assert [line.on.isoformat() for line in guard.lines] == [week(1), week(8)]
    assert guard.says == "2 weeks of a consultant in the last 8 full weeks where time and work do not fit."
    calm = seen.consultants_time(facts(time={"plans": [], "used": {}}, work={}), TODAY)
    assert calm.says == "Time and work of every consultant fit in the last 8 full weeks."


def test_the_sample_says_how_many_were_asked_and_what_they_said():
    counts = {"days": 56, "pool": 43, "asked": 5, "yes": 3, "no": 1, "open": 1}
    guard = seen.sampled(counts)
    assert guard.says == "5 of 43 entries of 56 days asked about, 11.6%: 3 confirmed, 1 not so, 1 waiting."
    assert guard.odd and not seen.sampled(counts | {"no": 0}).odd
    none = seen.sampled(dict.fromkeys(counts, 0) | {"days": 56})
    assert none.says == "0 of 0 entries of 56 days asked about: 0 confirmed, 0 not so, 0 waiting."


def test_the_newest_questions_are_told_with_their_answers():
    counts = {"days": 56, "pool": 43, "asked": 5, "yes": 3, "no": 1, "open": 1}
    newest = [(TODAY, "2 × reply", answer) for answer in ("yes", "no", "", "corrected", "withdrawn")]
    guard = seen.sampled(counts, newest)
    assert [line.what for line in guard.lines] == [
        "2 × reply: confirmed", "2 × reply: not so, and taken back", "2 × reply: waiting", "2 × reply: corrected",
        "2 × reply: taken back before an answer",
    ]  # fmt: skip
    assert {line.on for line in guard.lines} == {TODAY}
