"""Pages of playbooks: the shipped ones, to read before an engagement starts from one."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires

from .reading import list_shipped

pages = Blueprint("playbooks", __name__)


@pages.route("/playbooks")
@requires(Can.CREATE_ENGAGEMENT, at_least="read")
def listing() -> ResponseReturnValue:
    return render_template("playbooks/listing.html", shipped=list_shipped())


@pages.route("/playbooks/<key>")
@requires(Can.CREATE_ENGAGEMENT, at_least="read")
def show(key: str) -> ResponseReturnValue:
    playbook = next((one for one in list_shipped() if one.key == key), None)
    return render_template("playbooks/show.html", playbook=playbook) if playbook else abort(404)
