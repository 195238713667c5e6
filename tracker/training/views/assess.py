"""One competency: how well it is covered, and judging what somebody can do."""

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.place import place_of

from ..board import own_people
from ..forms import LEVEL_HELP, AssessForm
from ..history import judgements
from ..matrix import matrix_of, own_people_of
from ..models import Competency
from ..proofs import verified_in
from ..sight import sight_of
from .blueprint import pages


@pages.route("/competencies/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Competency)
def competency(competency: Competency) -> ResponseReturnValue:
    facts = facts_of(competency.engagement_id)
    matrix = matrix_of(facts, g.member)
    row = next(row for row in matrix.rows if row.id == str(competency.id))
    own = own_people_of(facts)
    verified = {number for number, person, _day in facts["items"]["verified"] if person in own}
    return render_template(
        "training/competency.html",
        **place_of(competency),
        competency=competency,
        row=row,
        people=[(name, row.held[id]) for id, name in own.items() if id in row.held],
        items=[item for item in facts["items"]["items"] if item["competency"] == competency.key],
        verified=verified,
    )


@pages.route("/competencies/<uuid:id>/history")
@requires(Can.SEE_ENGAGEMENT, of=Competency)
def history(competency: Competency) -> ResponseReturnValue:
    """Of `?person=`, else of oneself; somebody whose level one may not know has none here."""
    facts, person = facts_of(competency.engagement_id), request.args.get("person", str(g.member.id))
    if "person" not in request.args and person not in own_people_of(facts):
        return redirect(url_for(".competency", id=competency.id))
    sight = sight_of(facts, g.member)
    if person not in own_people_of(facts) or not sight.knows(competency.key, person):
        abort(404)
    row = next(row for row in matrix_of(facts, g.member).rows if row.id == str(competency.id))
    return render_template(
        "training/history.html", **place_of(competency), competency=competency, name=facts["people"][person]["name"],
        person_id=person, mine=person == str(g.member.id), held=row.held.get(person), may_assess=row.open_to_me,
        judgements=judgements(competency, UUID(person)), items=verified_in(facts, competency.key, person),
    )  # fmt: skip


@pages.route("/competencies/<uuid:id>/assess", methods=["GET", "POST"])
@requires(Can.VERIFY, of=Competency)
def assess(competency: Competency) -> ResponseReturnValue:
    values = place_of(competency)
    form = AssessForm(person=request.args.get("person"))
    people = [person for person in own_people(values["engagement"]) if person.id != g.member.id]
    form.person.offer(people, empty="Choose a person")
    then = url_for(".competency", id=competency.id)
    if done := form.attempt(lambda: _assess(competency, form), then=lambda _: then):
        flash("The assessment is kept. The person sees it under their skills.", "success")
        return done
    return render_template("training/assess.html", **values, competency=competency, form=form,
                           level_help=LEVEL_HELP), form.status  # fmt: skip


def _assess(competency: Competency, form: AssessForm) -> None:
    competency.assess(
        form.person.record, form.level.data, by=g.member, method=form.method.data, note=form.note.data
    )
    db.session.flush()
