"""One row, one text: the same on every engine, and back again without loss."""

import json
import math
from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace
from uuid import UUID

import pytest
from sqlalchemy import Boolean, Column, Date, Double, Integer, LargeBinary, MetaData, String, Table

from tracker.archive.parts import Part, parts
from tracker.archive.plain import Sums, native, neutral, plain, text_of
from tracker.core.types import Id, Json, Moment

TABLE = Table(
    "shelf", MetaData(), Column("id", Id), Column("at", Moment), Column("on", Date), Column("open", Boolean),
    Column("count", Integer), Column("share", Double), Column("facts", Json), Column("paper", LargeBinary),
    Column("words", String(40)),
)  # fmt: skip
SHELF = Part(SimpleNamespace(__table__=TABLE), "shelf", tuple(TABLE.columns))
ROW = {
    "id": UUID("00000000-0000-7000-8000-000000000001"), "at": datetime(2026, 3, 1, 9, 30, 0, 5, tzinfo=UTC),
    "on": date(2024, 2, 29), "open": False, "count": 0, "share": 0.1 + 0.2, "facts": {"b": [1, 2.5], "a": None},
    "paper": None, "words": "“Ünïcode”\n<script>",
}  # fmt: skip


def there_and_back(**values):
    return native(SHELF, json.loads(text_of(plain(SHELF, ROW | values))))


def test_a_row_comes_back_as_it_was():
    assert there_and_back() == ROW


@pytest.mark.parametrize("column", [name for name in ROW if name != "id"])
def test_what_is_empty_stays_empty(column):
    assert there_and_back(**{column: None})[column] is None


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-300, 5e-324, 1.7976931348623157e308, -2.5, 100.0, 2.0**53])
def test_a_number_comes_back_to_the_last_bit(value):
    assert there_and_back(share=value)["share"] == value
    assert type(there_and_back(share=value)["share"]) is float


def test_a_number_written_whole_by_one_engine_is_the_same():
    assert plain(SHELF, ROW | {"share": 3}) == plain(SHELF, ROW | {"share": 3.0})


@pytest.mark.parametrize(("kept", "given_back"), [(1e22, 10**22), (-0.0, 0.0), (1e16, 10**16)])
def test_json_reads_alike_from_every_engine(kept, given_back):
    """PostgreSQL keeps the numbers of JSON in decimal, and gives large ones back as whole."""
    assert text_of({"n": neutral(kept)}) == text_of({"n": neutral(given_back)})


def test_a_small_whole_float_in_json_stays_a_float():
    assert text_of({"n": neutral([1.0, 1])}) == b'{"n":[1.0,1]}'


def test_a_moment_is_told_in_utc():
    summer = timezone(timedelta(hours=2))
    assert plain(SHELF, ROW | {"at": datetime(2026, 7, 1, 1, tzinfo=summer)})["at"] == "2026-06-30T23:00:00.000000Z"


def test_bytes_are_named_by_their_hash():
    assert plain(SHELF, ROW | {"paper": b"%PDF"})["paper"] == (
        "315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027"
    )


def test_keys_stand_in_order_and_nothing_is_escaped_that_need_not_be():
    assert text_of({"b": "é", "a": {"d": 1, "c": 2}}) == '{"a":{"c":2,"d":1},"b":"é"}'.encode()


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_that_json_does_not_know_is_refused(value):
    with pytest.raises(ValueError):
        text_of(plain(SHELF, ROW | {"facts": {"n": value}}))


def client(**values):
    row = {one.name: None for one in parts()["client"].columns} | {"reference": 1, "name": "Northgate"}
    sums = Sums()
    sums.add(parts()["client"], row | values)
    return sums.whole


def test_the_sum_knows_every_column_but_the_numbers_that_a_workspace_gives():
    assert client(reference=7) == client()
    assert client(name="Northgate Ltd") != client()
