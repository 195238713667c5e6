"""The runbook of an activity: read it, write it, follow it and say whether it worked."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.core.errors import Refused
from tracker.core.forms import whole
from tracker.engagements.place import place_of
from tracker.responsibilities.models import Activity

from ..adding import runbook_of, write_runbook
from ..forms import RunbookForm, TestForm
from ..models import Runbook, RunbookTest
from ..runbook_history import compared, versions_of
from ..trying import runbook_and_tests, standing_of
from .blueprint import pages


@pages.route("/activities/<uuid:id>/runbook")
@requires(Can.SEE_ENGAGEMENT, Can.LOG_WORK, of=Activity)
def runbook(activity: Activity) -> ResponseReturnValue:
    """Also open to a provider's people, for the activities that they do."""
    return _page(activity)


@pages.route("/activities/<uuid:id>/runbook/edit", methods=["GET", "POST"])
@requires(Can.KEEP_RUNBOOKS, of=Activity)
def write(activity: Activity) -> ResponseReturnValue:
    present = runbook_of(activity)
    form = RunbookForm(obj=present, based_on=str(present.version if present else 0))
    if present is None and not form.title.data:
        form.title.data = activity.name
    then = url_for(".runbook", id=activity.id)
    if done := form.attempt(lambda: _written(activity, present, form), then=lambda _: then):
        flash("Saved. Somebody else should follow it and say whether it works.", "success")
        return done
    theirs = runbook_of(activity) if form.stale else None
    if theirs is not None:
        form.based_on.data = str(theirs.version)
    return render_template("toolkit/write_runbook.html", **place_of(activity), activity=activity, form=form,
                           present=present, theirs=theirs), form.status  # fmt: skip


def _written(activity: Activity, present: Runbook | None, form: RunbookForm) -> None:
    if present is None:
        write_runbook(activity, by=g.member, title=form.title.data, text=form.text.data)
        return
    present.rewrite(by=g.member, title=form.title.data, text=form.text.data, based_on=whole(form.based_on.data))


@pages.route("/activities/<uuid:id>/runbook/test", methods=["POST"])
@requires(Can.KEEP_RUNBOOKS, of=Activity)
def test(activity: Activity) -> ResponseReturnValue:
    form = TestForm()
    then = url_for(".runbook", id=activity.id)
    if done := form.attempt(lambda: _tried(activity, form), then=lambda _: then):
        flash("Thank you. The test is kept.", "success")
        return done
    return _page(activity, refused=form)


def _tried(activity: Activity, form: TestForm) -> RunbookTest:
    runbook = runbook_of(activity)
    if runbook is None:
        raise Refused("There is no runbook to follow yet.")
    return runbook.test(
        by=g.member, worked=form.worked.data == "yes", note=form.note.data, version=whole(form.version.data)
    )


@pages.route("/activities/<uuid:id>/runbook/changes")
@requires(Can.SEE_ENGAGEMENT, of=Activity)
def changes(activity: Activity) -> ResponseReturnValue:
    """`?older=` is the version to compare with the present one; the one before it where nothing is said."""
    runbook = runbook_of(activity)
    if runbook is None:
        return redirect(url_for(".runbook", id=activity.id))
    older = whole(request.args.get("older")) if "older" in request.args else runbook.version - 1
    return render_template(
        "toolkit/runbook_changes.html", activity=activity, runbook=runbook, versions=versions_of(runbook),
        found=compared(runbook, older, runbook.version), **_place(activity),
    )  # fmt: skip


def _page(activity: Activity, refused: TestForm | None = None) -> ResponseReturnValue:
    runbook, tests = runbook_and_tests(activity)
    page = render_template(
        "toolkit/runbook.html", activity=activity, runbook=runbook, tests=tests,
        standing=standing_of(runbook, tests) if runbook is not None else "empty",
        form=refused or TestForm(formdata=None, version=str(runbook.version if runbook else 0)), refused=refused,
        keeps=may(Can.KEEP_RUNBOOKS, activity), **_place(activity),
    )  # fmt: skip
    return page, refused.status if refused is not None else 200


def _place(activity: Activity) -> dict[str, Any]:
    """The engagement, for whoever may know of more than this activity."""
    return {"sees_engagement": True, **place_of(activity)} if may(Can.SEE_ENGAGEMENT, activity) else {}
