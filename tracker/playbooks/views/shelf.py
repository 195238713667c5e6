"""The shelf, and the playbooks that come with Baton."""

from datetime import date

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.core import clock

from ..content import PlaybookContent
from ..dates import calendar_of
from ..reading import list_shipped
from ..shelf import own_playbooks, shipped
from ..uses import uses_of_playbook
from .pages import as_file, pages


@pages.route("/playbooks")
@requires(Can.CREATE_ENGAGEMENT, at_least="read")
def listing() -> ResponseReturnValue:
    own = own_playbooks() if g.member.of_practice else []
    return render_template("playbooks/listing.html", shipped=list_shipped(), own=own)


@pages.route("/playbooks/<key>")
@requires(Can.CREATE_ENGAGEMENT, at_least="read")
def show(key: str) -> ResponseReturnValue:
    return render_template("playbooks/show.html", playbook=_shipped_or_404(key))


@pages.route("/playbooks/<key>/engagements")
@requires(Can.CREATE_ENGAGEMENT, at_least="propose")
def uses(key: str) -> ResponseReturnValue:
    content = _shipped_or_404(key)
    return render_template("playbooks/uses.html", playbook=content, uses=uses_of_playbook(key, g.member))


@pages.route("/playbooks/<key>/file")
@requires(Can.CREATE_ENGAGEMENT, at_least="propose")
def file(key: str) -> Response:
    content = _shipped_or_404(key)
    return as_file(content.as_dict(), content.key)


@pages.route("/playbooks/<key>/calendar")
@requires(Can.CREATE_ENGAGEMENT, at_least="read")
def shipped_calendar(key: str) -> ResponseReturnValue:
    content, start = _shipped_or_404(key), asked_start()
    return render_template(
        "playbooks/calendar.html", title=content.title, start=start, calendar=calendar_of(content.as_dict(), start),
        up=("playbooks.show", {"key": key}),
    )  # fmt: skip


def asked_start() -> date:
    """The day in `?start=`, or today; days so far off that they cannot be reckoned with are today too."""
    try:
        start = date.fromisoformat(request.args.get("start", ""))
    except ValueError:
        return clock.today()
    return start if 2000 <= start.year <= 2100 else clock.today()


def _shipped_or_404(key: str) -> PlaybookContent:
    return shipped(key) or abort(404)
