"""What the practice may remember of what it cannot open any more."""

from typing import Any

from flask import g, render_template, url_for

from tracker.access import Can, requires

from ..remembering import remembered_of
from .blueprint import pages


@pages.route("/portfolio/handed-over")
@requires(Can.SEE_PORTFOLIO)
def remembering() -> Any:
    rows, after = remembered_of(g.member)
    older = url_for(".remembering", after=after) if after else None
    return render_template("portfolio/remembering.html", rows=rows, older=older)
