"""A file written to do harm is refused in plain words, and quickly."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from tests.playbooks.spoiling import SMALL, line_of, only_problem, problems_in, spoilt
from tracker.playbooks import tree
from tracker.playbooks.problems import MOST_REPORTED
from tracker.playbooks.reading import LARGEST, PlaybookError, read_playbook

pytestmark = pytest.mark.slow

SECONDS = 5.0


@contextmanager
def soon() -> Iterator[None]:
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < SECONDS


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], ids=["C", "Python"], autouse=True)
def both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without its C part the slower parser must give the same answers."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML has no C parser here")
    monkeypatch.setattr(tree, "_LOADER", getattr(yaml, request.param))


def test_a_sound_file_is_sound_to_both_parsers():
    assert read_playbook(SMALL).key == "garden"


def test_aliases_and_anchors_are_refused_each_on_its_line():
    text = spoilt("title: Keep the garden", "title: &one Keep").replace("licence: MIT", "licence: *one")
    problems = problems_in(text)
    assert [(problem.line, problem.message) for problem in problems] == [
        (line_of("&one", text), 'YAML anchors are not allowed; found "&one"'),
        (line_of("*one", text), 'YAML aliases are not allowed; found "*one"'),
    ]


def test_the_billion_laughs_stay_a_few_lines():
    layers = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))
    with soon():
        problems = problems_in(f"l0: &l0 [ha, ha]\n{layers}\n")
    assert 'YAML aliases are not allowed; found "*l0"' in [problem.message for problem in problems]


def test_an_alias_to_itself_is_refused():
    assert any("aliases are not allowed" in problem.message for problem in problems_in("key: &a [*a]\n"))


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [ls]", "!!str Keep", "!mine Keep", "! K"])
def test_tags_are_refused_and_never_resolved(tag: str):
    problem = only_problem(spoilt("title: Keep the garden", f"title: {tag}"))
    assert problem.message.startswith("YAML tags are not allowed; found ")
    assert problem.line == line_of("title: Keep the garden")


def test_merge_keys_are_only_an_unknown_field():
    problem = only_problem(spoilt("licence: MIT", "licence: MIT\n<<: {key: other}"))
    assert (problem.message, problem.line) == ('unknown field "<<"', line_of("licence: MIT") + 1)


def test_directives_and_second_documents_are_refused():
    problem = only_problem("%YAML 1.1\n---\n" + SMALL)
    assert (problem.line, problem.message) == (1, "YAML directives (lines that start with %) are not allowed")
    problem = only_problem(f"{SMALL}---\nkey: second\n")
    assert problem.line == SMALL.count("\n") + 1
    assert problem.message == "a playbook is one YAML document; a second one starts here"


def test_what_is_no_yaml_names_the_line():
    problem = only_problem(spoilt("title: Keep the garden", "title: Keep: the garden"))
    assert problem.line == line_of("title: Keep the garden")
    assert problem.message.startswith("this is not valid YAML: mapping values are not allowed")
    assert only_problem(spoilt("  - key: weed\n", "\t- key: weed\n")).line == line_of("  - key: weed\n")


@pytest.mark.parametrize("empty", ["", "\n\n", "# only a remark\n"])
def test_an_empty_file(empty: str):
    assert only_problem(empty).message == "the file is empty"


@pytest.mark.parametrize("other", ["just words", "- a\n- list\n", "42"])
def test_a_file_that_is_no_playbook(other: str):
    problem = only_problem(other)
    assert problem.message.startswith("the playbook must be named fields (name: value); found ")
    assert problem.line == 1


def test_a_name_that_is_a_list_or_a_record():
    says = "the name of a field must be a plain word"
    assert only_problem("? [a, b]\n: c\n").message == says
    assert only_problem("key: garden\n? {a: b}\n: c\n").line == 2


@pytest.mark.parametrize("depth", [13, 1_000, 60_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_stops_early(opening: str, depth: int):
    with soon():
        problem = only_problem("key: garden\ndeep:\n  " + opening * depth)
    assert problem.line == 3
    assert problem.message == "values are nested more than 12 deep"


@pytest.mark.parametrize("count", [5_000, 60_000])
def test_a_very_long_list_is_refused_soon(count: int):
    with soon():
        problem = problems_in(spoilt("[Keys, Seeds]", f"[{'a, ' * count}a]"))[0]
    counted = "handover_pack must have from 1 to 40 entries; found 5001"
    assert problem.message == (counted if count == 5_000 else "the file holds more than 20,000 values")


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n" * 50_000,
        "".join(f"k{number}: 1\n" for number in range(9_000)),
        "key: " + "x" * 250_000,
        "x" * 250_000 + ": 1",
        "key: |\n" + "  \n" * 80_000,
        "key: '" + "\n" * 200_000,
        "? " * 100_000,
        ": " * 100_000,
        "{" * 200_000,
        "&" + "a" * 200_000 + " b",
        "!" + "a" * 200_000 + " b",
        "key: " + '"\\u202e' * 30_000,
        "#" * 250_000,
        "- [" * 80_000,
        "a: {b: [" * 30_000,
    ],
    ids=lambda text: f"{text[:12]!r}…",
)
def test_a_quarter_megabyte_of_malice_is_refused_soon(text: str):
    with soon(), pytest.raises(PlaybookError) as refusal:
        read_playbook(text)
    assert len(str(refusal.value)) < 50_000


def test_thousands_of_dangling_references_are_not_each_compared_with_thousands_of_keys():
    keys = "".join(f"  - key: competency-{number}\n" for number in range(2_500))
    tools = f"  - competencies: [{', '.join(f'competence-{number}' for number in range(9_000))}]\n"
    with soon():
        problems = problems_in(f"competencies:\n{keys}tools:\n{tools}")
    assert len(problems) == MOST_REPORTED


def test_a_file_over_the_limit_is_not_even_parsed(tmp_path: Path):
    file = tmp_path / "large.yaml"
    file.write_bytes(SMALL.encode() + b"#" * LARGEST)
    for source in (file, file.read_bytes(), file.read_text(encoding="utf-8"), "ä" * (LARGEST // 2 + 1)):
        problem = only_problem(source)
        assert (problem.line, problem.message) == (None, "the file is larger than 256 KB")


def test_a_file_of_just_the_limit_is_read():
    padding = LARGEST - len(SMALL.encode())
    assert read_playbook(SMALL + "#" * padding).key == "garden"


@pytest.mark.skipif(sys.platform == "win32", reason="no such device there")
def test_a_file_without_an_end_is_read_no_further_than_the_limit():
    with soon():
        assert only_problem(Path("/dev/zero")).message == "the file is larger than 256 KB"


def test_a_folder_is_no_playbook(tmp_path: Path):
    assert only_problem(tmp_path).message == "cannot be read: Is a directory"


@pytest.mark.parametrize("letter", list("\0\x07\x1b\x85\u2028\u202e\u2066\ufeff\uffff"))
def test_raw_control_characters_are_found_with_their_line(letter: str):
    problem = only_problem(spoilt("name: Watering can", f"name: Watering{letter} can"))
    assert problem.line == line_of("name: Watering can")
    assert problem.message == f"control characters are not allowed; found U+{ord(letter):04X}"


@pytest.mark.parametrize(
    ("source", "line"),
    [(b"key: garden\nb: \xff", 2), ("key: garden\nb: \ud800", 2), (SMALL.encode("utf-16"), 1)],
    ids=["bytes", "surrogate", "utf-16"],
)
def test_what_is_not_utf8_text(source: str | bytes, line: int):
    problem = only_problem(source)
    assert (problem.line, problem.message) == (line, "the file is not UTF-8 text")


def test_found_text_cannot_move_the_cursor_or_turn_the_line():
    text = spoilt("accountable: owner", 'accountable: "\\e[2J\\u202eowner"')
    assert 'found "\\u001b[2J\\u202eowner"' in only_problem(text).message


def test_lines_are_counted_in_every_convention():
    text = spoilt("name: Watering can", "name: Watering\a can")
    for ending in ("\n", "\r\n", "\r"):
        assert only_problem(text.replace("\n", ending)).line == line_of("name: Watering can")


def test_found_text_is_cut_short():
    problem = only_problem(spoilt("accountable: owner", "accountable: " + "owner" * 1_000))
    assert len(problem.message) < 130
