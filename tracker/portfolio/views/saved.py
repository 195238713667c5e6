"""What a person keeps: filters under names of her own, and the columns that she wants to see."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from tracker.access import Can, requires
from tracker.core.database import db

from ..columns import COLUMNS, choose_columns, columns_of
from ..forms import ColumnsForm, SaveForm
from ..models import SavedFilter
from ..narrowing import Narrowed
from ..saving import change_filter, delete_filter, save_filter, saved_filters
from ..sorting import Order
from ..telling import words_of
from .blueprint import pages


@pages.route("/portfolio/saved", methods=["GET", "POST"])
@requires(Can.SEE_PORTFOLIO)
def save() -> Any:
    """Keeps what the address narrows and sorts by; beside it stand those that are kept already."""
    narrowed, order = Narrowed.read(request.args), Order.read(request.args)
    here, form = narrowed.as_dict() | order.as_dict(), SaveForm()

    def keep() -> SavedFilter:
        return save_filter(form.name.data, here, form.opens.data, by=g.member)

    if done := form.attempt(keep, then=lambda _: url_for(".listing", **(here or {"show": "all"}))):
        return done
    kept = [(one, words_of(Narrowed.read(one.filters))) for one in saved_filters(g.member)]
    values = {"form": form, "here": here, "chips": words_of(narrowed), "order": order, "kept": kept}
    return render_template("portfolio/saved.html", **values), form.status


@pages.route("/portfolio/saved/<uuid:id>", methods=["GET", "POST"])
@requires(Can.KEEP_VIEW, of=SavedFilter)
def change(kept: SavedFilter) -> Any:
    form = SaveForm(obj=kept)
    then = url_for(".save")
    if done := form.attempt(
        lambda: change_filter(kept, form.name.data, form.opens.data, by=g.member), then=lambda _: then
    ):
        return done
    return render_template("portfolio/change_saved.html", form=form, kept=kept), form.status


@pages.route("/portfolio/saved/<uuid:id>/deletion", methods=["POST"])
@requires(Can.KEEP_VIEW, of=SavedFilter)
def delete(kept: SavedFilter) -> Any:
    name = kept.name
    delete_filter(kept)
    db.session.commit()
    flash(f"The filter “{name}” is deleted.", "success")
    return redirect(url_for(".save"), 303)


@pages.route("/portfolio/columns", methods=["GET", "POST"])
@requires(Can.SEE_PORTFOLIO)
def columns() -> Any:
    form = ColumnsForm(data={"columns": list(columns_of(g.member))})
    here = Narrowed.read(request.args).as_dict() | Order.read(request.args).as_dict()
    then = url_for(".listing", **(here or {"show": "all"}))
    if done := form.attempt(lambda: choose_columns(form.columns.data or [], by=g.member), then=lambda _: then):
        return done
    hints = {key: column.hint for key, column in COLUMNS.items()}
    return render_template("portfolio/columns.html", form=form, hints=hints, here=here, back=then), form.status
