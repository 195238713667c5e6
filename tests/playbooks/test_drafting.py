"""A file becomes a draft: what is missing is a gap, what is wrong is refused with its line."""

import pytest

from tests.playbooks.spoiling import SMALL, line_of, spoilt
from tracker.playbooks.drafting import draft_from, gaps_of, skeleton, unfed_pillars
from tracker.playbooks.gaps import review
from tracker.playbooks.problems import PlaybookError
from tracker.playbooks.reading import read_playbook


def refused(text):
    with pytest.raises(PlaybookError) as refusal:
        draft_from(text)
    return refusal.value.problems


def test_a_sound_file_is_a_draft_without_gaps():
    draft = draft_from(SMALL)
    assert draft == read_playbook(SMALL).as_dict()
    assert gaps_of(draft) == unfed_pillars(draft) == ()


@pytest.mark.parametrize(
    ("old", "new", "page", "entry", "message"),
    [
        ("purpose: Keep everything alive.", "purpose: ''", "activities", "water", "Purpose must not be empty"),
        ("    usual_doer: Staff\n    accountable: champion\n", "    accountable: champion\n", "activities", "water",
         "Usual doer must not be empty"),
        ("licence: MIT\n", "", "about", "", "Licence must not be empty"),
        ("    evidence: A photograph of the basket", "    evidence: ''", "criteria", "harvest",
         "Evidence must not be empty"),
        ("rungs: [0, 1, 3, 4]", "rungs: []", "activities", "weed",
         'Rungs must be four numbers from 0 to 4, never falling; found nothing'),
        ("handover_pack: [Keys, Seeds]", "handover_pack: []", "promises", "",
         "Handover pack must have at least one; there is none"),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_gap_with_its_place(old, new, page, entry, message):
    text = SMALL.replace(old, new, 1)
    assert text != SMALL
    found = review(draft_from(text))
    assert [(gap.page, gap.entry, gap.message) for gap in found.gaps] == [(page, entry, message)]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("licence: MIT", "licence: MIT\nlicense: MIT", 'unknown field "license"; did you mean "licence"?'),
        ("licence: MIT", "licence: [MIT]", "licence must be text; found a list"),
        ("competency: weeding", "competency: weedin", 'must be the key of one of the competencies; found "weedin"'),
        ("  - key: weed\n    name: Weed\n", "  - key: water\n    name: Weed\n", '"water" is used already'),
        ("accountable: owner", "accountable: nobody", "accountable must be one of owner, champion"),
        ("rule: {name: charter_signed}", "rule: {name: charter_sung}", 'must be a known rule; found "charter_sung"'),
        ("  - {day: 60, questions: [What grew]}", "  - {day: 61, questions: [What grew]}", "day must be one of 30, 60"),
        ("  - kind: training\n", "  - kind: strategy\n", "kind must be one of strategy, implementation"),
        ("title: Keep the garden", "title: " + "x" * 121, "title must be at most 120 characters; found 121"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(old, new, says):
    text = spoilt(old, new)
    problems = refused(text)
    assert any(says in str(problem) and (problem.line or 0) >= line_of(old) for problem in problems), (
        [str(problem) for problem in problems]
    )


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list", "key: &a b", "a: !!python/x y", "key: [", "\0"])
def test_what_is_no_playbook_is_refused_whole(text):
    assert refused(text)


def test_keys_and_numbers_that_are_missing_are_made():
    text = spoilt("  - key: can\n    name: Watering can", "  - name: Watering can").replace("number: 2", "number: 7")
    draft = draft_from(text)
    assert draft["tools"][0]["key"] == "watering-can"
    assert draft["modules"][1]["items"][0]["number"] == 2


def test_every_pillar_that_a_skeleton_leaves_unfed_is_named():
    said = " ".join(problem.message for problem in unfed_pillars(skeleton("Empty")))
    pillars = "Owns the strategy", "Commands the tools", "Keeps responsibility", "Does the work", "Survives a leaver"
    assert [pillar for pillar in pillars if pillar not in said] == []
