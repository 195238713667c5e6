"""The editor's desk: every section of a draft, and what is missing in each."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires

from ..gaps import review
from ..models import Playbook
from .pages import pages


@pages.route("/playbooks/ours/<uuid:id>/edit")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def desk(playbook: Playbook) -> ResponseReturnValue:
    draft = playbook.draft
    return render_template("playbooks/desk.html", playbook=playbook, draft=draft, review=review(draft))


@pages.route("/playbooks/ours/<uuid:id>/mend")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def mend(playbook: Playbook) -> ResponseReturnValue:
    """Leads to the field where a gap is mended."""
    return redirect(url_for(".desk", id=playbook.id))
