"""The pages of deliverables: all of them, one, its versions, and what the owner decides on it."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.core.forms import whole
from tracker.core.uploads import takes_files
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values

from .forms import AcceptForm, AdviceForm, PlanForm, ReturnForm, VersionForm
from .listed import listed
from .models import Deliverable, DeliverableVersion
from .reading import history_of, reviewers_for, version_of

pages = Blueprint("deliverables", __name__)


@pages.route("/engagements/<uuid:id>/deliverables")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def listing(engagement: Engagement) -> ResponseReturnValue:
    values = tab_values(engagement, "deliverables")
    return render_template("deliverables/listing.html", **values, listed=listed(engagement.id))


@pages.route("/deliverables/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Deliverable)
def show(deliverable: Deliverable) -> ResponseReturnValue:
    return render_template(
        "deliverables/show.html", **place_of(deliverable), deliverable=deliverable, **history_of(deliverable)
    )


@pages.route("/deliverables/<uuid:id>/versions/<int:number>")
@requires(Can.SEE_ENGAGEMENT, of=Deliverable)
def version(deliverable: Deliverable, number: int) -> ResponseReturnValue:
    found = version_of(deliverable, number) or abort(404)
    return render_template("deliverables/version.html", **place_of(deliverable), deliverable=deliverable, version=found)


@pages.route("/deliverables/<uuid:id>/versions/new", methods=["GET", "POST"])
@takes_files
@requires(Can.DELIVER, of=Deliverable)
def new_version(deliverable: Deliverable) -> ResponseReturnValue:
    latest = version_of(deliverable, deliverable.version)
    form = VersionForm(text=latest.text if latest else "", link=latest.link if latest else "",
                       based_on=str(deliverable.version))  # fmt: skip
    if done := form.attempt(lambda: _add_version(deliverable, form), then=lambda _: _page(deliverable)):
        flash("Kept as a new version.", "success")
        return done
    theirs = version_of(deliverable, deliverable.version) if form.stale else None
    if theirs is not None:
        form.based_on.data = str(theirs.number)
    return render_template("deliverables/new_version.html", **place_of(deliverable), deliverable=deliverable,
                           form=form, theirs=theirs), form.status  # fmt: skip


def _add_version(deliverable: Deliverable, form: VersionForm) -> DeliverableVersion:
    return deliverable.add_version(
        by=g.member, note=form.note.data, text=form.text.data, link=form.link.data, files=form.files.checked,
        based_on=whole(form.based_on.data),
    )  # fmt: skip


@pages.route("/deliverables/<uuid:id>/review", methods=["POST"])
@requires(Can.DELIVER, of=Deliverable)
def ask(deliverable: Deliverable) -> ResponseReturnValue:
    deliverable.ask(by=g.member)
    db.session.commit()
    flash("The owner is asked to look at it.", "success")
    return redirect(_page(deliverable), 303)


@pages.route("/deliverables/<uuid:id>/accept", methods=["GET", "POST"])
@requires(Can.ACCEPT_DELIVERABLE, of=Deliverable)
def accept(deliverable: Deliverable) -> ResponseReturnValue:
    form = AcceptForm(version=str(deliverable.version))
    if done := form.attempt(
        lambda: deliverable.accept(form.words.data, by=g.member, version=whole(form.version.data)),
        then=lambda _: _page(deliverable),
    ):
        flash("Accepted.", "success")
        return done
    return _decide(deliverable, form, "accept")


@pages.route("/deliverables/<uuid:id>/advice", methods=["GET", "POST"])
@requires(Can.ACCEPT_DELIVERABLE, of=Deliverable, at_least="propose")
def advise(deliverable: Deliverable) -> ResponseReturnValue:
    form = AdviceForm(version=str(deliverable.version))
    if done := form.attempt(
        lambda: deliverable.advise(
            by=g.member, fit=form.fit.data == "yes", words=form.words.data, version=whole(form.version.data)
        ),
        then=lambda _: _page(deliverable),
    ):
        flash("Kept for the owner to read.", "success")
        return done
    return _decide(deliverable, form, "advise")


@pages.route("/deliverables/<uuid:id>/return", methods=["GET", "POST"])
@requires(Can.ACCEPT_DELIVERABLE, of=Deliverable)
def send_back(deliverable: Deliverable) -> ResponseReturnValue:
    form = ReturnForm(version=str(deliverable.version))
    if done := form.attempt(
        lambda: deliverable.send_back(form.because.data, by=g.member, version=whole(form.version.data)),
        then=lambda _: _page(deliverable),
    ):
        flash("Returned.", "success")
        return done
    return _decide(deliverable, form, "return")


@pages.route("/deliverables/<uuid:id>/plan", methods=["GET", "POST"])
@requires(Can.DELIVER, of=Deliverable)
def plan(deliverable: Deliverable) -> ResponseReturnValue:
    form = PlanForm(obj=deliverable)
    form.reviewer.offer(reviewers_for(deliverable), empty="Nobody in particular")
    if not form.is_submitted():
        form.reviewer.data = str(deliverable.reviewer_id or "")
    if done := form.attempt(
        lambda: deliverable.plan(by=g.member, due_on=form.due_on.data, reviewer=form.reviewer.record),
        then=lambda _: _page(deliverable),
    ):
        return done
    return render_template("deliverables/plan.html", **place_of(deliverable), deliverable=deliverable,
                           form=form), form.status  # fmt: skip


def _decide(deliverable: Deliverable, form: Any, act: str) -> ResponseReturnValue:
    """The newest version with the form beside it; after a stale answer the form is for what is shown now."""
    form.version.data = str(deliverable.version)
    page = render_template(
        "deliverables/decide.html", **place_of(deliverable), deliverable=deliverable, form=form, act=act,
        version=version_of(deliverable, deliverable.version),
    )  # fmt: skip
    return page, form.status


def _page(deliverable: Deliverable) -> str:
    return url_for(".show", id=deliverable.id)
