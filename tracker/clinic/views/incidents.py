"""Incidents: reported, solved, learnt from."""

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of

from ..forms import IncidentForm, LessonForm, SolveForm
from ..learning import learn, lessons_from, report
from ..models import Incident, Lesson
from .blueprint import activities_of, clients_people, pages


@pages.route("/engagements/<uuid:id>/incidents/new", methods=["GET", "POST"])
@requires(Can.CLINIC, of=Engagement)
def new_incident(engagement: Engagement) -> ResponseReturnValue:
    form = IncidentForm(noticed_on=clock.today())
    form.activity.offer(activities_of(engagement.id), empty="None in particular")
    form.noticed_by.offer(clients_people(engagement.client_id), empty="Not said")

    def reported() -> Incident:
        return report(engagement, by=g.member, **form.values())

    if done := form.attempt(reported, then=lambda incident: url_for(".incident", id=incident.id)):
        flash("Written down. Thank you for saying so.", "success")
        return done
    return render_template("clinic/report.html", **place_of(engagement), form=form), form.status


@pages.route("/incidents/<uuid:id>")
@requires(Can.CLINIC, of=Incident)
def incident(incident: Incident) -> ResponseReturnValue:
    return render_template("clinic/incident.html", **place_of(incident), incident=incident,
                           lessons=lessons_from(incident))  # fmt: skip


@pages.route("/incidents/<uuid:id>/solve", methods=["GET", "POST"])
@requires(Can.CLINIC, of=Incident)
def solve(incident: Incident) -> ResponseReturnValue:
    form = SolveForm(on=clock.today())
    then = url_for(".incident", id=incident.id)

    def solved() -> None:
        incident.solve(form.on.data, form.did.data, by=g.member)

    if done := form.attempt(solved, then=lambda _: then):
        flash("Solved. What did we learn from it?", "success")
        return done
    return render_template("clinic/solve.html", **place_of(incident), form=form, incident=incident), form.status


@pages.route("/incidents/<uuid:id>/lesson", methods=["GET", "POST"])
@requires(Can.CLINIC, of=Incident)
def learn_from(incident: Incident) -> ResponseReturnValue:
    form = LessonForm(activity=str(incident.activity_id or ""))
    form.activity.offer(activities_of(incident.engagement_id), empty="None in particular")

    def learnt() -> Lesson:
        return learn(incident, by=g.member, **form.values())

    if done := form.attempt(learnt, then=lambda lesson: url_for(".lesson", id=lesson.id)):
        return done
    return render_template("clinic/write_lesson.html", **place_of(incident), form=form, source=incident,
                           back=url_for(".incident", id=incident.id)), form.status  # fmt: skip
