"""Checking who controls a tool; the client confirms what the practice found."""

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.core.buttons import carry_out
from tracker.engagements.place import place_of

from ..forms import CheckForm
from ..models import Tool, ToolCheck
from ..tool_page import as_seen, holders_of, newest_check, seen_id
from .blueprint import pages


@pages.route("/tools/<uuid:id>/check", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=Tool, at_least="propose")
def check(tool: Tool) -> ResponseReturnValue:
    newest = newest_check(tool)
    form = CheckForm(seen=as_seen(newest), **holders_of(newest))
    then = url_for(".tool", id=tool.id)
    said = "Checked." if g.member.of_client else "Proposed. Somebody at the client confirms it."
    if done := form.attempt(lambda: _checked(tool, form), then=lambda _: then):
        flash(said, "success")
        return done
    if form.stale:
        newest = newest_check(tool)
        form.seen.data = as_seen(newest)
    values = place_of(tool)
    return render_template("toolkit/check.html", **values, tool=tool, form=form, newest=newest), form.status


def _checked(tool: Tool, form: CheckForm) -> ToolCheck:
    return tool.check(by=g.member, holders=form.holders(), note=form.note.data, seen=seen_id(form.seen.data))


@pages.route("/tool-checks/<uuid:id>/confirm", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=ToolCheck)
def confirm(check: ToolCheck) -> Response:
    return carry_out(lambda: check.confirm(g.member), "Confirmed.", url_for(".tool", id=check.tool_id))


@pages.route("/tool-checks/<uuid:id>/decline", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=ToolCheck)
def decline_check(check: ToolCheck) -> Response:
    said = "Declined. What stood before stands on."
    return carry_out(lambda: check.decline(g.member), said, url_for(".tool", id=check.tool_id))
