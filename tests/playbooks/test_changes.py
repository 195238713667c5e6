"""What changed between two versions, told part by part in words."""

from copy import deepcopy

import pytest

from tests.playbooks.spoiling import SMALL
from tracker.playbooks.changes import Changed, Different, changes_between
from tracker.playbooks.drafting import draft_from
from tracker.playbooks.parts import renumber
from tracker.playbooks.reading import list_shipped

BEFORE = draft_from(SMALL)


def told(change):
    after = deepcopy(BEFORE)
    change(after)
    renumber(after)
    return changes_between(BEFORE, after)


@pytest.mark.parametrize("content", list_shipped(), ids=lambda content: content.key)
def test_nothing_changed_between_a_playbook_and_itself(content):
    assert changes_between(content.as_dict(), content.as_dict()) == []


def test_what_came_and_what_went():
    def change(after):
        after["tools"].append({**after["tools"][0], "key": "hose", "name": "Hose"})
        del after["activities"][1]

    assert told(change) == [Changed("Activities", removed=("Weed",)), Changed("Tools", added=("Hose",))]


def test_what_is_different_field_by_field():
    def change(after):
        after["activities"][0] |= {"critical": False, "accountable": "owner", "competencies": ["watering", "weeding"]}
        after["phases"][1]["exit_criteria"][0]["rule"]["rung"] = 3
        after["charter"] = "## Anew\n\n" + "We agree. " * 40

    how = ("Critical: yes → no", "Answers for it: Champion → Owner", "Competencies: Watering → Watering, Weeding")
    assert told(change) == [
        Changed("About it and its promises", different=(Different("Charter", ("written anew",)),)),
        Changed("Criteria", different=(Different("Everything is done together", (
            "Rule: Activities stand on a rung of the ladder, or above (activities: all; rung: 2)"
            " → Activities stand on a rung of the ladder, or above (activities: all; rung: 3)",
        )),)),
        Changed("Activities", different=(Different("Water the beds", how),)),
    ]  # fmt: skip


def test_another_order_is_told_as_that():
    assert told(lambda after: after["activities"].reverse()) == [Changed("Activities", reordered=True)]


def test_an_item_that_moves_to_another_module_is_not_told_as_two():
    def change(after):
        after["modules"][1]["items"].append(after["modules"][0]["items"].pop())

    moved = Different("Find the tap", ("Module: Water → Weeds",))
    assert told(change) == [Changed("Items", different=(moved,), reordered=True)]


def test_an_item_with_another_text_is_the_same_item():
    def change(after):
        after["modules"][0]["items"][0]["text"] = "Find both taps"

    reworded = Different("Find both taps", ("Text: Find the tap → Find both taps",))
    assert told(change) == [Changed("Items", different=(reworded,))]
