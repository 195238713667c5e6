"""Our own check of a row says yes and no where a full implementation of JSON Schema does."""

import json

import pytest
from jsonschema import Draft202012Validator

from tracker.archive.manifest import SCHEMA
from tracker.archive.parts import parts
from tracker.archive.shapes import DAY, may_be_unfit, problem_with, schema_of, unfit_text

ID, MOMENT = "00000000-0000-7000-8000-000000000001", "2026-01-05T09:00:00.000000Z"
EMPTY = {one.name: None for one in parts()["client"].columns if one.nullable}
CLIENT = EMPTY | {"id": ID, "reference": 1, "name": "Northgate", "sector": "", "added_at": MOMENT}
CHANGES = [
    {}, {"headcount": 34}, {"headcount": "34"}, {"headcount": 1.5}, {"headcount": True}, {"headcount": 2**31},
    {"name": None}, {"name": "x" * 120}, {"name": "x" * 121}, {"name": 1}, {"name": []}, {"more": 1},
    {"id": ID.upper()}, {"id": ""}, {"added_at": "yesterday"}, {"added_at": MOMENT[:-1]}, {"added_at": f"{MOMENT} "},
    {"added_at": "1899-01-05T09:00:00.000000Z"}, {"reference": -1}, {"sector": {}},
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_both_agree(change):
    row, schema = CLIENT | change, schema_of(parts()["client"])
    assert (problem_with(schema, row) is None) == Draft202012Validator(schema).is_valid(row)


@pytest.mark.parametrize("left", CLIENT)
def test_both_miss_what_is_left_out(left):
    row, schema = {name: value for name, value in CLIENT.items() if name != left}, schema_of(parts()["client"])
    assert problem_with(schema, row) == f"it lacks “{left}”"
    assert not Draft202012Validator(schema).is_valid(row)


def test_no_line_break_follows_what_is_written_as_it_must_be():
    """Python's own `$` would let one pass."""
    assert problem_with(schema_of(parts()["client"]), CLIENT | {"id": f"{ID}\n"})


def test_every_schema_is_sound_and_names_every_column():
    for part in parts().values():
        Draft202012Validator.check_schema(schema_of(part))
        assert set(schema_of(part)["properties"]) == {one.name for one in part.columns if part.travels(one)}
    Draft202012Validator.check_schema(SCHEMA)


def test_lists_of_values_come_from_the_models():
    states = schema_of(parts()["engagement"])["properties"]["state"]["enum"]
    assert {"prospect", "active", "handed_over", "closed"} <= set(states)
    assert None in schema_of(parts()["goal"])["properties"]["outcome"]["enum"]


@pytest.mark.parametrize("day", ["2026-02-29", "2026-13-01", "2026-1-1", "9998-12-31", "20260101", "0001-01-01"])
def test_a_day_must_be_one(day):
    assert problem_with(DAY, day)
    assert problem_with(DAY, "2024-02-29") is problem_with(DAY, "9999-12-31") is None


@pytest.mark.parametrize("value", [{"a": ["x\x00"]}, {"\x00": 1}, ["\ud800"], "\udfff"])
def test_what_no_database_takes_is_found_wherever_it_stands(value):
    assert unfit_text(value)


def test_nesting_has_an_end():
    deep = []
    for _ in range(50):
        deep = [deep]
    assert unfit_text(deep) and not unfit_text([[[["é \U0001f600 \n"]]]])


@pytest.mark.parametrize(
    "line",
    [b'{"a":"\\u0000"}', b'{"a":"\\ud800"}', b'{"a":"\xed\xa0\x80"}', b'{"a":' + b"[" * 41 + b"]" * 41 + b"}",
     b'{"\\uDFFF":1}', '{"a":"\x00"}'.encode("utf-16-le"), b'{"a":' + b'{"b":' * 41 + b"1" + b"}" * 41 + b"}"],
)  # fmt: skip
def test_no_line_that_says_what_no_database_takes_is_passed_by_its_bytes(line):
    try:
        unfit = unfit_text(json.loads(line))
    except ValueError:
        unfit = "no JSON"
    assert unfit and may_be_unfit(line)


@pytest.mark.parametrize("words", ["é \U0001f600", "Ünïcode \\n", "[not] {a} list"])
def test_nearly_every_line_is_passed_by_its_bytes(words):
    assert not may_be_unfit(json.dumps({"a": words}, ensure_ascii=False).encode())
