"""Goals and measures as each person meets them."""

import threading
from datetime import timedelta

import pytest

from tests import cast
from tests.counting import statements
from tests.makers import member, start
from tests.strategy.test_measures import placements, today
from tracker.core.database import db
from tracker.strategy.goals import set_goal
from tracker.strategy.measures import add_measure
from tracker.strategy.models import Goal, Measure, MeasureValue
from tracker.strategy.values import log_value
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


@pytest.fixture
def kept(northgate, acting):
    """A goal with one measure, read by Aisha, with two values; ids of goal, measure and the newest value."""
    with acting("helen") as helen:
        goal = set_goal(northgate.engagement, by=helen, title="Twelve more placements a month", due_on=today(-200))
        db.session.flush()
        measure = add_measure(northgate.engagement, placements(goal=goal, owner=member("aisha")), by=helen)
        db.session.flush()
        log_value(measure, 10, today(30), by=helen)
        value = log_value(measure, 14, today(1), by=helen)
        db.session.commit()
        return {"goal": goal.id, "measure": measure.id, "value": value.id}


def values(acting, kept):
    with acting("helen"):
        query = scoped(MeasureValue).where(MeasureValue.measure_id == kept["measure"]).order_by(MeasureValue.id)
        return [(row.value, row.corrects_id is not None) for row in db.session.scalars(query)]


def test_the_owner_sets_a_goal_and_says_by_which_number_she_will_see_it(northgate, helen):
    assert helen.opens(f"{northgate.path}/goals").says("0 goals, 5 numbers; 5 without a baseline.")
    goal = {"title": "Twelve more placements a month", "why": "We turn readers away."}
    page = helen.sends(f"{northgate.path}/goals/new", **goal)
    assert page.says("The goal is set.") and page.says("Nothing measures this yet")
    page = helen.opens(next(link for link in page.links if "measures/new?goal=" in link)).send(
        name="Placements", unit="placements", baseline="8", baseline_on=today(30).isoformat(), target="20",
        decision="Which channel we keep.",
    )  # fmt: skip
    assert page.says("Added.") and page.says("It began at 8 placements on") and page.says("Which channel we keep.")
    page = helen.opens(f"{northgate.path}/goals")
    assert page.says("1 goal, 6 numbers; 5 without a baseline.") and page.says("Twelve more placements a month")


def test_a_member_of_staff_writes_down_a_value_in_two_taps(kept, northgate, aisha):
    page = aisha.opens(f"{northgate.path}/goals")
    there = next(link for link in page.links if link.endswith(f"/measures/{kept['measure']}/log"))
    page = aisha.opens(there).send(value="16,5", note="All readers.")
    assert page.says("Written down: 16.5 placements on") and page.says("70% of the way to 20.")
    assert page.says("All readers.") and page.says("Show as a table")


@pytest.mark.parametrize(
    ("typed", "said"), [("about twelve", "Write a number, such as 12, 3.5 or 1,200."), ("", "Value is missing."),
                        ("9" * 20, "This number is too large."), ("1.23456", "At most 4 digits after the point.")],
)  # fmt: skip
def test_what_is_no_number_is_kept_and_refused_at_its_field(kept, acting, aisha, typed, said):
    page = aisha.sends(f"/measures/{kept['measure']}/log", value=typed, note="As read.")
    assert page.status == 422 and page.says(said)
    form = page.form("value")
    assert form.values["value"] == typed and form.values["note"] == "As read."
    assert len(values(acting, kept)) == 2


@pytest.mark.parametrize("day", ["", "yesterday", "2999-01-01", "1900-01-01"])
def test_a_day_that_is_none_or_to_come_is_refused_at_its_field(kept, acting, aisha, day):
    page = aisha.sends(f"/measures/{kept['measure']}/log", value="12", read_on=day)
    assert page.status == 422 and page.form("value").values["value"] == "12"
    assert len(values(acting, kept)) == 2


