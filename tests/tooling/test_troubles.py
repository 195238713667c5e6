"""Whatever is wrong with a machine is said in a paragraph that tells what to do."""

import errno

import pytest

from devkit import trouble
from devkit.trouble import from_os, from_output, last_words

DOING = "installing the libraries"

PIP = """WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError("Failed to establish a new \
connection: [Errno 111] Connection refused")': /simple/uv/
ERROR: Could not find a version that satisfies the requirement uv==0.13.9 (from versions: none)
ERROR: No matching distribution found for uv==0.13.9"""
UV = """error: Request failed after 3 retries in 4.5s
  cause: Failed to fetch: http://nowhere.invalid/simple/flask/
  cause: error resolving DNS
  cause: failed to lookup address information: Name or service not known"""
NPM = """npm error code ECONNREFUSED
npm error errno ECONNREFUSED
npm error
npm error If you are behind a proxy, please make sure that the 'proxy' config is set properly.  See: 'npm help config'
npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log"""
APT = "E: Failed to fetch http://nowhere.invalid/chromium.deb  Temporary failure resolving 'nowhere.invalid'"


@pytest.mark.parametrize("output", [PIP, UV, NPM, APT], ids=["pip", "uv", "npm", "apt"])
def test_no_registry_within_reach_is_said_as_such(output):
    said = str(from_output(output, DOING, fetching=True))
    assert said.startswith(f"No package registry could be reached while {DOING}")
    assert "check the connection" in said
    assert "WARNING" not in said


def test_a_database_that_times_out_is_not_blamed_on_the_registry():
    said = str(from_output("psycopg.OperationalError: connection timed out", "loading the demo"))
    assert said == "Stopped while loading the demo. The tool said: psycopg.OperationalError: connection timed out"


@pytest.mark.parametrize(
    "output",
    [
        "  cause: failed to write to file `limits/redis.py`: No space left on device (os error 28)",
        "npm error code ENOSPC",
        "sqlite3.OperationalError: database or disk is full",
    ],
)
def test_a_full_disk_is_recognised_in_what_a_tool_prints(output):
    assert str(from_output(output, DOING, fetching=True)).startswith("The disk is full: installing the libraries")


def test_a_full_disk_is_recognised_even_when_the_tool_keeps_silent_about_it(monkeypatch):
    monkeypatch.setattr(trouble, "NEARLY_FULL", 2**62)
    said = str(from_output("Error: ensurepip returned non-zero exit status 1.", "making the environment"))
    assert said.startswith("The disk is full: making the environment ran out of space.")


def test_a_full_disk_is_recognised_in_our_own_writing():
    assert str(from_os(OSError(errno.ENOSPC, "x"), DOING)).startswith("The disk is full")
    denied = PermissionError(errno.EACCES, "x", "/a")
    assert str(from_os(denied, DOING)) == f"Stopped while {DOING}: Permission denied (/a)."


def test_a_file_that_was_altered_on_its_way_is_refused_with_the_reason():
    pip = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
    assert "is not the one that was locked" in str(from_output(pip, DOING, fetching=True))


def test_last_words_pass_over_what_tools_say_about_themselves():
    output = "Cause: it is broken\n\n[notice] A new release of pip is available\n---\n"
    assert last_words(output) == "Cause: it is broken"
    output = "ImportError: no name\n\n\nUsage: flask\nError: No such command 'migrate'."
    assert last_words(output) == "ImportError: no name"
    assert last_words("  raise\na.b.BadSettings: Will not start:\n- no key\n- no url\n") == (
        "a.b.BadSettings: Will not start: - no key - no url"
    )
    assert last_words("") == "nothing."
