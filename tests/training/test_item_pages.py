"""The pages of one item, as a trainee and as a checker meet them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.counting import statements
from tests.training.scenes import NOTE, acting, judge, put_on, standing, tick, verify
from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.tenancy import scoped
from tracker.training.models import ItemProgress, ProgressState

pytestmark = pytest.mark.one_engine
HTMX = {"HX-Request": "true"}


def told(app, id) -> list[str]:
    with acting(app, "marcus"):
        events = scoped(AuditEvent).where(AuditEvent.subject_id == id).order_by(AuditEvent.id)
        return [event.verb for event in db.session.scalars(events)]


def part(visitor, path, **fields):
    """What htmx gets: the answer itself, no page followed."""
    page = visitor.opens(visitor_page(path))
    token = page.form().values["csrf_token"]
    return visitor.post(path, follow=False, headers={**HTMX, "X-CSRFToken": token}, csrf_token=token, **fields)


def visitor_page(path: str) -> str:
    return path.rsplit("/", 1)[0]


def test_aisha_reads_her_item_and_ticks_it_with_a_note(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 2)
    page = aisha.opens(f"/progress/{ids[2]}")
    assert page.says("Read a week's customer conversation")
    assert page.says("How to do it, 3 steps")
    assert page.says("Marcus Hale checks it")
    page.send(action="/tick", note=NOTE)
    assert standing(app, northgate, ids[2]).note == NOTE
    after = aisha.opens(f"/progress/{ids[2]}")
    assert after.says("What you showed")
    assert after.says(NOTE)
    assert after.says("Aisha Khan ticked it off")


def test_a_tick_without_evidence_shows_the_reason_at_the_field_and_keeps_what_was_typed(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 5)
    page = aisha.sends(f"/progress/{ids[5]}", link="javascript:alert(1)")
    assert page.status == 422
    assert page.says("A link starts with https:// or http://.")
    assert page.form("link").values["link"] == "javascript:alert(1)"
    page = page.send(action="/tick", link="")
    assert page.status == 422
    assert page.says("Add the link to the page that shows it.")
    assert standing(app, northgate, ids[5]).state == ProgressState.TODO


@pytest.mark.every_engine
def test_ticking_twice_is_ticking_once(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 2)
    page = aisha.opens(f"/progress/{ids[2]}")
    for _ in range(2):
        page.send(action="/tick", note=NOTE)
    assert told(app, ids[2]) == ["item.ticked"]


@pytest.mark.every_engine
def test_undoing_twice_is_undoing_once(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    page = aisha.opens(f"/progress/{ids[2]}")
    for _ in range(2):
        page.send(action="/undo")
    assert told(app, ids[2]) == ["item.ticked", "item.unticked"]


def test_aisha_asks_for_help_and_carries_on(app, northgate, aisha, marcus):
    ids = put_on(app, northgate, "aisha", 2)
    page = aisha.opens(f"/progress/{ids[2]}").send(action="/stuck", words="Which inbox?")
    assert page.says("You asked for help")
    assert marcus.opens(f"{northgate.path}/training").says("Aisha Khan is stuck")
    assert not page.send(action="/carry-on").says("You asked for help")


def test_marcus_verifies_from_the_page_of_the_item(app, northgate, marcus):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    page = marcus.opens(f"/progress/{ids[2]}")
    assert page.says(NOTE)
    page = page.send(action="/verify")
    assert page.says("Verified for Aisha Khan.")
    assert standing(app, northgate, ids[2]).verified


def test_marcus_returns_it_and_aisha_reads_why(app, northgate, marcus, aisha):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    refused = marcus.sends(f"/progress/{ids[2]}", because="")
    assert refused.status == 422
    assert refused.says("What is missing? is missing.")
    refused.send(action="/return", because="Say which week it was.")
    page = aisha.opens(f"/progress/{ids[2]}")
    assert page.says("Returned by Marcus Hale: Say which week it was.")
    assert page.form("note").values["note"] == NOTE


def test_a_checker_whose_page_is_old_is_told_and_changes_nothing(app, northgate, marcus):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    old = marcus.opens(f"/progress/{ids[2]}")
    verify(app, northgate, "mina", ids[2])
    page = old.send(action="/return", because="Not enough")
    assert page.status == 409
    assert page.says("Somebody has verified this meanwhile.")
    assert page.form("because").values["because"] == "Not enough"
    assert standing(app, northgate, ids[2]).verified


@pytest.mark.every_engine
def test_of_many_who_verify_at_once_exactly_one_does(app, northgate, visit):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    pages = [visit(key).opens(f"/progress/{ids[2]}") for key in ("marcus", "mina", "marcus", "mina")]
    together = Barrier(len(pages))

    def press(page):
        together.wait()
        return page.send(action="/verify").status

    with ThreadPoolExecutor(len(pages)) as pool:
        answers = sorted(pool.map(press, pages))
    assert answers == [200, 409, 409, 409]
    assert told(app, ids[2]) == ["item.ticked", "item.verified"]


@pytest.mark.parametrize("key", ["helen", "priya", "callum"])
def test_without_proof_nobody_at_the_client_opens_a_colleagues_item(app, northgate, visit, key):
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3])
    assert visit(key).opens(f"/progress/{ids[3]}").status == 403
    judge(app, northgate, key, 4, "write")
    assert visit(key).opens(f"/progress/{ids[3]}").says(NOTE)


@pytest.mark.parametrize("key", ["dawn", "wes", "tessa", "ewan", "brook"])
def test_strangers_to_the_engagement_find_no_item(app, northgate, visit, key):
    ids = put_on(app, northgate, "aisha", 3)
    for path in (f"/progress/{ids[3]}", f"/checklist-items/{northgate.item(3)}"):
        assert visit(key).opens(path).status in ({403, 404} if key == "brook" else {404})


def test_the_evidence_of_others_is_text_and_never_markup(app, northgate, aisha, marcus):
    ids = put_on(app, northgate, "aisha", 2)
    odd = "<script>alert(1)</script> \u202egnp.exe 🙂 مرحبا \x00"
    aisha.sends(f"/progress/{ids[2]}", note=odd)
    page = marcus.opens(f"/progress/{ids[2]}")
    assert "<script>alert" not in page.html
    assert page.says("<script>alert(1)</script> gnp.exe 🙂 مرحبا")


def test_a_note_that_is_too_long_is_refused_and_kept(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 2)
    page = aisha.sends(f"/progress/{ids[2]}", note="a" * 4001)
    assert page.status == 422
    assert page.says("At most 4,000 characters.")
    assert page.form("note").values["note"] == "a" * 4001


def test_a_tick_answers_htmx_with_the_next_item_the_counts_and_the_row_that_waits(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 2, 3, 4)
    answer = part(aisha, f"/progress/{ids[2]}/tick", note=NOTE)
    assert answer.status == 200
    assert answer.says("Give one voice do")
    assert answer.says("0 of 3 verified")
    assert f'id="item-{ids[3]}" hx-swap-oob="delete"' in answer.html
    assert f'id="item-{ids[2]}"' in answer.html
    assert len(answer.html.encode()) <= 4096
    assert standing(app, northgate, ids[2]).waiting


def test_a_refused_tick_answers_htmx_with_the_same_card(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 2, 3)
    answer = part(aisha, f"/progress/{ids[2]}/tick", note=" ")
    assert answer.status == 422
    assert answer.says("Write in a note how it went.")
    assert answer.says("Read a week's customer conversation")
    assert len(answer.html.encode()) <= 4096


def test_an_undo_brings_the_card_back(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 2, 3)
    tick(app, northgate, "aisha", ids[2])
    answer = part(aisha, f"/progress/{ids[2]}/undo")
    assert answer.says("Read a week's customer conversation")
    assert 'hx-swap-oob="afterbegin:#later"' in answer.html or "later-part" in answer.html
    assert f'id="item-{ids[3]}"' in answer.html
    assert len(answer.html.encode()) <= 4096


def test_an_undo_leaves_a_card_in_which_somebody_writes(app, northgate, aisha):
    ids = put_on(app, northgate, "aisha", 2, 3)
    tick(app, northgate, "aisha", ids[2])
    answer = part(aisha, f"/progress/{ids[2]}/undo", note="I am in the middle of")
    assert answer.response.headers["HX-Retarget"] == "#announcer"
    assert answer.text.startswith("Taken back.")
    assert f'id="item-{ids[2]}"' in answer.html


def test_a_tick_costs_at_most_twelve_statements_however_long_the_list(app, northgate, aisha):
    first = put_on(app, northgate, "aisha", 2, 3)
    small = _cost_of_tick(app, aisha, first[2])
    rest = put_on(app, northgate, "aisha", *range(4, 38))
    put_on(app, northgate, "callum", *range(2, 38))
    large = _cost_of_tick(app, aisha, rest[20])
    assert small == large <= 12


def _cost_of_tick(app, visitor, id) -> int:
    token = visitor.opens(f"/progress/{id}").form().values["csrf_token"]
    with statements(app) as sent:
        answer = visitor.post(
            f"/progress/{id}/tick", follow=False, headers={**HTMX, "X-CSRFToken": token},
            csrf_token=token, note=NOTE, link="https://northgate.example/shown",
        )  # fmt: skip
    assert answer.status == 200
    return len(sent)


@pytest.mark.parametrize("key", ["aisha", "marcus", "mina", "priya"])
def test_the_page_of_an_item_costs_at_most_six_statements(app, northgate, visit, key):
    ids = put_on(app, northgate, "aisha", 3)
    judge(app, northgate, "priya", 3, "write")
    tick(app, northgate, "aisha", ids[3])
    visitor = visit(key)
    with statements(app) as few:
        visitor.opens(f"/progress/{ids[3]}")
    for _ in range(3):
        _back_and_forth(app, northgate, ids[3])
    put_on(app, northgate, "aisha", *range(4, 30))
    with statements(app) as many:
        visitor.opens(f"/progress/{ids[3]}")
    assert len(few) == len(many) <= 6


def _back_and_forth(app, northgate, id) -> None:
    with acting(app, "marcus") as marcus:
        northgate.one(ItemProgress, id).send_back(marcus, "Once more.")
        db.session.commit()
    tick(app, northgate, "aisha", id)
