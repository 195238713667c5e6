"""Writing down a value, and mending one that was wrong."""

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.core.drawing import moments
from tracker.core.errors import Refused
from tracker.core.numbers import say_quantity
from tracker.engagements.place import place_of
from tracker.tenancy import scoped

from ..goal_forms import CorrectForm, ValueForm
from ..measured import gauge_of
from ..models import Measure, MeasureValue
from ..values import correct_value, log_value
from .blueprint import pages


@pages.route("/measures/<uuid:id>/log", methods=["GET", "POST"])
@requires(Can.KEEP_MEASURES, of=Measure)
def log(measure: Measure) -> ResponseReturnValue:
    form = ValueForm()
    if done := form.attempt(
        lambda: log_value(measure, form.value.data, form.read_on.data, by=g.member, note=form.note.data),
        then=lambda row: _written(measure, row),
    ):
        return done
    return render_template(
        "strategy/log_value.html", **place_of(measure), measure=measure, gauge=gauge_of(measure), form=form
    ), form.status  # fmt: skip


@pages.route("/measure-values/<uuid:id>/correct", methods=["GET", "POST"])
@requires(Can.KEEP_MEASURES, of=MeasureValue)
def correct(row: MeasureValue) -> ResponseReturnValue:
    measure = db.session.scalars(scoped(Measure).where(Measure.id == row.measure_id)).one()
    form = CorrectForm(formdata=None) if row.value is None else CorrectForm(value=row.value, read_on=row.read_on)
    if done := form.attempt(lambda: _correct(row, measure, form), then=lambda new: _written(measure, new)):
        return done
    return render_template(
        "strategy/correct_value.html", **place_of(measure), measure=measure, row=row, form=form,
        said=say_quantity(row.value, measure.unit) if row.value is not None else "",
    ), form.status  # fmt: skip


def _correct(row: MeasureValue, measure: Measure, form: CorrectForm) -> MeasureValue:
    if form.strike.data:
        return correct_value(row, measure, None, row.read_on, by=g.member, note=form.note.data)
    if form.value.data is None:
        raise Refused("Value is missing.", "value")
    if form.read_on.data is None:
        raise Refused("Read on is missing.", "read_on")
    return correct_value(row, measure, form.value.data, form.read_on.data, by=g.member, note=form.note.data)


def _written(measure: Measure, row: MeasureValue) -> str:
    """Said back as it was understood, so that a point read as a comma is noticed at once."""
    if row.value is None:
        flash("Struck out. It stays in the history.", "success")
    else:
        said = say_quantity(row.value, measure.unit)
        flash(f"Written down: {said} on {moments.exact(row.read_on)}.", "success")
    return url_for(".measure", id=measure.id)
