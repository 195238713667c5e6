"""The words and the PDF of one report with everything in it, without a database."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tracker.reports.paper import paper_of
from tracker.reports.parts import PARTS
from tracker.reports.showing import in_words

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 29)
NUMBERS = {
    "version": 1, "day": "2026-11-29", "practice": "Harbour & Lane", "client": "Northgate Recruitment",
    "engagement": "Social media", "answer": ["Not yet.", "Four activities still lean on Harbour & Lane."],
    "value": 64.99, "stage": "Leading", "stage_number": 3, "held": "", "next": "Next: Self-sufficient, from 80.",
    "doubts": [["Borderline", "Weighing the bars differently gives another stage."], ["", "Evidence is in hand."]],
    "pillars": [["S", "Owns the strategy", 0.719, 0.7], ["T", "Commands the tools", 0.63, 0.7],
                ["R", "Keeps responsibility", 0.66, 0.7], ["P", "Does the work", 0.6, 0.6],
                ["Z", "Survives a leaver", 0.4, None]],
    "moved": {"then": 60.2, "then_on": "2026-11-01", "then_stage": "leading",
              "then_pillars": {"S": 0.70, "T": 0.6, "R": 0.66, "P": 0.65, "Z": 0.4},
              "kinds": [["people", 5.2], ["time", -1.1]], "rest": 0.69,
              "causes": [["people", "Reply: rung moved", 2.2]],
              "trend": [["2026-11-01", 60.2], ["2026-11-15", 60.1], ["2026-11-29", 64.99]]},
    "signed": {"sections": ["Measures"], "gates": ["Training"], "rules": [], "accepted": [], "owned": [],
               "runbooks": [], "rungs": [["Reply", 3]], "items": 12, "people": 3},
    "work": {"share": 0.25, "share_then": 0.4, "hands_on": 0.6, "delivered": 20},
    "hours": {"weeks": 3, "planned": 51, "used": 43.5},
    "road": {"phases": [["Training", "2026-12-20"]],
             "gate": {"name": "Handover", "met": 2, "of": 4, "missing": ["The pack is complete"]},
             "planned_handover": "2027-02-26", "handed_over_on": None, "paused_on": None, "steps_left": 31,
             "forecast": {"state": "converging", "even": "2027-03-14", "likely": "2027-04-02", "weeks": 12,
                          "day": "2026-11-28"}},
    "decisions": [{"code": "D-3", "question": "Do we keep the agency?", "decision": "Until June.", "by": "Helen Ames"}],
    "flags": [{"title": "Plan drift", "severity": "warn", "since": "2026-11-12", "count": 1},
              {"title": "No owner", "severity": "critical", "since": "2026-11-03", "count": 2}],
    "risks": [{"title": "Only one camera", "severity": "high", "owner": "", "plan": "Buy a second."}],
}  # fmt: skip


def made(numbers=NUMBERS):
    parts = [{"key": part.key, "title": part.title, "text": "" if part.drawn else "Said **so**."} for part in PARTS]
    return paper_of(
        title="Status report", since=SINCE, until=UNTIL, parts=parts, numbers=numbers, client="Northgate Recruitment",
        practice="Harbour & Lane", by="Mina Okafor",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("value", "64"),
        ("change", "up 4 since 1 November 2026"),
        ("moved", [["What people did", "+5.2 points"],
                   ["Time alone: skills and proofs grew older", "\N{MINUS SIGN}1.1 points"],
                   ["Not told apart", "+0.7 points"]]),
        ("doubts", ["Borderline. Weighing the bars differently gives another stage."]),
        ("signed", ["Gates passed: Training.", "Sections of the strategy signed: Measures.",
                    "On the ladder: Reply on rung 3 of 4.", "12 training items verified, of 3 people."]),
        ("work", ["Harbour & Lane delivered 25% of the work of the last 28 days; before the period it was 40%.",
                  "Your own hands did 60% of it.",
                  "Your people logged 44 of the 51 hours kept free in the 3 full weeks of the period."]),
        ("gate", "The next gate is Handover: 2 of 4 criteria met. Still missing:"),
        ("decisions", [["D-3: Do we keep the agency?", "Until June. (Helen Ames)"]]),
        ("flags", [["Warning", "Plan drift", "A flag, open since 12 November 2026."],
                   ["Critical", "No owner", "2 flags, the oldest open since 3 November 2026."]]),
        ("risks", [["High", "Only one camera", "Nobody of yours has accepted to own it. Buy a second."]]),
    ],
)  # fmt: skip
def test_numbers_are_said_in_plain_words(key, says):
    assert in_words(NUMBERS)[key] == says


def test_a_bars_change_is_that_of_what_is_shown():
    """.719 is shown as .71, and so the step from .70 is one hundredth."""
    bars = {bar["key"]: bar for bar in in_words(NUMBERS)["pillars"]}
    assert [bars[key]["change"] for key in "STRPZ"] == [
        "+0.01", "+0.03", "no change", "\N{MINUS SIGN}0.05", "no change",
    ]  # fmt: skip


def test_the_pdf_says_all_of_it_is_tagged_and_made_the_same_twice():
    paper = made()
    assert paper == made()
    read = PdfReader(BytesIO(paper))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for words in ("Not yet.", "Owns the strategy", "31 steps are left.", "Even chance by 14 March 2027", "Plan drift",
                  "Only one camera", "Said so.", "The pack is complete", "What moved it"):  # fmt: skip
        assert words in text, words
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"] and read.trailer["/Root"]["/Lang"].startswith("en")
    assert read.metadata.title == "Status report, Northgate Recruitment"
    assert made({**NUMBERS, "value": 65.0}) != paper


def test_before_anything_was_reckoned_the_paper_says_so():
    text = PdfReader(BytesIO(made({}))).pages[0].extract_text()
    assert "Nothing has been reckoned of this engagement yet." in text