def test_a_wrong_value_is_corrected_and_struck_out_and_all_of_it_stays_to_be_read(kept, acting, priya):
    page = priya.sends(f"/measure-values/{kept['value']}/correct", value="41", note="Digits turned.")
    assert page.says("Written down: 41 placements on") and page.says("corrected")
    with acting("helen"):
        new = db.session.scalars(scoped(MeasureValue).where(MeasureValue.corrects_id == kept["value"])).one().id
    page = priya.sends(f"/measure-values/{new}/correct", strike="y", note="Nobody counted.")
    assert page.says("Struck out. It stays in the history.") and page.says("Nobody counted.")
    assert page.says("to 10 placements on")
    assert values(acting, kept) == [(10, False), (14, False), (41, True), (None, True)]
    again = priya.sends(f"/measure-values/{kept['value']}/correct", value="15")
    assert again.status == 409 and again.says("Somebody has corrected this value already.")


@pytest.mark.every_engine
def test_a_double_submit_and_eight_at_once_write_it_down_once(kept, acting, visit):
    form = visit("aisha").opens(f"/measures/{kept['measure']}/log").form("value")
    aisha = visit("aisha")
    sent = {**form.values, "value": "15"}
    sent["csrf_token"] = aisha.opens(f"/measures/{kept['measure']}/log").form("value").values["csrf_token"]
    for _ in range(2):
        assert aisha.post(f"/measures/{kept['measure']}/log", **sent).status == 200
    assert len(values(acting, kept)) == 3
    start, statuses = threading.Barrier(8), []
    pages = [visit("priya").opens(f"/measure-values/{kept['value']}/correct") for _ in range(8)]

    def send(page, number):
        start.wait()
        statuses.append(page.send(value=str(50 + number)).status)

    threads = [threading.Thread(target=send, args=one) for one in zip(pages, range(8), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [409] * 7
    assert len(values(acting, kept)) == 4


@pytest.mark.every_engine
def test_two_who_change_a_measure_at_once_lose_nothing(kept, priya, helen):
    hers, his = priya.opens(f"/measures/{kept['measure']}/edit"), helen.opens(f"/measures/{kept['measure']}/edit")
    assert his.send(name="Placements of readers").says("Saved.")
    page = hers.send(name="Placements through us")
    assert page.status == 409 and page.form("name").values["name"] == "Placements through us"
    assert page.send(name="Placements through us").says("Saved.")


def test_the_numbers_are_reviewed_and_the_decision_stays(kept, northgate, helen, mina):
    page = helen.opens(f"{northgate.path}/goals")
    assert page.says("never reviewed: the review is overdue")
    page = helen.opens(f"{northgate.path}/measures/review").send(decided="")
    assert page.status == 422
    page = page.send(decided="We drop the Friday post and answer instead.")
    assert page.says("The numbers are reviewed.") and page.says("Reviewed Today")
    page = mina.opens(f"{northgate.path}/measures/review")
    assert page.says("We drop the Friday post") and page.says("Helen Ames")
    assert mina.opens(f"{northgate.path}/activity").says("Helen Ames reviewed the numbers.")


def test_a_goal_ends_and_its_measures_stay(kept, northgate, helen):
    page = helen.sends(f"/goals/{kept['goal']}/end", outcome="met", because="Twenty-one in October.")
    assert page.says("Met") and page.says("Twenty-one in October.")
    assert helen.opens(f"{northgate.path}/goals").says("What came to an end")
    page = helen.opens(f"/goals/{kept['goal']}").send("Take it up again", action="/take-up")
    assert page.says("Taken up again.")
    page = helen.opens(f"/measures/{kept['measure']}").send("Retire it", action="/retire")
    assert page.says("Retired") and not page.says("Write down a value")


PAGES = {
    # page: who may open it
    "/engagements/{e}/goals": "marcus mina helen priya aisha callum",
    "/goals/{goal}": "marcus mina helen priya aisha callum",
    "/measures/{measure}": "marcus mina helen priya aisha callum",
    "/measures/{measure}/log": "marcus mina helen priya aisha",
    "/measure-values/{value}/correct": "marcus mina helen priya aisha",
    "/measures/{measure}/edit": "marcus mina helen priya",
    "/goals/{goal}/edit": "marcus mina helen priya",
    "/goals/{goal}/end": "marcus mina helen priya",
    "/engagements/{e}/goals/new": "marcus mina helen priya",
    "/engagements/{e}/measures/new": "marcus mina helen priya",
    "/engagements/{e}/measures/review": "marcus mina helen priya",
}


@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_what(kept, northgate, visit, page):
    path = page.format(e=northgate.id, **kept)
    answers = {who: visit(who).opens(path).status for who in ("marcus", "mina", "helen", "priya", "aisha", "callum")}
    assert answers == {who: 200 if who in PAGES[page].split() else 403 for who in answers}
    assert {visit(who).opens(path).status for who in ("dawn", "tessa", "brook")} == {404}


def test_a_goal_of_another_client_cannot_be_smuggled_in(northgate, acting, helen):
    with acting("marcus") as marcus:
        other = start("weir")
        db.session.flush()
        foreign = set_goal(other, by=marcus, title="Weir's own", due_on=today(-9))
        db.session.commit()
        ids = {"goal": str(foreign.id), "owner": str(cast.BY_KEY["dawn"].id)}
    for field, id in ids.items():
        page = helen.sends(f"{northgate.path}/measures/new", name="Placements", unit="jobs", **{field: id})
        assert page.status == 422 and page.form("name").values["name"] == "Placements"


def test_pages_cost_the_same_however_much_is_measured(app, kept, northgate, acting, visit):
    paths = [path.format(e=northgate.id, **kept) for path in PAGES]
    people = [visit(who) for who in ("helen", "mina")]

    def costs():
        found = []
        for person in people:
            for path in paths:
                with statements(app) as sent:
                    assert person.opens(path).status == 200
                found.append(len(sent))
        return found

    few = costs()
    with acting("helen") as helen:
        goals = [db.session.get_one(Goal, (helen.workspace_id, kept["goal"]))]
        goals += [set_goal(northgate.engagement, by=helen, title=f"Goal {n}", due_on=today(-n - 1)) for n in range(8)]
        db.session.flush()
        first = db.session.get_one(Measure, (helen.workspace_id, kept["measure"]))
        measures = [first] + [
            add_measure(northgate.engagement, placements(name=f"Number {n}", goal=goals[n % 9]), by=helen)
            for n in range(30)
        ]
        db.session.flush()
        for n, measure in enumerate(measures):
            for back in range(2, 40 if not n else 9):
                log_value(measure, back, today() - timedelta(days=7 * back), by=helen)
        db.session.commit()
    assert costs() == few
    assert max(few) <= 10 and few[0] <= 8


def test_texts_of_any_direction_and_length_do_not_break_the_pages(northgate, acting, helen):
    with acting("helen") as me:
        title, why = "שלום 👩‍👩‍👧 " + "x" * 140, "<b>no</b>" * 50
        goal = set_goal(northgate.engagement, by=me, title=title, due_on=today(-3), why=why)
        db.session.flush()
        huge = {"unit": "m" * 40, "baseline": 1e12, "target": None, "target_on": None}
        said = placements(name="<script>alert(1)</script>", goal=goal, **huge)
        measure = add_measure(northgate.engagement, said, by=me)
        db.session.flush()
        log_value(measure, -1e12, today(), by=me)
        db.session.commit()
        paths = [f"{northgate.path}/goals", f"/goals/{goal.id}", f"/measures/{measure.id}"]
    for path in paths:
        page = helen.opens(path)
        assert page.status == 200 and "<script>alert" not in page.html and "<b>no" not in page.html
