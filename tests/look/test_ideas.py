"""The list of ideas is whole, and every page that it names is there."""

import re

from tests.look.gallery import ROOT

IDEAS = (ROOT / "docs" / "ideas.md").read_text("utf-8")
ROWS = [line.split(" | ") for line in IDEAS.splitlines() if re.match(r"\| \d", line)]


def test_every_idea_has_a_row_of_its_own():
    assert [int(row[0].strip("| ")) for row in ROWS] == list(range(1, 62))


def test_every_row_names_a_page_that_is_there(app):
    for row in ROWS:
        pages = re.findall(r"`([a-z]+\.[a-z_]+)`", row[-1])
        assert pages, row
        assert set(pages) <= set(app.view_functions), row
