"""Files as tables: encodings, delimiters, headings and dates, without a database."""

import pytest

from tracker.core.errors import Refused
from tracker.core.spreadsheet import as_typed, csv_lines, harmless
from tracker.worklog.importing.rows import likely_format, loosely
from tracker.worklog.importing.table import LARGEST, MOST_ROWS, decoded, read_table

ROW = "date,activity\n2026-11-02,Listen\n"


@pytest.mark.parametrize(
    ("data", "text", "how"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café", "UTF-8"),
        ("café".encode(), "café", "UTF-8"),
        ("café".encode("cp1252"), "café", "Western European (Windows)"),
        ("café".encode("utf-16"), "café", "UTF-16"),
    ],
)
def test_usual_encodings_are_read_and_told(data, text, how):
    assert decoded(data) == (text, how)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"date,activity\x00\n", "holds zero bytes"),
        (b"PK\x03\x04\x00\x00", "holds zero bytes"),
        (b"\xff\xfe\x00", "begins like UTF-16 and is not"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"x" * (LARGEST + 1), "at most 2 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data, reason):
    with pytest.raises(Refused, match=reason) as refusal:
        decoded(data)
    assert refusal.value.field == "file"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark):
    table = read_table(mark.join(["Date", "Activity", "How many?"]) + "\n" + mark.join(["2026-11-02", "Listen", "3"]))
    assert table.columns == {"date": 0, "activity": 1, "quantity": 2}
    assert table.rows == [(2, ["2026-11-02", "Listen", "3"])]


def test_headings_are_matched_loosely_and_the_rest_is_named():
    table = read_table("WHEN , Task!,Who did it,Mins,Project,Comments\n2026-11-02,Listen,Aisha,5,X,Hello\n")
    assert table.headings == {
        "date": "WHEN", "activity": "Task!", "person": "Who did it", "minutes": "Mins", "note": "Comments",
    }  # fmt: skip
    assert table.ignored == ["Project"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hello\nworld\n", "names no columns"),
        ("date,pieces\n2026-11-02,3\n", "no column for the activity. The file has: date, pieces"),
        ("a,b\n1,2\n", "no column for the date and the activity"),
        ("date,activity\n", "there is no row"),
        (ROW + "2026-11-02,Listen\n" * MOST_ROWS, "At most 5,000 rows at once"),
        ('date,activity\n2026-11-02,"' + "x" * 200_000 + '"\n', "Line 2 cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(text, reason):
    with pytest.raises(Refused, match=reason):
        read_table(text)


def test_line_numbers_are_those_of_the_file():
    table = read_table('date,activity,note\n\n2026-11-02,Listen,"two\nlines"\n2026-11-03,Listen,\n')
    assert [(line, row[2]) for line, row in table.rows] == [(4, "two lines"), (5, "")]


@pytest.mark.parametrize(
    ("days", "form"),
    [
        (["2026-11-02"], "%Y-%m-%d"), (["02/11/2026", "03/11/2026"], "%d/%m/%Y"), (["02/11/2026", "11/30/2026"] * 2 +
        ["11/29/2026"], "%m/%d/%Y"), (["2.11.2026"], "%d.%m.%Y"), (["2 November 2026"], "%d %B %Y"),
        (["soon", "later"], "%Y-%m-%d"),
    ],
)  # fmt: skip
def test_the_way_of_writing_dates_is_the_one_that_fits_most_and_days_come_first(days, form):
    assert likely_format(days) == form


@pytest.mark.parametrize("typed", ["=1+1", "+44 20", "-5", "@home", "\tx", "plain", "'quoted", ""])
def test_cells_that_look_like_formulas_are_made_harmless_and_read_back_as_typed(typed):
    assert not harmless(typed).startswith(("=", "+", "-", "@", "\t"))
    assert as_typed(harmless(typed)) == typed


def test_csv_goes_out_some_lines_at_a_time_with_its_mark():
    lines = list(csv_lines([("a", 1), ("=x", None)]))
    assert lines == ["\ufeffa,1\r\n'=x,\r\n"]
    assert [line.count("\n") for line in csv_lines([("a",)] * 600)] == [250, 250, 100]
    assert loosely("  Reply & serve  CUSTOMERS ") == "reply serve customers"
