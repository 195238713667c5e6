"""The queue of everything that waits for a check, over all engagements that I may see."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires

from ..queue import queue_of
from .blueprint import pages


@pages.route("/training-review")
@requires(Can.VERIFY, Can.SEE_CHECKLIST)
def review() -> ResponseReturnValue:
    """Open to all who might verify something; the list holds what this person really may."""
    return render_template("training/review.html", queue=queue_of(g.member, request.args.get("after", "")))
