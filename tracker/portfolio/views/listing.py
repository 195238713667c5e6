"""The list itself, and the page on which it is narrowed."""

from typing import Any

from flask import g, redirect, render_template, request, url_for

from tracker.access import Can, requires
from tracker.core import clock
from tracker.tenancy import said_here

from ..columns import columns_of
from ..forms import ActForm, FilterForm
from ..listing import MOST_COUNTED, portfolio
from ..names import colleagues, playbooks, shipped_title
from ..narrowing import VIEWS, Narrowed
from ..saving import saved_filters
from ..sorting import Order
from ..telling import heads, words_of
from .blueprint import pages


@pages.route("/portfolio")
@requires(Can.SEE_PORTFOLIO)
def listing() -> Any:
    """Opened without any wish, it begins with the filter that the person chose to begin with."""
    saved = saved_filters(g.member)
    if not request.args and (opens := next((one for one in saved if one.opens and one.filters), None)):
        return redirect(url_for(".listing", **opens.filters))
    narrowed, order = Narrowed.read(request.args), Order.read(request.args)
    columns = columns_of(g.member)
    found = portfolio(g.member, narrowed, order, request.args.get("after", ""), with_leads="lead" in columns)
    here = narrowed.as_dict() | order.as_dict()
    return render_template(
        "portfolio/listing.html",
        portfolio=found,
        views={
            key: said_here(word)
            for key, word in VIEWS.items()
            if key == "all" or found.counts[key] or key == narrowed.show
        },
        saved=saved,
        narrowed=narrowed,
        order=order,
        here=here,
        chips=words_of(narrowed),
        columns=columns,
        heads=heads(columns, narrowed, order),
        most=MOST_COUNTED,
        today=clock.today(),
        title_of=shipped_title,
        begun="after" in request.args,
        act=ActForm(formdata=None),
    )


@pages.route("/portfolio/filter")
@requires(Can.SEE_PORTFOLIO)
def choose() -> Any:
    """Where the list is narrowed and sorted by more than its heads offer; leads back to it by address."""
    narrowed, order = Narrowed.read(request.args), Order.read(request.args)
    form = FilterForm(formdata=None)
    form.offer(colleagues(), playbooks(), narrowed, order)
    return render_template("portfolio/filter.html", form=form, here=narrowed.as_dict() | order.as_dict())
