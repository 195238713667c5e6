"""The practice's own scorecard, for the practice alone."""

from typing import Any

from flask import render_template

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.links import link

from ..scorecard import FEWEST, journeys
from ..scorecard import scorecard as figures_of
from .blueprint import pages


@pages.route("/practice/scorecard")
@requires(Can.SEE_PORTFOLIO)
def scorecard() -> Any:
    return render_template(
        "portfolio/scorecard.html",
        figures=figures_of(journeys(), clock.today()),
        fewest=FEWEST,
        calibration=link("selfsufficiency.calibration"),
        mix=link("sourcing.mix"),
    )
