"""The ladder tab: every activity, its rung, and who holds it."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Can, may_propose, requires
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values

from ..board import next_phase
from ..board_reading import board_of
from .pages import pages


@pages.route("/engagements/<uuid:id>/ladder")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def ladder(engagement: Engagement) -> ResponseReturnValue:
    values = tab_values(engagement, "ladder")
    due = next_phase(values["phases"])
    return render_template(
        "responsibilities/ladder.html", **values, due=due, board=board_of(engagement, due, g.workspace.practice),
        movable=may_propose(Can.RAISE_RUNG, engagement),
    )  # fmt: skip
