"""The portfolio as a file: what the list shows, all pages of it, and nothing in it that a spreadsheet would run."""

import csv
import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest

from tests.portfolio.shelf import DAY, engagement, put_up
from tracker.portfolio import export
from tracker.portfolio.narrowing import Narrowed
from tracker.portfolio.sorting import Order

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(file) -> list[list[tuple[str, str]]]:
    """Kind and text of every cell, row by row, as the file holds them."""
    with zipfile.ZipFile(file) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row.iter(f"{SHEET}c")]
        for row in sheet.iter(f"{SHEET}row")
    ]


@pytest.fixture
def tessa_here(as_person):
    return as_person("tessa")


def table(member, **wish):
    narrowed, order = Narrowed.read(wish), Order.read(wish)
    lines = "".join(export.as_csv(export.rows_of(member, narrowed, order, wish.get("ids", []))))
    return list(csv.DictReader(io.StringIO(lines.removeprefix("\ufeff"))))


def test_every_row_goes_out_once_in_the_order_of_the_list(tessa_here, monkeypatch):
    monkeypatch.setattr(export, "STRETCH", 4)
    put_up(11)
    found = table(tessa_here, sort="index")
    assert len({row["Engagement"] for row in found}) == len(found) == 11
    assert [float(row["Index"]) for row in found] == sorted((float(row["Index"]) for row in found), reverse=True)


def test_only_what_the_list_is_narrowed_to_or_what_was_ticked(tessa_here):
    leaning = engagement(1, "Leaner", practice_share=0.5)
    other = engagement(2, "Other")
    assert [row["Client"] for row in table(tessa_here, leaning="1")] == ["Leaner"]
    assert [row["Client"] for row in table(tessa_here, ids=[other.id])] == ["Other"]
    assert table(tessa_here, ids=[leaning.id])[0]["Our share"] == "0.5"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_name_that_looks_like_a_formula_is_harmless(tessa_here, name):
    engagement(1, name)
    assert table(tessa_here)[0]["Client"] == f"'{name}"
    rows = cells(export.as_workbook(export.rows_of(tessa_here, Narrowed(), Order(), [])))
    assert rows[1][0] == ("inlineStr", name)


def test_numbers_and_days_are_what_they_are_in_a_workbook(tessa_here):
    engagement(1, value=64.26, practice_share=0.25, planned=DAY, forecast={"likely": "2027-06-01"})
    rows = cells(export.as_workbook(export.rows_of(tessa_here, Narrowed(), Order(), [])))
    assert [text for _, text in rows[0]] == list(export.HEADINGS)
    numbers = [float(text) for kind, text in rows[1] if kind == "n"]
    assert {64.3, 0.25, float((DAY - date(1899, 12, 30)).days)} <= set(numbers)


def test_a_workbook_is_bounded(tessa_here, monkeypatch):
    monkeypatch.setattr(export, "MOST_IN_WORKBOOK", 2)
    put_up(3)
    with pytest.raises(export.TooLong):
        export.as_workbook(export.rows_of(tessa_here, Narrowed(), Order(), []))


@pytest.mark.slow
@pytest.mark.every_engine
def test_both_files_are_the_practices_alone(northgate, marcus, helen):
    answer = marcus.opens("/portfolio.csv?sort=index").response
    assert answer.mimetype == "text/csv" and "Northgate Recruitment" in answer.get_data(as_text=True)
    answer = marcus.opens(f"/portfolio/several?do=xlsx&id={northgate.id}").response
    assert cells(io.BytesIO(answer.data))[1][0] == ("inlineStr", "Northgate Recruitment")
    for kind in ("csv", "xlsx"):
        assert helen.opens(f"/portfolio.{kind}").status == 403


@pytest.mark.slow
def test_a_list_too_long_for_a_workbook_says_what_to_do(northgate, marcus, monkeypatch):
    monkeypatch.setattr(export, "MOST_IN_WORKBOOK", 0)
    assert marcus.opens("/portfolio.xlsx").says("Narrow the list, or take CSV.")


