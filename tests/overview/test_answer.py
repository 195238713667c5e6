"""The owner's sentence is right in every situation that the facts can be in."""

from typing import Any

import pytest

from tracker.overview.answer import answer
from tracker.selfsufficiency.stages import Stage

PRACTICE = "Harbour & Lane"


def activity(
    name: str = "Paid promotion", rung: int = 4, owner: str | None = "accepted", na: bool = False
) -> dict[str, Any]:
    post = {
        None: None,
        "asked": {"person": "p", "accepted_on": None},
        "accepted": {"person": "p", "accepted_on": "2026-01-01"},
    }
    return {"name": name, "rung": rung, "accountable": post[owner], "na": na}


def facts(*activities: dict[str, Any], state: str = "active") -> dict[str, Any]:
    return {"engagement": {"state": state}, "activities": list(activities)}


def said(stage: Stage, *activities: dict[str, Any], state: str = "active") -> str:
    found = answer(facts(*activities, state=state), stage, PRACTICE)
    return f"{found.verdict} {found.because}"


@pytest.mark.parametrize(
    ("stage", "activities", "words"),
    [
        (Stage.SELF_SUFFICIENT, [activity(), activity("Write posts")],
         "Yes. Your own people carry both activities, and each has somebody of yours who answers for it."),
        (Stage.LEADING, [activity(), activity("Write posts", 3)],
         "Nearly. Your own people carry both activities, and each has somebody of yours who answers for it."),
        (Stage.SHARING, [activity(rung=1, owner=None), activity("Write posts")],
         "Not yet. Your own people carry 1 of the 2 activities, but one still leans on Harbour & Lane, "
         "and nobody of yours answers for paid promotion."),
        (Stage.DEPENDENT, [activity(rung=0, owner=None), activity("Write posts", 0, None)],
         "Not yet. Both activities still lean on Harbour & Lane, and nobody of yours answers for any of them."),
        (Stage.SELF_SUFFICIENT, [activity(owner=None)],
         "Partly. Your own people carry the one activity, but nobody of yours answers for paid promotion."),
        (Stage.SELF_SUFFICIENT, [activity(owner="asked")],
         "Partly. Your own people carry the one activity, but one waits for somebody to accept."),
        (Stage.LEADING, [activity(rung=2), *[activity(f"A{n}") for n in range(5)]],
         "Partly. Your own people carry 5 of the 6 activities, but one still leans on Harbour & Lane, "
         "and each has somebody of yours who answers for it."),
        (Stage.SHARING, [activity("SEO", 1, None), activity("Write posts")],
         "Not yet. Your own people carry 1 of the 2 activities, but one still leans on Harbour & Lane, "
         "and nobody of yours answers for SEO."),
    ],
)  # fmt: skip
def test_the_sentence_fits_the_facts(stage: Stage, activities: list[dict[str, Any]], words: str) -> None:
    assert said(stage, *activities) == words


def test_before_the_charter_nothing_is_promised() -> None:
    assert said(Stage.DEPENDENT, activity(rung=0), state="agreed") == (
        "Not started. Harbour & Lane starts when you have signed the charter."
    )


def test_what_does_not_apply_is_left_out() -> None:
    assert "lean" not in said(Stage.SELF_SUFFICIENT, activity(), activity(rung=0, owner=None, na=True))


def test_with_nothing_left_to_run_it_says_so() -> None:
    assert said(Stage.DEPENDENT, activity(na=True)).startswith("Nothing to run yet.")
