"""The owner's sentence is right, and flatters nobody, in forty situations that an engagement can be in."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tracker.overview.answer import answer
from tracker.overview.situation import Situation
from tracker.selfsufficiency.doubts import Figures
from tracker.selfsufficiency.stages import MINIMA, Stage

PRACTICE = "Harbour & Lane"
ACCEPTED = {"person": "p", "accepted_on": "2026-01-01"}
ASKED = {"person": "p", "accepted_on": None}
MIDDLE = {Stage.DEPENDENT: 10, Stage.LEARNING: 30, Stage.SHARING: 50, Stage.LEADING: 70, Stage.SELF_SUFFICIENT: 90}


def activity(name="Paid promotion", rung=4, owner=ACCEPTED, doer="person", critical=False):
    return {"name": name, "rung": rung, "accountable": owner, "doer": {"kind": doer}, "critical": critical}


def figures(stage, *, present=36, low=None, high=None, held=()):
    value = MIDDLE[stage]
    return Figures(value, stage, held, present, 36, value, low or value - 1, high or value + 1)


def now(stage, *activities, pillars=None, **more):
    """An active engagement with everything evidenced and logged, unless told otherwise."""
    shares = more.pop("figures", None) or figures(stage)
    bars = {"S": 0.8, "T": 0.8, "R": 0.8, "P": 0.8, "Z": 0.8} | (pillars or {})
    return Situation(**{"state": "active", "activities": list(activities), "figures": shares, "pillars": bars} | more)


SELF, LEADING, SHARING, LEARNING, DEPENDENT = (
    Stage.SELF_SUFFICIENT, Stage.LEADING, Stage.SHARING, Stage.LEARNING, Stage.DEPENDENT
)  # fmt: skip
BOTH = (activity(), activity("Write posts"))
CHECKED = (activity(), activity("Write posts", 3))
EARLY = (activity(rung=0, owner=None), activity("Write posts", 0, None))
FIVE_OF_SIX = (activity(rung=2), *(activity(f"A{n}") for n in range(5)))
CONVERGING = {"state": "converging", "likely": "2027-03-20", "planned": "2027-03-16"}
OWNED = "Your own people carry both activities and answer for each"
FIVE = (
    "Your own people carry 5 of the 6 activities, but one still leans on Harbour & Lane, and each has somebody "
        "of yours who answers for it."
)

SITUATIONS = {
    "nothing agreed": (now(DEPENDENT, *EARLY, state="prospect"),
        "Not started. Harbour & Lane and you have not agreed on it yet."),
    "charter not signed": (now(DEPENDENT, *EARLY, state="agreed", charter_signed=False),
        "Not started. Harbour & Lane starts when you have signed the charter."),
    "charter signed, not begun": (now(DEPENDENT, *EARLY, state="agreed"),
        "Not started. Harbour & Lane starts as agreed in the charter."),
    "declined": (now(DEPENDENT, *EARLY, state="declined"),
        "Not started. You and Harbour & Lane decided not to begin."),
    "nothing listed": (now(DEPENDENT),
        "Nothing to run yet. No activity is listed in this engagement."),
    "the first day": (now(DEPENDENT, *EARLY, logged=False, figures=figures(DEPENDENT, present=0)),
        "Not yet. Both activities still lean on Harbour & Lane, and nobody of yours answers for any of them. No "
        "work was logged in the last eight weeks, so nothing shows who does it."),
    "nobody accountable for one": (now(SHARING, activity(rung=1, owner=None), activity("Write posts")),
        "Not yet. Your own people carry 1 of the 2 activities, but one still leans on Harbour & Lane, and "
        "nobody of yours "
        "answers for paid promotion."),
    "a name in capitals": (now(SHARING, activity("SEO", 1, None), activity("Write posts")),
        "Not yet. Your own people carry 1 of the 2 activities, but one still leans on Harbour & Lane, and "
        "nobody of yours "
        "answers for SEO."),
    "nobody accountable for the critical one": (
        now(SHARING, activity("Crisis response", 3, None, critical=True), activity(owner=None), activity("B")),
        "Not yet. Your own people carry all 3 activities, but nobody of yours answers for crisis response and "
        "one more."),
    "several unowned": (now(LEARNING, activity(owner=None), activity("B", 1, None), activity("C", 1)),
        "Not yet. Your own people carry 1 of the 3 activities, but two still lean on Harbour & Lane, and nobody "
        "of yours answers for two of them."),
    "asked and not accepted": (now(SHARING, activity(owner=ASKED), activity("Write posts", owner=ASKED)),
        "Not yet. Your own people carry both activities, but two wait for somebody to accept."),
    "all carried, none owned": (now(SHARING, activity(owner=None), activity("Write posts", owner=None)),
        "Not yet. Your own people carry both activities, but nobody of yours answers for any of them."),
    "one activity, unowned": (now(LEADING, activity(owner=None)),
        "Partly. Your own people carry the one activity, but nobody of yours answers for paid promotion."),
    "one activity, all well": (now(SELF, activity()),
        "Yes. Your own people carry the one activity and answer for it."),
    "one activity, still theirs": (now(LEARNING, activity(rung=1)),
        "Not yet. The one activity still leans on Harbour & Lane, and somebody of yours answers for it."),
    "all well": (now(SELF, *BOTH), f"Yes. {OWNED}."),
    "all well but still checked": (now(SELF, *CHECKED), f"Nearly. {OWNED}, but Harbour & Lane still checks one "
        "of them."),
    "all still checked": (now(LEADING, activity(rung=3), activity("Write posts", 3)),
        f"Nearly. {OWNED}, but Harbour & Lane still checks both."),
    "all carried, a bar lags": (now(LEADING, *BOTH, pillars={"S": 0.55}),
        f"Nearly. {OWNED}, but “Owns the strategy” stands at .55."),
    "all carried, held far below": (
        now(SHARING, *BOTH, pillars={"T": 0.31}, figures=figures(SHARING, held=[["T", 0.4, 0.31]])),
        f"Not yet. {OWNED}, but “Commands the tools” stands at .31."),
    "all carried, the number lags": (now(LEADING, *BOTH),
        f"Nearly. {OWNED}, but the number is 70, and Self-sufficient begins at 80."),
    "one leans, most done": (now(LEADING, *FIVE_OF_SIX), f"Partly. {FIVE}"),
    "one leans, held at sharing": (
        now(SHARING, *FIVE_OF_SIX, figures=figures(SHARING, held=[["R", 0.4, 0.3]])), f"Not yet. {FIVE}"),
    "the practice does what stands high": (now(LEADING, activity(doer="practice"), activity("Write posts")),
        "Not yet. Your own people carry 1 of the 2 activities, but one still leans on Harbour & Lane, and each has "
        "somebody of yours who answers for it."),
    "outsourced and owned": (now(SELF, activity(doer="provider"), activity("Write posts")),
        "Yes. Your own people carry or direct both activities and answer for each."),
    "outsourced and nobody's": (now(LEARNING, activity(doer="provider", owner=None), activity("Write posts")),
        "Not yet. Your own people carry or direct both activities, but nobody of yours answers for paid promotion."),
    "critical warning open": (now(LEADING, *BOTH, critical_flag="The studio is tied to the practice"),
        f"Not yet. {OWNED}. A critical warning is open: the studio is tied to the "
        "practice."),
    "provisional and high": (now(LEADING, *BOTH, figures=figures(LEADING, present=21)),
        f"Not proven. {OWNED}. Only 21 of 36 things are evidenced, so the number "
        "may still move a lot."),
    "provisional and low": (now(LEARNING, *EARLY, figures=figures(LEARNING, present=5)),
        "Not yet. Both activities still lean on Harbour & Lane, and nobody of yours answers for any of them. "
        "Only 5 of 36 things are evidenced, so the number may still move a lot."),
    "borderline at the top": (now(SELF, *BOTH, figures=figures(SELF, low=79.4, high=80.6)),
        f"Nearly. {OWNED}. It is borderline: weighed otherwise, 79.4 to 80.6, between Leading and Self-sufficient."),
    "borderline at Leading": (now(LEADING, *FIVE_OF_SIX, figures=figures(LEADING, low=59, high=62)),
        f"Partly. {FIVE} It is borderline: weighed otherwise, 59 to 62, between Sharing and Leading."),
    "gone back lately": (now(LEADING, *FIVE_OF_SIX, moved=-4),
        f"Partly. {FIVE} It has gone back four points in four weeks."),
    "gone back by a hair": (now(LEADING, *FIVE_OF_SIX, moved=-1), f"Partly. {FIVE}"),
    "forecast late": (now(LEADING, *FIVE_OF_SIX, forecast=CONVERGING),
        f"Partly. {FIVE} At the present pace it may well be later than 16 March 2027, the day you planned."),
    "forecast in time": (now(LEADING, *FIVE_OF_SIX, forecast=CONVERGING | {"likely": "2027-03-16"}),
        f"Partly. {FIVE}"),
    "not converging": (now(LEADING, *FIVE_OF_SIX, forecast={"state": "not_converging"}),
        f"Partly. {FIVE} At the present pace the steps left do not grow fewer."),
    "too early for a forecast": (now(LEADING, *FIVE_OF_SIX, forecast={"state": "none"}), f"Partly. {FIVE}"),
    "one thing left": (now(LEADING, *FIVE_OF_SIX, steps_left=1), f"Partly. {FIVE} One step is left."),
    "nothing logged": (now(LEADING, *BOTH, logged=False),
        f"Not proven. {OWNED}. No work was logged in the last eight weeks, so "
        "nothing shows who does it."),
    "somebody left": (now(LEADING, *FIVE_OF_SIX, left="Tom Baines", left_spots=2),
        f"Partly. {FIVE} Tom Baines has left, and two gaps are still open."),
    "a gate waits": (now(LEADING, *FIVE_OF_SIX, gate="Training", moved=-4),
        f"Partly. {FIVE} The Training gate waits for you."),
    "paused": (now(LEADING, *FIVE_OF_SIX, state="paused", since=date(2026, 11, 3), moved=-4),
        f"Paused. Nothing moves since 3 November 2026, and {FIVE[:1].lower() + FIVE[1:]}"),
    "handed over and sound": (now(SELF, *BOTH, state="handed_over", share=0.0), f"You run it. {OWNED}."),
    "handed over, not all alone": (now(SELF, *CHECKED, state="handed_over"),
        f"You run it, with gaps. {OWNED}, but one of them is not yet yours alone."),
    "handed over, they linger": (now(SELF, *BOTH, state="handed_over", share=0.12),
        f"You run it. {OWNED}. Yet Harbour & Lane did 12% of the work in the last four weeks."),
    "handed over and slipping": (now(LEADING, *BOTH, state="handed_over", pillars={"Z": 0.2}, moved=-9),
        f"You run it, with gaps. {OWNED}, but “Survives a leaver” stands at .20. It has gone back nine points "
        f"in four "
        "weeks."),
    "handed over with an exception": (now(SELF, activity(owner=None), activity("Write posts"), state="handed_over"),
        "You run it, with gaps. Your own people carry both activities, but nobody of yours answers for paid "
        "promotion."),
    "closed": (now(SELF, *BOTH, state="closed", ended_on=date(2026, 6, 1)),
        "It is over. When it closed on 1 June 2026, your own people carried both activities, and each had "
        "somebody of yours who answered for it."),
    "ended early": (now(LEARNING, activity(rung=1, owner=None), activity("Write posts"), state="ended_early",
                        moved=-9),
        "It ended early. When it ended, your own people carried 1 of the 2 activities, but one still leaned on "
        "Harbour & Lane, and nobody of yours answered for paid promotion."),
}  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_sentence_is_right(name):
    situation, words = SITUATIONS[name]
    found = answer(situation, PRACTICE)
    assert " ".join(filter(None, (found.verdict, found.because, found.caution))) == words


def test_there_are_forty_situations_and_more():
    assert len(SITUATIONS) >= 40


def test_it_never_says_more_than_the_stage_and_its_minima_do():
    """Over every mixture of stage, rung, post, doer, evidence and warning."""
    doers, owners = ("person", "provider", "practice"), (None, ASKED, ACCEPTED)
    for stage, rung, owner, doer, present, flag, logged in product(
        Stage, range(5), owners, doers, (10, 36), ("", "Locked out"), (True, False)
    ):
        said = now(stage, activity(rung=rung, owner=owner, doer=doer), critical_flag=flag, logged=logged,
                   figures=figures(stage, present=present))  # fmt: skip
        verdict = answer(said, PRACTICE).verdict
        if verdict == "Yes.":
            assert stage == SELF and rung == 4 and owner is ACCEPTED and doer != "practice"
        if verdict in {"Yes.", "Nearly.", "Partly."}:
            assert stage >= LEADING and present == 36 and logged and not flag
        if verdict == "Nearly.":
            assert rung >= 3 and owner is ACCEPTED


def test_the_bar_that_is_named_is_the_one_furthest_from_its_mark():
    short = now(LEADING, *BOTH, pillars={"P": 0.55, "Z": 0.30, "S": 0.65})
    assert short.weakest == ("Survives a leaver", 0.30)
    assert replace(short, pillars=dict.fromkeys(MINIMA[SELF], 0.7)).weakest is None
