"""Rotas: who takes turns, and whose turn it is."""

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.own_people import own_people
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of

from .. import rotas as verbs
from ..models import Rota
from ..rota_form import RotaForm
from .pages import pages, press


@pages.route("/engagements/<uuid:id>/rotas")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def rotas(engagement: Engagement) -> ResponseReturnValue:
    found = db.session.scalars(verbs.rotas_of(engagement.id)).all()
    return render_template("responsibilities/rotas.html", **place_of(engagement), rotas=found)


@pages.route("/engagements/<uuid:id>/rotas/new", methods=["GET", "POST"])
@requires(Can.PLAN_TIME, of=Engagement)
def new_rota(engagement: Engagement) -> ResponseReturnValue:
    form = RotaForm(starts_on=clock.today())
    form.offer(db.session.scalars(own_people(engagement.client_id)).all())
    then = url_for(".rotas", id=engagement.id)
    if done := form.attempt(
        lambda: verbs.make_rota(
            engagement, form.name.data, form.people, by=g.member, weeks_each=form.weeks_each.data,
            starts_on=form.starts_on.data,
        ),
        then=lambda _: then,
    ):  # fmt: skip
        return done
    return _page(engagement, form, None), form.status


@pages.route("/rotas/<uuid:id>", methods=["GET", "POST"])
@requires(Can.PLAN_TIME, of=Rota)
def rota(rota: Rota) -> ResponseReturnValue:
    form = RotaForm(obj=rota if request.method == "GET" else None)
    form.offer(db.session.scalars(own_people(rota.client_id)).all())
    if not form.is_submitted():
        form.show(rota, verbs.mark_of(rota))
    then = url_for(".rotas", id=rota.engagement_id)
    if done := form.attempt(
        lambda: verbs.change_rota(
            rota, form.name.data, form.people, by=g.member, weeks_each=form.weeks_each.data,
            starts_on=form.starts_on.data, seen=form.seen.data,
        ),
        then=lambda _: then,
    ):  # fmt: skip
        flash("The rota is changed.", "success")
        return done
    return _page(rota, form, rota), form.status


@pages.route("/rotas/<uuid:id>/end", methods=["POST"])
@requires(Can.PLAN_TIME, of=Rota)
def end_rota(rota: Rota) -> ResponseReturnValue:
    then = url_for(".rotas", id=rota.engagement_id)
    return press(lambda: verbs.end_rota(rota, by=g.member), "The rota has ended.", then)


def _page(record: Any, form: RotaForm, rota: Rota | None) -> str:
    return render_template("responsibilities/rota.html", **place_of(record), form=form, rota=rota)
