"""A question becomes a line of a runbook, or a lesson."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.core.templates import for_templates
from tracker.engagements.place import place_of
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.toolkit.adding import runbook_of
from tracker.toolkit.models import Runbook

from ..asking import write_down
from ..board import answers_to
from ..forms import LessonForm, WriteDownForm
from ..learning import learn
from ..models import Question
from .blueprint import activities_of, pages, whole


@pages.route("/questions/<uuid:id>/runbook", methods=["GET", "POST"])
@requires(Can.KEEP_RUNBOOKS, of=Question)
def to_runbook(question: Question) -> ResponseReturnValue:
    """Without an activity of its own, the question asks for one first."""
    activity = _activity(question)
    if activity is None:
        choices = activities_of(question.engagement_id)
        return render_template("clinic/which_runbook.html", **place_of(question), question=question, choices=choices)
    runbook = runbook_of(activity)
    based_on = str(runbook.version if runbook else 0)
    form = WriteDownForm(line=_helped(question), based_on=based_on, activity=str(activity.id))
    then = url_for(".question", id=question.id)

    def written() -> Runbook:
        return write_down(question, activity, form.line.data, by=g.member, based_on=whole(form.based_on.data))

    if done := form.attempt(written, then=lambda _: then):
        flash("In the runbook, as a new version. Somebody else should follow it once.", "success")
        return done
    if form.stale:
        runbook = runbook_of(activity)
        form.based_on.data = str(runbook.version if runbook else 0)
    return render_template("clinic/to_runbook.html", **place_of(question), question=question, form=form,
                           activity=activity, runbook=runbook), form.status  # fmt: skip


@pages.route("/questions/<uuid:id>/lesson", methods=["GET", "POST"])
@requires(Can.CLINIC, of=Question)
def to_lesson(question: Question) -> ResponseReturnValue:
    form = LessonForm(title=question.title, activity=str(question.activity_id or ""))
    form.activity.offer(activities_of(question.engagement_id), empty="None in particular")

    def learnt() -> object:
        return learn(question, by=g.member, **form.values())

    if done := form.attempt(learnt, then=lambda lesson: url_for(".lesson", id=lesson.id)):
        return done
    return render_template("clinic/write_lesson.html", **place_of(question), form=form, source=question,
                           back=url_for(".question", id=question.id)), form.status  # fmt: skip


@for_templates
def questions_behind(runbook: Runbook) -> list[Question]:
    """The questions whose answers became lines of this runbook, the newest first. One statement."""
    query = scoped(Question).where(Question.runbook_id == runbook.id)
    return [*db.session.scalars(query.order_by(Question.id.desc()).limit(10))]


def _activity(question: Question) -> Activity | None:
    if question.activity is not None:
        return question.activity
    chosen = request.values.get("activity", "")
    return next((one for one in activities_of(question.engagement_id) if str(one.id) == chosen), None)


def _helped(question: Question) -> str:
    """The answer that helped, to start from."""
    return next((answer.text for answer in answers_to(question) if answer.accepted_at is not None), "")
