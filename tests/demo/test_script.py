"""The stories as they are written: every word leads somewhere, and nothing in them goes out of date."""

import ast
import re
from pathlib import Path

import pytest

import tracker.demo
from tracker.demo.loading import everybody
from tracker.demo.notes import note_on
from tracker.demo.prose import FOLDER, prose
from tracker.demo.stories.practices import HARBOUR, PRACTICES, TIDEWATER
from tracker.playbooks.reading import list_shipped
from tracker.toolkit.secrets_refused import looks_like_secret

PACKAGE = Path(tracker.demo.__file__).parent
MONTHS_AND_SEASONS = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"spring|summer|autumn|winter|Christmas|Easter|20[0-9]{2})\b"
)
TOLD = sorted([*FOLDER.glob("*.md"), *(PACKAGE / "stories").glob("*.py")])
BOOKS = {book.key: book for book in list_shipped()}


def test_one_practice_has_six_clients_and_another_stands_behind_the_wall() -> None:
    assert [story.sector for story in HARBOUR.stories] == [
        "Dental care", "Recruitment", "Manufacturing", "Cafés", "Charity", "Accountancy",
    ]  # fmt: skip
    assert len(TIDEWATER.stories) == 1
    assert max(story.weeks for story in HARBOUR.stories) == 31


def test_every_shipped_playbook_is_used() -> None:
    assert {story.playbook for practice in PRACTICES for story in practice.stories} == set(BOOKS)


def test_nobody_shares_an_address_and_all_addresses_are_reserved_for_examples() -> None:
    addresses = [person.email for practice in PRACTICES for person in everybody(practice)]

    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(".example") for address in addresses)


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
def test_no_month_season_or_year_is_named_since_the_story_moves_with_today(file: Path) -> None:
    assert MONTHS_AND_SEASONS.findall(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda f: f.name)
def test_nothing_that_people_write_looks_like_a_secret(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        assert looks_like_secret(line) is None


@pytest.mark.parametrize("key", sorted(BOOKS))
def test_the_texts_of_a_playbook_belong_to_things_that_it_has(key: str) -> None:
    book, shared = BOOKS[key], prose(f"{key}.md")
    activities = {activity.key for activity in book.activities}

    assert set(shared.get("rules", {})) <= activities
    assert set(shared.get("runbooks", {})) <= activities
    for passage in shared.get("rules", {}).values():
        assert passage.text.split(":")[0] in {"in house", "blend", "outsource"}
        assert passage.words


@pytest.mark.parametrize("story", [story for practice in PRACTICES for story in practice.stories], ids=lambda s: s.key)
def test_the_sections_of_a_story_are_those_of_its_playbook(story: object) -> None:
    sections = {section.key for section in BOOKS[story.playbook].sections}

    assert set(prose(story.prose).get("sections", {})) <= sections


def test_somebody_has_written_a_note_on_every_item() -> None:
    from random import Random

    for key, book in BOOKS.items():
        assert all(note_on(key, item.number, Random(1)) for item in book.items), key


def test_the_demo_writes_nothing_but_through_verbs() -> None:
    """No row is added or changed by hand; only the marks that make users and workspaces the demo's are set."""
    for file in PACKAGE.rglob("*.py"):
        if file.name == "removing.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                assert not (owner.endswith("session") and node.func.attr in {"add", "add_all", "delete", "merge"}), file
                assert node.func.attr not in {"insert", "bulk_save_objects"}, file
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
                target = node.targets[0]
                ours = isinstance(target.value, ast.Name) and target.value.id == "self"
                assert ours or target.attr in {"demo", "sent_at", "client", "engagement"}, ast.unparse(node)
