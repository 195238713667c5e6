"""The burn-down: steps stand where they should, additions show, and the fan never draws a single date."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from tests.look.test_pictures import desk, right_end, table
from tests.look.test_templates import STYLED
from tracker.core.drawing import Drawing
from tracker.core.drawing.burn_down import Fan

drawing = Drawing("/static/{}".format)
BEGAN = date(2026, 6, 7)
PLANNED = date(2027, 3, 16)


def weeks(*moves: tuple[int, int, int], left: int = 40) -> list[dict]:
    """Weeks of (done, lost, added) after a start with so many steps left."""
    found = [{"until": BEGAN, "left": left, "done": 0, "lost": 0, "added": 0}]
    for place, (done, lost, added) in enumerate(moves, start=1):
        left += lost + added - done
        until = BEGAN + timedelta(weeks=place)
        found.append({"until": until, "left": left, "done": done, "lost": lost, "added": added})
    return found


SOME = weeks((4, 0, 0), (0, 0, 6), (5, 1, 0), (0, 0, 0), (0, 0, -3))
TODAY = SOME[-1]["until"]
FAN = Fan(TODAY + timedelta(weeks=10), TODAY + timedelta(weeks=16), TODAY + timedelta(weeks=20))
PICTURES = {
    "some": lambda: drawing.burn_down(SOME, FAN, PLANNED),
    "no forecast": lambda: drawing.burn_down(SOME, None, None),
    "plan in the past": lambda: drawing.burn_down(SOME, None, BEGAN - timedelta(days=9)),
    "beyond": lambda: drawing.burn_down(SOME, Fan(FAN.even, None, None), PLANNED),
    "nearly": lambda: drawing.burn_down(SOME, Fan(TODAY + timedelta(weeks=1), TODAY + timedelta(weeks=1), None), TODAY),
    "done": lambda: drawing.burn_down(weeks((1, 0, 0), left=1), None, None),
    "many": lambda: drawing.burn_down(weeks(*[(3, 1, n % 3) for n in range(104)], left=1400), FAN, PLANNED),
}


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_sound_says_what_it_is_and_stays_within_its_frame(name: str) -> None:
    drawn = PICTURES[name]()
    pictures = re.findall(r"<svg class=\"bt-svg.*?</svg>", drawn, re.S)
    assert len(pictures) == 2
    for one in pictures:
        root = ElementTree.fromstring(one)
        wide = float(root.get("viewBox").split()[2])
        assert root[0].tag == "title" and root[1].text.startswith("From ")
        assert all(reach <= wide + 1 for reach in map(right_end, root.iter()))
        assert set(" ".join(e.get("class", "") for e in root.iter()).split()) <= STYLED
    assert "NaN" not in drawn and "None" not in drawn


def test_the_stair_goes_down_and_what_is_asked_for_goes_up_first() -> None:
    drawn = desk(drawing.burn_down(weeks((4, 0, 6), left=40), None, None))
    stair = re.findall(r'class="line" d="(M34 [^"]+)"', drawn)[0]
    assert stair == "M34 88 H290 V58 V78", "50 steps on 250 pixels: 40, up by 6 to 46, down by 4 to 42"
    assert 'class="pln" x1="290" x2="290" y1="88" y2="58"' in drawn and ">+6</text>" in drawn


def test_what_is_taken_out_is_told_from_what_was_done() -> None:
    assert ">−3</text>" in desk(PICTURES["some"]())
    assert "More asked for, or less" in PICTURES["some"]()
    assert "More asked for" not in drawing.burn_down(weeks((4, 0, 0)), None, None)


def test_the_table_holds_the_weeks_in_which_something_moved_and_both_ends() -> None:
    rows = table(drawing.burn_down(weeks((4, 0, 0), (0, 0, 0), (2, 1, 3), (0, 0, 0), (0, 0, 0)), None, None))
    assert rows == [
        ["Until", "Left", "Done", "Lost again", "Added"],
        ["7 June 2026", "40", "0", "0", "0"],
        ["14 June 2026", "36", "4", "0", "0"],
        ["28 June 2026", "38", "2", "1", "3"],
        ["12 July 2026", "38", "0", "0", "0"],
    ]


def test_the_fan_opens_to_three_dates_and_says_them() -> None:
    drawn = desk(PICTURES["some"]())
    assert drawn.count('class="ev"') == 3
    said = "Nothing left with an even chance by 20 September 2026, 85% by 1 November 2026, 95% by 29 November 2026."
    assert said in drawn
    assert "Handover planned for 16 March 2027." in drawn


def test_what_lies_beyond_two_years_has_no_date() -> None:
    drawn = desk(PICTURES["beyond"]())
    assert drawn.count('class="ev"') == 1 and 'fill-opacity=".34"' in drawn
    assert "85% beyond two years" in drawn
