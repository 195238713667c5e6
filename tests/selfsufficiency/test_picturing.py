"""What the pictures are drawn from, and their pages as each person finds them."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from tests.makers import acting, member
from tests.responsibilities.scenes import activity
from tests.toolkit.scenes import let_in
from tests.training.scenes import judge
from tracker.core import clock
from tracker.core.database import db
from tracker.core.drawing.responsibility import Hand
from tracker.engagements.extension_points import facts_of
from tracker.selfsufficiency.picturing import charges_in, hands_in, pillars_in, told
from tracker.worklog.logging import log_work
from tracker.worklog.time import agree_to, plan_time
from tracker.worklog.time_pictured import time_in
from tracker.worklog.time_reading import time_of

DAY = date(2026, 11, 2)
GATE = {"name": "Strategy", "state": "passed", "closed_on": "2026-11-05"}


def cause(points: float, kind: str, verb: str = "rung.lowered", subject: str = "Reply") -> list:
    return [verb, subject, "Mina", points, kind, "an-event"]


def test_what_moved_the_index_without_being_progress_is_marked_by_its_kind() -> None:
    days = [
        (DAY, [cause(4.0, "people"), cause(-1.25, "regression")]),
        (DAY + timedelta(days=1), [cause(-0.3, "scope", "scope.added", "A skill"), cause(-0.3, "scope")]),
        (DAY + timedelta(days=2), [cause(-0.4, "regression")]),
    ]
    found = told({"gates": [GATE, GATE | {"state": "active"}]}, days)
    assert [(one.on.day, one.text, one.kind) for one in found] == [
        (2, "Reply: rung lowered (-1.2)", "regression"),
        (3, "A skill: scope added (-0.6)", "scope"),
        (5, "Strategy gate passed", ""),
    ]


def test_what_time_took_is_summed_over_four_weeks() -> None:
    days = [(DAY + timedelta(days=n), [cause(-0.05, "time", "time.passed", "")]) for n in range(40)]
    found = told({"gates": []}, days)
    assert [(one.on - DAY, one.text) for one in found] == [
        (timedelta(days=27), "Skills and proofs grew older (-1.4)"),
        (timedelta(days=39), "Skills and proofs grew older (-0.6)"),
    ]
    [given] = told({"gates": []}, [(DAY, [cause(0.7, "time", "time.passed", "")])])
    assert given.text == "Work of eight weeks ago no longer counts (+0.7)"


def test_four_weeks_begin_where_the_record_begins() -> None:
    today = DAY + timedelta(days=56)
    found = hands_in({DAY: {"client": 2}, today: {"together": 1}}, today)
    assert [(one.first, one.last, dict(one.delivered)) for one in found] == [
        (DAY - timedelta(days=27), DAY, {"client": 2}),
        (DAY + timedelta(days=1), DAY + timedelta(days=28), {}),
        (DAY + timedelta(days=29), today, {"together": 1}),
    ]
    assert hands_in({}, today) == []


def test_pillars_go_by_the_names_that_people_read() -> None:
    row = SimpleNamespace(strategy=0.1, tools=0.2, responsibility=0.3, practice=0.4, resilience=0.5)
    assert pillars_in(row, row)[3] == ("Does the work", 0.4, 0.4)


PEOPLE = {"h": {"name": "Helen Ames", "active": True}, "t": {"name": "Tom", "active": False}}
ROW = {"id": "a", "name": "Reply", "critical": True, "na": False, "accountable": {"person": "h", "accepted_on": None},
       "deputy": {"person": "t", "accepted_on": "2026-11-01"}, "doer": {"kind": "provider", "person": None,
       "provider_name": "Brightside"}}  # fmt: skip


def test_the_practice_stays_the_practice_also_as_a_provider() -> None:
    facts = {"people": PEOPLE, "activities": [ROW, ROW | {"na": True}], "sourcing": {}}
    [charge] = charges_in(facts, "Harbour & Lane")
    assert charge.cells == (Hand("Helen Ames", asked=True), None, None, Hand("Brightside"))
    [ours] = charges_in(facts | {"sourcing": {"a": {"by_practice": True}}}, "Harbour & Lane")
    assert ours.supplier == Hand("Harbour & Lane", practice=True)
    by_hand = ROW | {"doer": {"kind": "practice", "person": None, "provider_name": None}}
    assert charges_in(facts | {"activities": [by_hand]}, "H")[0].doer == Hand("H", practice=True)


def test_hours_from_the_facts_are_those_that_the_time_plan_reads(as_person, northgate) -> None:
    aisha, day = as_person("aisha"), clock.today() - timedelta(days=9)
    plan = plan_time(northgate.engagement, aisha, 4, "Cold calls.", by=aisha, first=day)
    agree_to(plan, by=member("helen"))
    log_work(activity(northgate), "client", by=aisha, on=day, minutes=330)
    db.session.commit()
    seen, read = time_in(facts_of(northgate.id), clock.today()), time_of(northgate.id, {aisha.id: aisha.name})
    assert seen.weeks == read.weeks and [one.weeks for one in seen.people] == [one.weeks for one in read.people]
    assert max(week.used for week in seen.weeks) == 5.5


@pytest.fixture
def busy(app, northgate):
    """Levels judged, access given, work done: something for every picture."""
    judge(app, northgate, "aisha", 3, "reply")
    judge(app, northgate, "callum", 2, "reply")
    let_in(app, northgate, "mina", admin=True)
    with acting(app, "aisha") as aisha:
        log_work(activity(northgate), "client", by=aisha, on=clock.today(), minutes=60)
        db.session.commit()
    return northgate


@pytest.mark.slow
@pytest.mark.parametrize("key", ["marcus", "helen", "aisha"])
def test_every_picture_has_its_words_its_table_and_its_way_to_the_evidence(visit, busy, key):
    page = visit(key).opens(f"{busy.path}/pictures")
    assert page.status == 200
    for title in ("The five pillars now and at the start", "Who does the work, each four weeks",
                  "Who answers for what, and who does it", "Skills, and how many people carry each",
                  "Hours planned and used, by week", "Who has access to what"):  # fmt: skip
        assert page.html.count(f"<title>{title}</title>") == 2, title
    assert page.html.count("Show as a table") == page.html.count('<figure class="bt-chart">')
    assert {f"/w/harbour{busy.path}{end}" for end in
            ("/explain", "/work", "/time", "/training/skills", "/access", "/responsibilities")} <= {
        link.split("?")[0] for link in page.links}  # fmt: skip
    assert page.says("Steps left") and len(page.html) < 400_000


TABLES = {
    "pillars": "The five pillars now and at the start", "hands": "Who does the work, each four weeks",
    "map": "Who answers for what, and who does it", "skills": "Skills, and how many people carry each",
    "hours": "Hours planned and used, by week", "access": "Who has access to what",
}  # fmt: skip
MOST_NODES = 1500


@pytest.mark.slow
def test_a_table_comes_with_the_address_that_asks_for_it_and_no_page_grows_too_large(visit, busy):
    helen = visit("helen")
    none = helen.opens(f"{busy.path}/pictures?table=nonsense")
    assert "<caption" not in none.html
    for key, title in TABLES.items():
        assert f"/w/harbour{busy.path}/pictures?table={key}#{key}" in none.links
        page = helen.opens(f"{busy.path}/pictures?table={key}")
        assert page.html.count("<caption") == 1 and f'<caption class="bt-vh">{title}</caption>' in page.html
        assert '<details class="bt-as-table" open>' in page.html and f'id="{key}"' in page.html
        assert len(re.findall(r"<[a-z]", page.html)) <= MOST_NODES, key
        if key == "access":
            assert page.says("Mina Okafor (admin), consultant")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/pictures?table=skills", "/training/skills"])
def test_levels_are_drawn_for_trainers_and_oneself_alone(visit, busy, path):
    def told_of(key: str) -> str:
        html = visit(key).opens(f"{busy.path}{path}").html
        return re.search(r"<title>Skills, and how many people carry each</title>.*?</figure>", html, re.S)[0]

    assert "3 Independent" in told_of("mina") and ">Callum Reid<" in told_of("mina")
    assert "3 Independent" in told_of("aisha")
    assert "Callum" not in told_of("helen") and "Aisha" not in told_of("helen")
    assert "one person" in told_of("helen")


@pytest.mark.slow
def test_the_map_shows_who_holds_what_and_who_has_access(visit, busy):
    page = visit("helen").opens(f"{busy.path}/responsibilities")
    assert page.says("Reply and serve customers (critical)") and page.says("Mina Okafor (admin), consultant")
    assert f"/w/harbour{busy.path}/responsibilities" in visit("helen").opens(f"{busy.path}/ladder").links


@pytest.mark.slow
def test_pictures_are_for_those_who_may_see_the_index(visit, northgate):
    assert visit("brook").opens(f"{northgate.path}/pictures").status in {403, 404}
    assert visit("dawn").opens(f"{northgate.path}/pictures").status == 404
    assert visit("tessa").opens(f"{northgate.path}/responsibilities").status == 404
    first_day = visit("helen").opens(f"{northgate.path}/pictures")
    assert first_day.says("No work is logged yet.") and first_day.says("No hours are kept free")
