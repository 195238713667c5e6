"""The page of packs, as each role meets it."""

import pytest

from tests.handover.packing import ask, assembled, content, work
from tests.makers import acting
from tests.strategy.scenes import written
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import EngagementState
from tracker.handover.packs import newest_pack, seal

pytestmark = pytest.mark.slow


def path(northgate) -> str:
    return f"{northgate.path}/pack"


def test_priya_assembles_a_pack_without_javascript_and_takes_it_along(app, northgate, priya):
    page = priya.opens(path(northgate))
    assert page.says("No pack yet") and page.says("What the record lacks today")
    page = page.send("Assemble the pack", action="/assemble")
    assert page.says("You can leave this page") and page.says("waits for its turn")
    work(app)
    page = priya.opens(path(northgate))
    assert page.says("Handover pack 1") and page.says("Everything you need to run this alone")
    pdf, packed = [link for link in page.links if "/files/" in link]
    assert priya.opens(pdf).response.data == content(app, northgate, "pdf")
    answer = priya.opens(packed).response
    assert answer.content_type == "application/zip" and "attachment" in answer.headers["Content-Disposition"]


def test_the_part_that_shows_how_far_it_is_asks_for_itself_and_then_for_the_whole_page(app, northgate, helen):
    ask(app, northgate)
    part = helen.opens(path(northgate), headers={"HX-Request": "true"})
    assert 'hx-trigger="every 1s"' in part.html and "<html" not in part.html
    work(app)
    assert helen.opens(path(northgate), headers={"HX-Request": "true"}).response.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("who", ["marcus", "mina", "helen", "priya"])
def test_these_may_assemble_one(app, northgate, visit, who):
    assert visit(who).opens(path(northgate)).send(action="/assemble").says("being assembled")


def test_aisha_takes_it_along_and_does_not_assemble_it(app, northgate, aisha):
    assert "/pack/assemble" not in aisha.opens(path(northgate)).html
    assembled(app, northgate)
    page = aisha.opens(path(northgate))
    assert "/pack/assemble" not in page.html
    assert aisha.opens(next(link for link in page.links if "/files/" in link)).status == 200


@pytest.mark.parametrize("who", ["dawn", "tessa", "brook"])
def test_strangers_find_neither_page_nor_files(app, northgate, helen, visit, who):
    assembled(app, northgate)
    file = next(link for link in helen.opens(path(northgate)).links if "/files/" in link)
    stranger = visit(who)
    assert stranger.opens(path(northgate)).status in {403, 404}
    assert stranger.opens(f"/files/{file.split('/files/')[1]}").status == 404


def test_a_sealed_pack_is_the_clients_for_good_and_its_hash_is_checked(app, northgate, helen, marcus):
    pack = assembled(app, northgate)
    with acting(app, "helen") as by:
        seal(newest_pack(northgate.id), by=by)
        northgate.engagement.state = EngagementState.HANDED_OVER
        db.session.commit()
    page = helen.opens(path(northgate))
    assert page.says("This is yours for good") and page.says("sealed by Helen Ames")
    assert page.says("Assemble a follow-up")
    his = marcus.opens(path(northgate))
    assert his.says("This is the client’s for good") and "/pack/assemble" not in his.html
    assert page.says(pack.pdf_hash) and page.says(pack.hash)
    assert helen.opens(f"{path(northgate)}?hash={pack.zip_hash}").says("this is the ZIP of Handover pack 1, unchanged")
    assert helen.opens(f"{path(northgate)}?hash={'a' * 64}").says("none of the packs here has this hash")
    assert helen.opens(f"{path(northgate)}?hash=lamp").says("has 64 digits")


def test_what_was_written_since_is_told(app, northgate, helen):
    assembled(app, northgate)
    assert not helen.opens(path(northgate)).says("Changed since")
    with acting(app, "helen"):
        written(northgate, by="helen", share=1)
    assert helen.opens(path(northgate)).says("Changed since")
    assert assembled(app, northgate).number == 2
    assert not helen.opens(path(northgate)).says("Changed since")


def test_why_the_last_try_failed_is_told_to_whoever_asked(app, northgate, priya, monkeypatch):
    def full(*_):
        raise Refused("There is no room left.")

    monkeypatch.setattr("tracker.handover.packs.assembling.gather", full)
    ask(app, northgate)
    work(app)
    page = priya.opens(path(northgate))
    assert page.says("The last try came to nothing") and page.says("There is no room left.")
    monkeypatch.undo()
    page.send(action="/assemble")
    work(app)
    assert priya.opens(path(northgate)).says("Handover pack 1")
