"""Who may ask, with what, and what becomes of it when somebody thinks better of it."""

from datetime import timedelta

import pytest

from tests import cast
from tests.graduation import scenes
from tests.makers import acting, member
from tracker.accounts.members import end_place
from tracker.accounts.models import Membership, Role, User
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement
from tracker.files.storage import OutOfReach
from tracker.graduation import working
from tracker.graduation.asking import ask, call_off
from tracker.graduation.models import Graduation, Grant, Stage
from tracker.tenancy import scoped


def second_owner(app) -> None:
    with app.app_context(), entered(Context(workspace=scenes.OLD)):
        user = User(email="otto@northgate.example", name="Otto Lane")
        db.session.add(user)
        db.session.flush()
        db.session.add(Membership(user_id=user.id, client_id=scenes.NORTHGATE, role=Role.OWNER, name="Otto Lane"))
        db.session.commit()


def refusal(northgate, **values):
    with pytest.raises(Refused) as refused:
        ask(northgate.engagement, scenes.wish(**values), scenes.WORDS, by=member("helen"), practice="Harbour & Lane")
    return refused.value


def test_before_the_handover_there_is_nothing_to_take_over(app, northgate):
    with acting(app, "helen"):
        assert "handed over" in refusal(northgate).message


def test_what_is_wrong_is_said_at_its_field(app, northgate):
    scenes.handed_over(app, northgate)
    with acting(app, "helen"):
        assert refusal(northgate, slug="harbour").field == "slug"
        assert refusal(northgate, slug="admin").field == "slug"
        assert refusal(northgate, slug="north_gate").field == "slug"
        assert refusal(northgate, grant=Grant.READ, keep_until=None).field == "keep_until"
        late = clock.today() + timedelta(days=400)
        assert refusal(northgate, grant=Grant.READ, keep_until=late).field == "keep_until"


def test_only_an_owner_signs_it(app, northgate):
    scenes.handed_over(app, northgate)
    with acting(app, "priya"), pytest.raises(Refused):
        ask(northgate.engagement, scenes.wish(), scenes.WORDS, by=member("priya"), practice="Harbour & Lane")


def test_a_second_time_is_too_late_and_the_address_is_hers(app, northgate):
    scenes.handed_over(app, northgate)
    scenes.asked(app, northgate)
    with acting(app, "helen"), pytest.raises(Stale):
        ask(northgate.engagement, scenes.wish(), "Once more, please.", by=member("helen"), practice="Harbour & Lane")


def test_called_off_everything_is_as_it_was(app, northgate):
    scenes.handed_over(app, northgate)
    graduation, new = scenes.asked(app, northgate)
    with acting(app, "helen") as helen:
        call_off(db.session.get_one(Graduation, (scenes.OLD, graduation)), by=helen)
        db.session.commit()
    assert scenes.workspace(app, new) is None
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) == Stage.BACK
    scenes.asked(app, northgate, words="We have thought about it again, and we do.")


def test_an_owner_who_was_removed_meanwhile_takes_nothing_over(app, northgate):
    scenes.handed_over(app, northgate)
    graduation, new = scenes.asked(app, northgate)
    second_owner(app)
    with acting(app, "marcus") as marcus:
        end_place(db.session.get_one(Membership, (scenes.OLD, cast.BY_KEY["helen"].id)), by=marcus)
        db.session.commit()
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) == Stage.BACK
    assert scenes.workspace(app, new) is None


@pytest.mark.slow
def test_a_full_disk_puts_it_off_and_loses_nothing(app, northgate, monkeypatch):
    def full(*_):
        raise OutOfReach

    scenes.handed_over(app, northgate)
    graduation, _ = scenes.asked(app, northgate)
    monkeypatch.setattr(working, "copy_files", full)
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) == Stage.COPIED
    monkeypatch.undo()
    scenes.at_once(app)
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) is None


@pytest.mark.slow
def test_what_cannot_be_carried_out_is_taken_back_whole(app, northgate, monkeypatch):
    scenes.handed_over(app, northgate)
    graduation, new = scenes.asked(app, northgate)

    def never(*_):
        raise Refused("It cannot be.")

    before = scenes.content(app, scenes.OLD, scenes.NORTHGATE)
    monkeypatch.setitem(working._ACTS, Stage.FILED, never)
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) == Stage.BACK
    assert scenes.workspace(app, new) is None
    assert scenes.content(app, scenes.OLD, scenes.NORTHGATE) == before
    with acting(app, "helen") as helen:
        assert not helen.moving
        assert db.session.scalars(scoped(Engagement)).one().sealed_at is None
