"""The register of tools, one tool, and what the register says about it."""

from typing import Any

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, may, requires
from tracker.core import clock
from tracker.core.buttons import carry_out
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.showing_spots import shown_groups
from tracker.engagements.tabs import tab_values
from tracker.engagements.weak_spots import breaks_without_practice

from ..adding import add_tool
from ..forms import AccessForm, AsideForm, ToolForm
from ..models import Tool
from ..register import admin_risk, entries_of, renewals
from ..tool_page import checks_of, people_to_let_in, place_and_terms, skills_in, users_of_tool
from ..weak_spots import GROUP
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/tools")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def register(engagement: Engagement) -> ResponseReturnValue:
    entries, facts, today = entries_of(engagement.id), facts_of(engagement.id), clock.today()
    found = [one for one in breaks_without_practice(facts, today) if one.group == GROUP]
    return render_template(
        "toolkit/register.html", **tab_values(engagement, "tools"), entries=entries,
        breaks=shown_groups(found, facts, g.member)[0] if found else None, renewals=renewals(entries, today),
    )  # fmt: skip


@pages.route("/tools/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Tool)
def tool(tool: Tool) -> ResponseReturnValue:
    return tool_page(tool)


def tool_page(tool: Tool, refused: AccessForm | None = None) -> ResponseReturnValue:
    """The page of a tool; a refused form for access stands in it as it was typed."""
    form = refused or AccessForm(formdata=None)
    if refused is None:
        form.person.offer(people_to_let_in(tool), empty="Choose a person")
    users = users_of_tool(tool)
    page = render_template(
        "toolkit/tool.html", **place_and_terms(tool), tool=tool, checks=checks_of(tool), users=users,
        risk=admin_risk(users), form=form, refused=refused, keeps=may(Can.KEEP_TOOLS, tool),
    )  # fmt: skip
    return page, refused.status if refused is not None else 200


@pages.route("/engagements/<uuid:id>/tools/new", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=Engagement, at_least="propose")
def new_tool(engagement: Engagement) -> ResponseReturnValue:
    form = ToolForm()
    form.competencies.choices = skills_in(engagement)
    if done := form.attempt(lambda: _added(engagement, form), then=lambda tool: url_for(".tool", id=tool.id)):
        flash("In the register." if g.member.of_client else "Proposed. The client agrees or declines.", "success")
        return done
    return render_template("toolkit/describe.html", **place_of(engagement), form=form, tool=None), form.status


def _added(engagement: Engagement, form: ToolForm) -> Tool:
    return add_tool(engagement, by=g.member, **form.values())


@pages.route("/tools/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=Tool)
def edit(tool: Tool) -> ResponseReturnValue:
    values: dict[str, Any] = place_of(tool)
    form = ToolForm(obj=tool)
    form.competencies.choices = skills_in(values["engagement"])
    then = url_for(".tool", id=tool.id)
    if done := form.attempt(lambda: tool.describe(by=g.member, **form.values()), then=lambda _: then):
        return done
    return render_template("toolkit/describe.html", **values, form=form, tool=tool), form.status


@pages.route("/tools/<uuid:id>/agree", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=Tool)
def agree(tool: Tool) -> Response:
    return carry_out(lambda: tool.agree(g.member), "In the register.", url_for(".tool", id=tool.id))


@pages.route("/tools/<uuid:id>/decline", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=Tool)
def decline(tool: Tool) -> Response:
    then = url_for(".register", id=tool.engagement_id)
    return carry_out(lambda: tool.decline(g.member), "Declined.", then)


@pages.route("/tools/<uuid:id>/set-aside", methods=["GET", "POST"])
@requires(Can.SIGN, of=Tool)
def set_aside(tool: Tool) -> ResponseReturnValue:
    values = place_of(tool)
    form = AsideForm()
    then = url_for(".register", id=tool.engagement_id)
    if done := form.attempt(lambda: tool.set_aside(g.member, form.because.data), then=lambda _: then):
        return done
    return render_template("toolkit/set_aside.html", **values, form=form, tool=tool), form.status


@pages.route("/tools/<uuid:id>/take-up", methods=["POST"])
@requires(Can.SIGN, of=Tool)
def take_up(tool: Tool) -> Response:
    return carry_out(lambda: tool.take_up(g.member), "Back in the register.", url_for(".tool", id=tool.id))
