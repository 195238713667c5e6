"""A sound file becomes content and back; an author who makes mistakes is told all of them, with lines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.playbooks.spoiling import SMALL, line_of, only_problem, problems_in, spoilt
from tracker.playbooks.content import PlaybookContent, Rule
from tracker.playbooks.problems import MOST_REPORTED
from tracker.playbooks.reading import PlaybookError, main, read_playbook

ROOT = Path(__file__).parents[2]


def test_a_sound_file_is_read_into_its_content():
    garden = read_playbook(SMALL)
    assert garden.key == "garden"
    assert garden.charter == "## What we agree\n\nYou water it, we leave."
    assert garden.activities[1].rungs == (0, 1, 3, 4)
    assert garden.phases[1].exit_criteria[0].rule == Rule.of("rungs_at_least", rung=2, activities="all")
    assert garden.phases[1].exit_criteria[0].rule["rung"] == 2
    assert garden.phases[3].exit_criteria[0].evidence == "A photograph of the basket"
    assert [item.number for item in garden.items] == [1, 2]


def test_content_goes_into_json_and_back_unchanged():
    garden = read_playbook(SMALL)
    stored = json.loads(json.dumps(garden.as_dict()))
    assert stored == garden.as_dict()
    assert PlaybookContent.from_dict(stored) == garden


def test_stored_content_is_itself_a_playbook_file():
    garden = read_playbook(SMALL)
    assert read_playbook(json.dumps(garden.as_dict(), ensure_ascii=False)) == garden


def test_stored_content_of_another_shape_is_not_taken():
    stored = read_playbook(SMALL).as_dict()
    with pytest.raises(KeyError):
        PlaybookContent.from_dict(stored | {"surprise": 1})
    del stored["charter"]
    with pytest.raises(TypeError):
        PlaybookContent.from_dict(stored)


def test_a_message_says_file_line_place_rule_and_what_was_found():
    with pytest.raises(PlaybookError) as refusal:
        read_playbook(spoilt("rungs: [1, 2, 3, 4]", "rungs: [1, 2, 5, 4]"), name="garden.yaml")
    assert str(refusal.value) == (
        f"garden.yaml:{line_of('rungs: [1, 2, 3, 4]')}: activities › Water the beds: "
        'rungs must be four numbers from 0 to 4, never falling; found "1, 2, 5, 4"'
    )
    assert refusal.value.problems[0].where == "activities[0].rungs"


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file():
    text = spoilt("number: 2", "number: 9").replace("version: 1", "version: one")
    text = text.replace("competency: weeding", "competency: mowing").replace("licence: MIT\n", "")
    problems = problems_in(text)
    assert [(problem.line, problem.where) for problem in problems] == [
        (line_of("key: garden", text), "licence"),
        (line_of("version: one", text), "version"),
        (line_of("number: 9", text), "modules[1].items[0].number"),
        (line_of("competency: mowing", text), "modules[1].items[0].competency"),
    ]


def test_a_value_is_told_wrong_only_once():
    problem = only_problem(spoilt("kind: training", "kind: trainning"))
    assert "must be one of strategy, implementation, training, handover" in problem.message


def test_a_nested_place_is_told_in_the_words_of_the_file():
    problem = only_problem(spoilt("minutes: 10", "minutes: soon"))
    assert problem.trail == ("modules", "Weeds", "items", "Name three weeds")
    assert str(problem).startswith("modules › Weeds › items › Name three weeds: minutes must be")


def test_past_a_hundred_problems_the_rest_is_only_counted():
    many = "".join(f"extra-{number}: 1\n" for number in range(MOST_REPORTED + 7))
    with pytest.raises(PlaybookError) as refusal:
        read_playbook(SMALL + many)
    assert len(refusal.value.problems) == MOST_REPORTED
    assert str(refusal.value).endswith("\nplaybook: and 7 more")


def test_a_text_never_names_a_file(tmp_path: Path):
    file = tmp_path / "garden.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert read_playbook(file).key == "garden"
    assert only_problem(str(file)).message.startswith("the playbook must be named fields")


def test_windows_line_ends_a_byte_order_mark_and_other_scripts_are_read(tmp_path: Path):
    file = tmp_path / "garden.yaml"
    text = SMALL.replace("title: Keep the garden", "title: الحديقة 🌱 Gärten")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_playbook(file).title == "الحديقة 🌱 Gärten"
    assert read_playbook(file) == read_playbook(text)


def test_the_file_name_stands_before_the_line(tmp_path: Path):
    file = tmp_path / "garden.yaml"
    file.write_text(spoilt("version: 1", "version: one"), encoding="utf-8")
    with pytest.raises(PlaybookError, match=r"^garden\.yaml:4: version must be a whole number"):
        read_playbook(file)


def test_the_command_says_that_a_file_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "garden.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == "garden.yaml: sound, Keep the garden (version 1)\n"


def test_the_command_prints_problems_of_every_file_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    sound, broken = tmp_path / "sound.yaml", tmp_path / "broken.yaml"
    sound.write_text(SMALL, encoding="utf-8")
    broken.write_text(spoilt("hours: 4", "hours: soon"), encoding="utf-8")
    assert main([str(broken), str(sound), str(tmp_path / "missing.yaml")]) == 1
    lines = capsys.readouterr().out.splitlines()
    line = line_of("hours: 4")
    assert lines[0] == f'broken.yaml:{line}: sla: hours must be a whole number from 1 to 720; found "soon"'
    assert lines[1].startswith("sound.yaml: sound")
    assert lines[2] == "missing.yaml: cannot be read: No such file or directory"


def test_the_command_without_a_file_says_how_it_is_used(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 2
    assert "usage: python -m tracker.playbooks.reading FILE" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_runs_from_a_shell(tmp_path: Path):
    file = tmp_path / "garden.yaml"
    file.write_text(spoilt("version: 1", "version: one"), encoding="utf-8")
    command = [sys.executable, "-m", "tracker.playbooks.reading", str(file)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert run.stdout.startswith("garden.yaml:4: version must be a whole number")
