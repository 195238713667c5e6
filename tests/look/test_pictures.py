"""The larger pictures: known numbers stand at known places, the table says the same, and nothing bursts a picture."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import typst

from tests.look import pictured
from tests.look.test_templates import STYLED
from tracker.core.drawing import Drawing
from tracker.core.drawing.hands import Weeks
from tracker.core.drawing.lettering import clip, initials, width
from tracker.core.drawing.responsibility import MOST, Charge, Hand
from tracker.core.drawing.skills import MOST_ROWS, Skill
from tracker.core.drawing.standalone import _rules, standalone, told
from tracker.core.drawing.timing import Hours

drawing = Drawing("/static/{}".format)
DATA, LONG = pictured.data(), pictured.LONG
BEGAN, TODAY = DATA["began"], DATA["today"]
TYPED = "<script>alert('x')</script> & \x0b\x00"
PICTURES = {
    "pillars": lambda: drawing.pillars(DATA["pillars"], BEGAN, TODAY),
    "odd pillars": lambda: drawing.pillars(DATA["odd_pillars"], BEGAN, TODAY),
    "hands": lambda: drawing.hands(DATA["hands"]),
    "many hands": lambda: drawing.hands(DATA["many_hands"]),
    "charges": lambda: drawing.responsibility(DATA["charges"]),
    "many charges": lambda: drawing.responsibility(DATA["many_charges"]),
    "skills": lambda: drawing.skills(DATA["skills"], DATA["people"]),
    "covered": lambda: drawing.skills(DATA["covered"]),
    "long names": lambda: drawing.skills(DATA["few_skills"], DATA["few_people"]),
    "many skills": lambda: drawing.skills(DATA["many_skills"], DATA["many_people"]),
    "weeks": lambda: drawing.timing(DATA["weeks"]),
    "odd weeks": lambda: drawing.timing(DATA["odd_weeks"]),
    "many weeks": lambda: drawing.timing(DATA["many_weeks"]),
    "typed": lambda: (
        drawing.pillars([(TYPED, 0.1, 0.2)], BEGAN, TODAY, TYPED)
        + drawing.responsibility([Charge(TYPED, True, Hand(TYPED), Hand(TYPED, True), None)], TYPED)
        + drawing.skills([Skill(TYPED, True, 1, 0, 1, {0: (4, False)})], [TYPED], TYPED)
        + drawing.timing([Hours(BEGAN, 1, 2)], TYPED)
        + drawing.hands([Weeks(BEGAN, TODAY, {"client": 1, TYPED: 2})], TYPED)
    ),
}


def desk(drawn: str) -> str:
    return drawn.split("</svg>")[0]


def table(drawn: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", drawn)
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_sound_says_what_it_is_and_stays_within_its_frame(name: str) -> None:
    drawn = PICTURES[name]()
    pictures = re.findall(r"<svg class=\"bt-svg.*?</svg>", drawn, re.S)
    assert [re.search(r"bt-(desk|mob)", one)[0] for one in pictures[:2]] == ["bt-desk", "bt-mob"]
    for one in pictures:
        root = ElementTree.fromstring(re.sub("[\x00\x0b]", "", one))
        assert root.get("role") == "img" and root[0].tag == "title" and root[1].tag == "desc"
        assert root[0].text and root[1].text
        wide, high = map(float, root.get("viewBox").split()[2:])
        assert wide <= (350 if "bt-mob" in one else 712) and high < 1500
        assert all(reach <= wide + 1 for reach in map(right_end, root.iter()))
        assert set(" ".join(e.get("class", "") for e in root.iter()).split()) <= STYLED
    ids = re.findall(r'\sid="([^"]+)"', drawn)
    assert sorted(ids) == sorted(set(ids)) and set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)
    assert "<script" not in drawn.lower() and " style=" not in drawn
    assert drawn.count("Show as a table") == len(pictures) / 2


def right_end(element: ElementTree.Element) -> float:
    """How far to the right an element reaches, words by their estimated width."""
    x = float(element.get("x", 0))
    if element.tag != "text":
        return x + float(element.get("width", 0)) if "viewBox" not in element.attrib else 0
    room = width(element.text or "", bold="k" in element.get("class", ""))
    return x + room * {"middle": 0.5, "end": 0}.get(element.get("text-anchor", ""), 1)


def test_nothing_to_draw_draws_nothing() -> None:
    nothing = [drawing.pillars([], BEGAN, TODAY), drawing.hands([]), drawing.responsibility([]), drawing.skills([]),
               drawing.timing([]), drawing.hands([Weeks(BEGAN, TODAY, {"oversight": 9})]),
               drawing.timing([Hours(BEGAN, 0, 0)])]  # fmt: skip
    assert nothing == [""] * 7


def test_a_pillar_goes_from_its_ring_to_its_dot() -> None:
    drawn = drawing.pillars([("Does the work", 0.25, 0.75), ("Survives a leaver", 0.5, 0.395)], BEGAN, TODAY)
    assert '<circle class="ev" cx="193.5" cy="20" r="5"/><circle class="dot" cx="284.5" cy="20" r="7"/>' in drawn
    assert '<rect class="rng" x="193.5" y="17" width="91" height="6"/>' in drawn
    assert '<rect class="gap" x="219.9" y="51" width="19.1" height="10"/>' in drawn
    assert "lost since" in drawn and "Survives a leaver: from .50 to .39." in drawn
    assert table(drawn)[1:] == [["Does the work", ".25", ".75", "+.50"], ["Survives a leaver", ".50", ".39", "−.11"]]


def test_hands_stack_to_a_whole_and_together_counts_half() -> None:
    weeks = Weeks(BEGAN, BEGAN + timedelta(days=27), {"client": 1, "together": 1, "consultant": 2, "oversight": 50})
    drawn = drawing.hands([weeks])
    columns = re.findall(r'y="([\d.]+)" width="56" height="([\d.]+)"/>', desk(drawn))
    assert columns == [("166.5", "47.5"), ("119", "47.5"), ("24", "95")]
    assert '<text class="k" x="114.5" y="17" text-anchor="middle">62%</text>' in drawn
    assert table(drawn)[1] == ["5 July 2026", "25% (1)", "0%", "25% (1)", "0%", "50% (2)", "62%"]


def test_four_weeks_without_work_are_an_empty_place_not_a_nought() -> None:
    drawn = drawing.hands(DATA["hands"][:3])
    assert desk(drawn).count('class="gap"') == 1
    assert table(drawn)[3][-1] == "nothing logged"
    assert len(table(drawing.hands(DATA["many_hands"]))) == 14


def test_the_consultants_cells_are_hatched_and_named_and_gaps_are_words() -> None:
    rows = [Charge("Paid promotion", True, None, None, Hand("Harbour & Lane", practice=True)),
            Charge("Write posts", False, Hand("Priya Shah", asked=True), None, Hand("Aisha Khan"))]  # fmt: skip
    drawn = drawing.responsibility(rows)
    assert desk(drawn).count('fill="url(#consultant-') == 2  # the cell and the legend
    assert '<text class="k" x="482" y="46">Harbour &amp; Lane</text>' in drawn
    assert desk(drawn).count(">Nobody</text>") == 2  # a deputy is missed where it is critical
    assert table(drawn)[1:] == [
        ["Paid promotion (critical)", "Nobody", "Nobody", "Harbour &amp; Lane, consultant", "–"],
        ["Write posts", "Priya Shah, asked", "–", "Aisha Khan", "–"],
    ]
    assert "nobody answers for 1, and the consultant holds 1 of them" in drawn


def test_of_sixty_activities_those_that_matter_are_drawn_and_all_are_in_the_table() -> None:
    drawn = drawing.responsibility(DATA["many_charges"])
    assert desk(drawn).count("H712") == MOST and "36 more are in the table." in drawn
    assert len(table(drawn)) == 61


def test_levels_are_drawn_of_those_handed_in_alone() -> None:
    row = Skill("Reply", True, 1, 0, 3, {0: (3, False), 1: (4, True)})
    seen = desk(drawing.skills([row], ["Aisha Khan", "Callum Reid"]))
    assert '<rect class="rng" x="187" y="25" width="32" height="22" fill-opacity=".34" rx="3"/>' in seen
    assert '<rect class="gap" x="221" y="25" width="32" height="22" rx="3"/>' in seen
    covered = drawing.skills([Skill("Reply", True, 1, 0, 3)])
    assert "Aisha" not in covered and "fill-opacity" not in covered
    assert table(covered)[1] == ["Reply (critical)", "one person", "0", "3"]
    assert "1 of 1 skills are critical; 1 of those would stop when one person leaves." in covered


def test_one_more_hand_is_asked_for_where_it_is_critical() -> None:
    def dots(hands: int, fading: int = 0, critical: bool = True) -> list[str]:
        drawn = desk(drawing.skills([Skill("Reply", critical, hands, fading, 5)]))
        return re.findall(r'<circle class="(\w+)" cx="[\d.]+" cy="18"', drawn)

    assert dots(0) == ["gap", "gap"] and dots(1) == ["now", "gap"] and dots(2, 1) == ["now", "ring"]
    assert dots(9) == ["now"] * 3 and dots(1, critical=False) == ["now"]


def test_many_people_are_counted_by_level() -> None:
    drawn = drawing.skills(DATA["many_skills"], DATA["many_people"])
    assert ">10</text>" in desk(drawn) and f"{40 - MOST_ROWS} more in the table." in drawn
    assert len(table(drawn)) == 41
    assert table(drawn)[1][4:] == ["10"] * 5 and LONG not in drawn


def test_what_is_used_beyond_the_plan_stands_out() -> None:
    weeks = [Hours(BEGAN + timedelta(weeks=n), 8, used) for n, used in enumerate((10, 10.5, 4))]
    drawn = drawing.timing([*weeks, Hours(BEGAN + timedelta(weeks=3), 8, 6, ahead=True)])
    assert desk(drawn).count('class="over"') == 2  # one week and the legend; 125% is still within
    assert '<rect class="over" x="105.8" y="24" width="45.4" height="35.7"/>' in drawn
    assert 'd="M34 59.7H97V59.7H160V59.7H223V59.7H286"' in drawn
    assert table(drawn)[2] == ["15 June 2026", "8", "10.5", "squeezed"]
    assert table(drawn)[4][-1] == "forecast"
    assert "24.5 hours used of 24 planned in 3 weeks. One week was squeezed" in drawn


@pytest.mark.parametrize(
    ("words", "room", "left"),
    [
        ("Reply", 200, "Reply"),
        ("Reply and serve customers", 80, "Reply and s…"),
        ("界" * 9, 40, "界界…"),
        ("W", 1, "…"),
    ],
)
def test_long_words_end_in_an_ellipsis(words: str, room: float, left: str) -> None:
    assert clip(words, room) == left
    assert width(left) <= max(room, width("…"))


def test_those_who_share_initials_are_told_apart() -> None:
    assert initials(["Aisha Khan", "Adam Kay", "Cher", ""]) == ["AK", "AK2", "C", "?"]


def test_a_picture_stands_alone_in_the_colours_of_day() -> None:
    drawn = drawing.hands(DATA["hands"])
    alone = standalone(drawn).decode()
    assert "var(" not in alone and "class=" not in alone and "light-dark" not in alone
    assert 'fill="#6b2558"' in alone and 'stroke="#fff" stroke-width="1.5"' in alone
    assert told(drawn).startswith("Who does the work, each four weeks. The consultant’s share was 76%")
    assert told(drawing.skills(DATA["covered"], title="Reply & serve")).startswith("Reply & serve. ")
    with pytest.raises(ValueError, match="no picture"):
        standalone("<p>Nothing</p>")


def test_every_look_of_a_picture_can_be_written_out() -> None:
    looks = [value for _, _, rule in _rules() for value in rule.values()]
    assert len(_rules()) > 20 and not [value for value in looks if "var(" in value or "light-dark" in value]


@pytest.mark.slow
def test_the_typesetter_sets_every_picture(tmp_path) -> None:
    lines = []
    for n, name in enumerate(PICTURES):
        (tmp_path / f"{n}.svg").write_bytes(standalone(PICTURES[name]()))
        lines.append(f'#image("{n}.svg", alt: "{name}")')
    (tmp_path / "all.typ").write_text('#set document(title: "Pictures")\n' + "\n".join(lines), "utf-8")
    made = typst.compile(str(tmp_path / "all.typ"), ignore_system_fonts=True, pdf_standards=["ua-1"])
    assert made.startswith(b"%PDF") and len(made) > 20_000
