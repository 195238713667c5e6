"""Who was writing when the workspace moved: what she wrote moves along, or she is told that it was not kept."""

import os
import threading

import pytest
from sqlalchemy import event, select

from tests.at_once import at_once
from tests.graduation import scenes
from tracker.core import forms
from tracker.core.context import Context, entered
from tracker.core.database import BoundSession, db
from tracker.graduation.models import Grant, Stage
from tracker.worklog.models import WorkEntry

pytestmark = pytest.mark.slow


def notes_in(app, workspace):
    with app.app_context(), entered(Context(workspace=workspace, writes=False)):
        return set(db.session.scalars(select(WorkEntry.note)))


def writes(visitor, northgate, note):
    """Opens the form now; what is given back sends it."""
    page = visitor.opens(f"/activities/{northgate.activity('reply')}/log")

    def send():
        answer = page.send(mode="together", note=note)
        return [answer.status, note, answer.text]

    return send


def stalling(deed, place, here, go):
    """`deed`, which stops at a place, says that it is there, and goes on when it is told to."""

    def stall(session=None):
        if session is None or session.context.workspace is not None:
            os.write(here, b".")
            os.read(go, 1)

    def stalled():
        if place == "after the guard":
            check = forms.Form.validate_on_submit
            forms.Form.validate_on_submit = lambda form: (stall(), check(form))[1]
        else:
            event.listen(BoundSession, "before_commit", stall, insert=place == "before the wall")
        return deed()

    return stalled


PLACES = [("aisha", "after the guard"), ("aisha", "before the wall"), ("aisha", "before the commit"),
          ("marcus", "after the guard")]  # fmt: skip


@pytest.mark.parametrize(("who", "place"), PLACES)
def test_a_write_that_was_begun_before_the_move(app, northgate, visit, who, place):
    """She goes on when the worker is at the seal and waits for her, or is long past it."""
    scenes.handed_over(app, northgate)
    graduation, new = scenes.asked(app, northgate, Grant.READ)
    (is_here, here), (go, goes) = os.pipe(), os.pipe()
    late = stalling(writes(visit(who), northgate, "Begun before the move"), place, here, go)

    def move():
        os.read(is_here, 1)
        later = threading.Timer(1.5, os.write, (goes, b"." * 100))
        later.start()
        scenes.carried_out(app)
        later.join()  # a worker that is quicker must not end before it has told her

    (status, note, text), _ = at_once(app, late, move)
    scenes.at_once(app)
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) == Stage.KEPT
    assert (status == 200) == (note in notes_in(app, new)), (status, text)
    if status != 200:
        assert status in {409, 422} and ("taking over its workspace" in text or "kept here as it was" in text), text
        assert note not in notes_in(app, scenes.OLD)


def test_whoever_writes_while_it_moves_is_carried_along_or_told(app, northgate, visit):
    scenes.handed_over(app, northgate)
    graduation, new = scenes.asked(app, northgate, Grant.READ)
    people = [visit(who) for who in ("aisha", "callum", "priya")]
    deeds = [[writes(who, northgate, f"{who.person.name}, {turn}") for turn in range(8)] for who in people]
    *told, _ = at_once(app, *([lambda mine=mine: [one() for one in mine] for mine in deeds]),
                       lambda: scenes.carried_out(app))  # fmt: skip
    scenes.at_once(app)
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) == Stage.KEPT
    kept = {note for mine in told for status, note, _ in mine if status == 200}
    assert notes_in(app, new) == notes_in(app, scenes.OLD) == kept
