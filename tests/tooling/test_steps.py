"""A step is done once, and again when what it was made from has changed."""

import pytest

from devkit.steps import Stamps, fingerprint, run_tool
from devkit.trouble import Trouble


def test_a_stamp_is_fresh_until_its_inputs_change(tmp_path):
    stamps = Stamps(tmp_path / "stamps")
    assert not stamps.fresh("libraries", "a")
    stamps.write("libraries", "a")
    assert stamps.fresh("libraries", "a")
    assert not stamps.fresh("libraries", "b")
    assert not stamps.fresh("assets", "a")


def test_a_fingerprint_follows_the_content_of_files_and_folders(tmp_path):
    file = tmp_path / "versions" / "0001_first.py"
    missing = fingerprint(tmp_path / "lock")
    file.parent.mkdir()
    file.write_text("one")
    first = fingerprint(tmp_path / "versions", "sqlite")
    assert first == fingerprint(tmp_path / "versions", "sqlite")
    assert first != fingerprint(tmp_path / "versions", "postgresql")
    file.write_text("two")
    assert first != fingerprint(tmp_path / "versions", "sqlite")
    (tmp_path / "lock").write_text("")
    assert missing != fingerprint(tmp_path / "lock")


def test_texts_that_only_look_alike_when_joined_differ():
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


def test_a_tool_returns_what_it_said(tmp_path):
    assert run_tool(["sh", "-c", "echo $GREETING"], "greeting", tmp_path, {"GREETING": "hello"}) == "hello\n"


def test_a_tool_that_fails_is_told_without_a_traceback_and_its_output_is_kept(tmp_path):
    log = tmp_path / "log"
    with pytest.raises(Trouble) as told:
        run_tool(["sh", "-c", "echo first; echo 'ValueError: no such table'; exit 3"], "migrating", tmp_path, log=log)
    assert str(told.value) == (
        f"Stopped while migrating. The tool said: ValueError: no such table All that it said is in {log}."
    )
    assert log.read_text() == "first\nValueError: no such table\n"


def test_a_tool_that_is_missing_is_told_as_trouble(tmp_path):
    with pytest.raises(Trouble, match="Stopped while migrating: No such file or directory"):
        run_tool([tmp_path / "nothing"], "migrating", tmp_path)
