"""What the practice's clients choose, for the practice alone and without names."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.responsibilities.rules import CHOICES

from ..mix import FEWEST_CLIENTS
from ..mix import mix as what_clients_choose
from .blueprint import pages


@pages.route("/what-clients-choose")
@requires(Can.SEE_PORTFOLIO)
def mix() -> ResponseReturnValue:
    return render_template("sourcing/mix.html", kinds=what_clients_choose(), choices=CHOICES, fewest=FEWEST_CLIENTS)
