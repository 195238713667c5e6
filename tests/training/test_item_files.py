"""A photo or a document can show that an item was done; it is between the trainee and whoever may check it."""

from io import BytesIO

import pytest

from tests.files import specimens
from tests.makers import acting
from tests.training.scenes import put_on, tick, verify
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.files.models import Attachment
from tracker.tenancy import scoped
from tracker.training.models import ChecklistItem, ItemProgress

pytestmark = pytest.mark.slow


def shelf(item):
    return f"/item_progress/{item}/files"


def photo():
    return BytesIO(specimens.phone_photo()), "inbox.jpg"


@pytest.fixture
def item(app, northgate):
    with acting(app, "marcus"):
        numbers = {row.evidence: row.number for row in db.session.scalars(scoped(ChecklistItem)) if not row.quiz}
    number = numbers.get("link") or numbers["either"]
    return put_on(app, northgate, "aisha", number)[number]


def test_aisha_shows_a_photo_and_mina_verifies_it(app, northgate, aisha, mina, item):
    with acting(app, "aisha") as me, pytest.raises(Refused, match="A file attached"):
        northgate.one(ItemProgress, item).tick(me, "", "")
    assert aisha.opens(shelf(item)).send(files=photo()).says("Attached.")
    tick(app, northgate, "aisha", item, note="", link="")
    page = mina.opens(shelf(item))
    assert page.says("inbox.jpg") and not page.says("Attach a file")
    link = next(link for link in page.links if "/files/" in link)
    assert b"Phone maker" not in mina.opens(link).response.data
    assert "/remove" not in aisha.opens(shelf(item)).html
    verify(app, northgate, "mina", item)
    assert mina.opens(link).status == 200


def test_nobody_else_sees_or_adds_to_it(app, northgate, aisha, callum, visit, item):
    aisha.opens(shelf(item)).send(files=photo())
    with acting(app, "aisha"):
        file = db.session.scalars(scoped(Attachment)).one().id
    for key, status in (("callum", 403), ("dawn", 404), ("tessa", 404), ("brook", 404)):
        assert visit(key).opens(f"/files/{file}").status == status
    token = callum.opens("/account").form().values["csrf_token"]
    assert callum.post(f"/item_progress/{item}/files", csrf_token=token, files=photo()).status == 403
    assert callum.post(f"/files/{file}/remove", csrf_token=token).status == 403


def test_the_feed_does_not_name_it(app, northgate, aisha, callum, item):
    aisha.opens(shelf(item)).send(files=photo())
    page = callum.opens(f"{northgate.path}/activity")
    assert page.says("Aisha Khan attached a file.") and not page.says("inbox.jpg")


def test_what_waits_for_a_check_keeps_its_files(app, northgate, aisha, item):
    page = aisha.opens(shelf(item))
    page.send(files=photo())
    tick(app, northgate, "aisha", item)
    assert page.send(files=photo(), once="").status == 422
