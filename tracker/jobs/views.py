"""The pages of jobs: how far one is, and the list of one's own, so that it can be left and found again."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.core.paging import newest_first
from tracker.core.templates import workspace_menu
from tracker.tenancy import scoped

from . import policies
from .asking import ask_again, ticket_of
from .models import Job

assert policies
pages = Blueprint("jobs", __name__)
workspace_menu.append(("Long work", "jobs.listing", "hourglass"))
JOBS_ON_A_PAGE = 20


@pages.route("/jobs")
@requires(Can.SEE_HOME)
def listing() -> ResponseReturnValue:
    found = newest_first(scoped(Job).where(Job.asked_by_id == g.member.id), Job.id, JOBS_ON_A_PAGE)
    older = url_for(".listing", after=found.after) if found.after else None
    return render_template("jobs/listing.html", jobs=found.rows, older=older)


@pages.route("/jobs/<uuid:id>")
@requires(Can.SEE_JOB, of=Job)
def show(job: Job) -> ResponseReturnValue:
    """The page asks again for its middle part while the job is open."""
    values = {"job": job, "ticket": ticket_of(job), "result": _address(job.result), "home": _address(job.home)}
    if "HX-Request" in request.headers:
        return render_template("jobs/_progress.html", **values)
    return render_template("jobs/show.html", **values)


@pages.route("/jobs/<uuid:id>/again", methods=["POST"])
@requires(Can.SEE_JOB, of=Job, also=lambda member, job: job.asked_by_id == member.id)
def again(job: Job) -> ResponseReturnValue:
    ask_again(job, by=g.member)
    db.session.commit()
    return redirect(url_for(".show", id=job.id), 303)


def _address(place: list[Any]) -> str | None:
    return url_for(place[0], **place[1]) if place and place[0] else None
