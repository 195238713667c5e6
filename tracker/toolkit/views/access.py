"""Who may use a tool: asking, letting in, and ending it."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, may, requires
from tracker.core.buttons import carry_out
from tracker.engagements.place import place_of

from ..forms import AccessForm, RoleForm
from ..models import AccessGrant, Tool, give_access, request_access
from ..tool_page import people_to_let_in
from .blueprint import pages
from .tools import tool_page


@pages.route("/tools/<uuid:id>/request", methods=["POST"])
@requires(Can.SEE_ENGAGEMENT, of=Tool)
def request_own(tool: Tool) -> Response:
    """Anybody may ask for herself; whoever keeps the tool decides."""
    then = url_for(".tool", id=tool.id)
    return carry_out(lambda: request_access(tool, g.member, by=g.member), "Asked.", then)


@pages.route("/tools/<uuid:id>/access", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=Tool, at_least="propose")
def let_in(tool: Tool) -> ResponseReturnValue:
    """At once by whoever keeps the tool; a request for somebody else by the practice."""
    at_once = may(Can.KEEP_TOOLS, tool)
    form = AccessForm()
    form.person.offer(people_to_let_in(tool), empty="Choose a person")
    then = url_for(".tool", id=tool.id)
    if done := form.attempt(lambda: _let_in(tool, form, at_once), then=lambda _: then):
        flash("Access given." if at_once else "Asked. Somebody at the client decides.", "success")
        return done
    return tool_page(tool, refused=form)


def _let_in(tool: Tool, form: AccessForm, at_once: bool) -> AccessGrant:
    if at_once:
        return give_access(tool, form.person.record, by=g.member, admin=form.admin.data, role=form.role.data)
    return request_access(tool, form.person.record, by=g.member, role=form.role.data)


@pages.route("/access/<uuid:id>/grant", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=AccessGrant)
def grant(grant: AccessGrant) -> Response:
    return carry_out(lambda: grant.grant(g.member), "Access given.", url_for(".tool", id=grant.tool_id))


@pages.route("/access/<uuid:id>/revoke", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=AccessGrant)
def revoke(grant: AccessGrant) -> Response:
    said = "Request turned down." if grant.waiting else "Access ended. Take the person out of the tool itself too."
    return carry_out(lambda: grant.revoke(g.member), said, url_for(".tool", id=grant.tool_id))


@pages.route("/access/<uuid:id>/admin", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=AccessGrant)
def admin(grant: AccessGrant) -> Response:
    """`admin=1` gives the right to let others in, anything else takes it."""
    wanted = request.form.get("admin") == "1"
    said = "May let others in." if wanted else "May no longer let others in."
    return carry_out(lambda: grant.make_admin(g.member, wanted), said, url_for(".tool", id=grant.tool_id))


@pages.route("/access/<uuid:id>/role", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=AccessGrant)
def role(grant: AccessGrant) -> ResponseReturnValue:
    form = RoleForm(obj=grant)
    then = url_for(".tool", id=grant.tool_id)
    if done := form.attempt(lambda: grant.call_role(g.member, form.role.data), then=lambda _: then):
        return done
    values = place_of(grant)
    return render_template("toolkit/role.html", **values, grant=grant, tool=grant.tool, form=form), form.status
