"""The training tab and the review queue: what waits, for whom, and what each may see."""

import pytest

from tests.cast import BY_KEY
from tests.counting import statements
from tests.training.scenes import NOTE, acting, judge, put_on, standing, tick, verify
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import TeamMember
from tracker.tenancy import scoped
from tracker.training.queue import queue_of

pytestmark = pytest.mark.one_engine


def test_an_empty_board_says_what_to_do_next(northgate, marcus):
    page = marcus.opens(f"{northgate.path}/training")
    assert page.says("Nobody has a checklist yet")
    assert f"{northgate.path}/training/assign" in "".join(page.links)


def test_the_board_shows_people_by_items_and_what_is_reached_together(app, northgate, helen):
    ids = put_on(app, northgate, "aisha", 2, 3)
    put_on(app, northgate, "callum", 2)
    tick(app, northgate, "aisha", ids[2])
    verify(app, northgate, "marcus", ids[2])
    page = helen.opens(f"{northgate.path}/training")
    assert page.says("1 of 38 required items verified for at least one person")
    assert page.says("Aisha Khan") and page.says("Callum Reid")
    assert page.says("1 of 2")


def test_staff_see_their_own_column_and_no_others(app, northgate, aisha):
    put_on(app, northgate, "aisha", 2)
    put_on(app, northgate, "callum", 2)
    page = aisha.opens(f"{northgate.path}/training")
    assert page.says("Aisha Khan")
    assert not page.says("Callum Reid")
    assert not aisha.opens(f"/checklist-items/{northgate.item(2)}").says("Callum Reid")


def test_the_owner_is_told_that_ticks_wait_but_not_what_was_shown(app, northgate, helen):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    page = helen.opens(f"{northgate.path}/training")
    assert page.says("1 tick waits for somebody who is proven in that skill.")
    assert not page.says(NOTE)


def test_marcus_verifies_in_the_tab_and_returns_in_the_review(app, northgate, marcus):
    ids = put_on(app, northgate, "aisha", 2, 3)
    for number in (2, 3):
        tick(app, northgate, "aisha", ids[number])
    page = marcus.opens(f"{northgate.path}/training").send(action=f"{ids[2]}/verify")
    assert page.path.endswith("/training")
    assert standing(app, northgate, ids[2]).verified
    page = marcus.opens("/training-review")
    assert page.says("Northgate Recruitment")
    page = page.send(action=f"{ids[3]}/return", because="Which one?")
    assert page.path.endswith("/training-review")
    assert page.says("Nothing waits for your check")
    assert standing(app, northgate, ids[3]).returned_because == "Which one?"


def test_the_review_of_a_client_person_holds_what_she_is_proven_in(app, northgate, priya):
    ids = put_on(app, northgate, "aisha", 3, 19)
    own = put_on(app, northgate, "priya", 3)
    for key, id in (("aisha", ids[3]), ("aisha", ids[19]), ("priya", own[3])):
        tick(app, northgate, key, id, link="https://northgate.example/shown")
    assert priya.opens("/training-review").says("Nothing waits for your check")
    judge(app, northgate, "priya", 3, "write")
    page = priya.opens("/training-review")
    assert page.says("Give one voice do and one voice don't")
    assert not page.says("Answer five enquiries")
    assert f"{own[3]}/verify" not in page.html


@pytest.mark.parametrize("key", ["dawn", "wes", "tessa", "ewan"])
def test_nobody_reviews_across_a_wall(app, northgate, visit, key):
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3])
    page = visit(key).opens("/training-review")
    assert page.status == 200
    assert not page.says("voice")
    assert visit(key).opens(f"{northgate.path}/training").status == 404


def test_a_consultant_reviews_only_where_she_works(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3])
    with acting(app, "mina") as mina:
        assert [row.id for row in queue_of(mina).rows] == [ids[3]]
    with acting(app, "marcus"):
        _send_mina_home(northgate)
    with acting(app, "mina") as mina:
        assert queue_of(mina).rows == []


def _send_mina_home(northgate) -> None:
    for seat in db.session.scalars(scoped(TeamMember).where(TeamMember.member_id == BY_KEY["mina"].id)):
        seat.ended_at = clock.now()
    db.session.commit()


def test_the_queue_is_read_a_page_at_a_time_oldest_first(app, northgate):
    ids = put_on(app, northgate, "aisha", 2, 3, 4, 6, 7)
    for number in (4, 2, 7, 3, 6):
        tick(app, northgate, "aisha", ids[number])
    with acting(app, "marcus") as marcus:
        first = queue_of(marcus, size=2)
        second = queue_of(marcus, first.after, size=2)
        third = queue_of(marcus, second.after, size=2)
    read = [row.id for page in (first, second, third) for row in page.rows]
    assert read == [ids[number] for number in (4, 2, 7, 3, 6)]
    assert third.after is None


@pytest.mark.parametrize("after", ["", "nonsense", "2026-01-01~x", "~", "2026-01-01T00:00:00~" + "0" * 32, "\x00"])
def test_an_odd_mark_begins_at_the_beginning(app, northgate, marcus, after):
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3])
    page = marcus.opens("/training-review?after=" + after.replace("\x00", "%00"))
    assert page.status == 200
    assert page.says("voice")


PAGES = [
    ("/training", "marcus"), ("/training", "mina"), ("/training", "helen"), ("/training", "aisha"),
    ("/training/skills", "mina"), ("/training/skills", "helen"), ("/training/assign", "mina"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "key"), PAGES)
def test_a_training_page_costs_the_same_however_many_people_and_items(app, northgate, visit, path, key):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    visitor = visit(key)
    visitor.opens(northgate.path + path)
    with statements(app) as few:
        assert visitor.opens(northgate.path + path).status == 200
    for person in ("aisha", "callum", "priya", "helen"):
        more = put_on(app, northgate, person, *range(3, 38))
        for number in (3, 6, 7, 11):
            tick(app, northgate, person, more[number], link="https://northgate.example/shown")
        judge(app, northgate, person, 2)
    with statements(app) as many:
        visitor.opens(northgate.path + path)
    assert len(few) == len(many) <= 8


def test_the_review_costs_the_same_however_long_the_queue(app, northgate, marcus):
    ids = put_on(app, northgate, "aisha", *range(2, 30))
    tick(app, northgate, "aisha", ids[2])
    with statements(app) as few:
        marcus.opens("/training-review")
    for number in range(6, 30):
        tick(app, northgate, "aisha", ids[number], link="https://northgate.example/shown")
    with statements(app) as many:
        marcus.opens("/training-review")
    assert len(few) == len(many) <= 6
