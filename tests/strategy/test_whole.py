"""The whole strategy: whose words it is, on paper, and as a file."""

import pytest

from tests.counting import statements
from tests.makers import member
from tests.strategy.scenes import HELENS_WORDS, PURPOSE, section, signed, written
from tests.strategy.test_measures import placements, today
from tracker.core.database import db
from tracker.strategy.applying import set_aside
from tracker.strategy.authorship import authorship
from tracker.strategy.goals import set_goal
from tracker.strategy.measures import add_measure
from tracker.strategy.standing import standings

pytestmark = pytest.mark.slow


@pytest.fixture
def furnished(northgate, acting):
    with acting("priya"):
        written(northgate, f"# Why\n{PURPOSE}", by="priya", share=1)
    with acting("helen") as helen:
        signed(northgate)
        goal = set_goal(northgate.engagement, by=helen, title="Twelve more placements", due_on=today(-200))
        db.session.flush()
        add_measure(northgate.engagement, placements(goal=goal), by=helen)
        set_aside(section(northgate, "leaders"), "None of us will be out there in person.", by=helen)
        db.session.commit()
    with acting("mina"):
        written(northgate, "Short and warm.", by="mina", share=0.5, key="voice")
    return northgate


def test_shares_and_contributors_are_told_for_the_whole_and_each_section(furnished, acting, aisha):
    with acting("helen"):
        found = authorship(furnished.id, standings(furnished.id))
        assert found.share == pytest.approx(1.5 / 11)
        told = [(one.name, one.of_client, len(one.sections), one.revisions) for one in found.contributors]
        assert told == [("Priya Shah", True, 1, 1), ("Mina Okafor", False, 1, 1)]
    page = aisha.opens(f"{furnished.path}/strategy/words")
    assert page.says("13% of the words of the strategy are your own.")
    assert page.says("1 of 2 saved texts came from the client's people.") and page.says("Mina OkaforHarbour & Lane")


def test_on_paper_stand_signatures_with_days_and_words_and_the_goals(furnished, helen):
    page = helen.opens(f"{furnished.path}/strategy/whole")
    assert page.says(HELENS_WORDS) and page.says("Not signed. Written by Mina Okafor")
    assert page.says("Goals and measures") and page.says("Twelve more placements")
    assert page.says("It began at 8 placements on") and page.says("Leaders, set aside by the owner")


def test_it_can_be_taken_along_as_a_file(furnished, helen, dawn):
    answer = helen.opens(f"{furnished.path}/strategy.md").response
    assert answer.mimetype == "text/markdown" and "attachment" in answer.headers["Content-Disposition"]
    text = answer.get_data(as_text=True)
    assert text.startswith("# The strategy of Northgate Recruitment\n")
    assert "## 1. Purpose" in text and "### Why" in text and f"“{HELENS_WORDS}”" in text
    assert "**Not signed.** Written by Mina Okafor:\n\nShort and warm." in text
    assert "- **Placements.** It began at 8 placements on" in text and "## What does not apply\n\n- Leaders" in text
    assert dawn.opens(f"{furnished.path}/strategy.md").status == 404


@pytest.mark.every_engine
def test_forty_long_sections_cost_the_same(app, furnished, helen, acting):
    paths = [f"{furnished.path}/strategy{page}" for page in ("", "/whole", ".md", "/words")]

    def costs():
        found = []
        for path in paths:
            with statements(app) as sent:
                assert helen.opens(path).status == 200
            found.append(len(sent))
        return found

    few = costs()
    with acting("helen"):
        for key in furnished.ids["StrategySection"]:
            if key != "leaders":
                for number in range(3):
                    written(furnished, f"{key} {number} שלום 👩‍👩‍👧\n\n" * 400, by="priya", share=1, key=key)
    assert costs() == few and max(few) <= 9


def test_those_who_left_are_still_named(furnished, helen, acting):
    from tracker.core import clock

    with acting("marcus"):
        member("priya").ended_at = clock.now()
        db.session.commit()
    assert helen.opens(f"{furnished.path}/strategy/words").says("Priya Shah")
