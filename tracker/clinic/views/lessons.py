"""What was learnt: incidents, lessons and drills on one page, and each list in full."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.buttons import carry_out
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values

from ..forms import DrillForm, LessonForm
from ..learning import SHOWN, drills_of, incidents_of, learn, lessons_of, newest, rehearse
from ..models import Drill, Incident, Lesson
from .blueprint import activities_of, clients_people, pages

LISTS = {"incidents": incidents_of, "lessons": lessons_of, "drills": drills_of}
MODELS = {"incidents": Incident, "lessons": Lesson, "drills": Drill}


@pages.route("/engagements/<uuid:id>/lessons")
@requires(Can.CLINIC, of=Engagement)
def lessons(engagement: Engagement) -> ResponseReturnValue:
    """The newest of each kind; `?show=` gives one kind in full, a page at a time."""
    show = request.args.get("show", "")
    older, found = None, {}
    if show in LISTS:
        page = LISTS[show](engagement.id)
        found = {show: page.rows}
        older = url_for(".lessons", id=engagement.id, show=show, after=page.after) if page.after else None
    else:
        found = {name: newest(model, engagement.id) for name, model in MODELS.items()}
    return render_template("clinic/lessons.html", **tab_values(engagement, "lessons"), found=found, show=show,
                           older=older, shown=SHOWN)  # fmt: skip


@pages.route("/lessons/<uuid:id>")
@requires(Can.CLINIC, of=Lesson)
def lesson(lesson: Lesson) -> ResponseReturnValue:
    return render_template("clinic/lesson.html", **place_of(lesson), lesson=lesson)


@pages.route("/engagements/<uuid:id>/lessons/new", methods=["GET", "POST"])
@requires(Can.CLINIC, of=Engagement)
def new_lesson(engagement: Engagement) -> ResponseReturnValue:
    """A lesson from one's own work."""
    form = LessonForm()
    form.activity.offer(activities_of(engagement.id), empty="None in particular")

    def learnt() -> Lesson:
        return learn(engagement, by=g.member, **form.values())

    if done := form.attempt(learnt, then=lambda lesson: url_for(".lesson", id=lesson.id)):
        return done
    return render_template("clinic/write_lesson.html", **place_of(engagement), form=form, source=None,
                           back=url_for(".lessons", id=engagement.id)), form.status  # fmt: skip


@pages.route("/lessons/<uuid:id>/changed", methods=["POST"])
@requires(Can.CLINIC, of=Lesson)
def changed(lesson: Lesson) -> Response:
    then = url_for(".lesson", id=lesson.id)
    return carry_out(lambda: lesson.changed(by=g.member), "Done. It is how you work now.", then)


@pages.route("/engagements/<uuid:id>/drills/new", methods=["GET", "POST"])
@requires(Can.CLINIC, of=Engagement)
def new_drill(engagement: Engagement) -> ResponseReturnValue:
    form = DrillForm(on=clock.today())
    form.activity.offer(activities_of(engagement.id), empty="Choose an activity")
    form.people.offer(clients_people(engagement.client_id))

    def held() -> Drill:
        return rehearse(engagement, by=g.member, **form.values())

    if done := form.attempt(held, then=lambda drill: url_for(".drill", id=drill.id)):
        flash("Kept.", "success")
        return done
    return render_template("clinic/write_drill.html", **place_of(engagement), form=form), form.status


@pages.route("/drills/<uuid:id>")
@requires(Can.CLINIC, of=Drill)
def drill(drill: Drill) -> ResponseReturnValue:
    return render_template("clinic/drill.html", **place_of(drill), drill=drill)
