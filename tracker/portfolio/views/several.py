"""What is done with several engagements at once: ticked in the list, asked for here, told afterwards."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from tracker.access import Can, requires

from ..acts import Deed, add_consultant, carry_out, known, move_handover, picked, remind, write
from ..forms import ACTS, FORMS
from ..models import BulkAct
from ..names import colleagues
from .blueprint import pages


@pages.route("/portfolio/several", methods=["GET", "POST"])
@requires(Can.SEE_PORTFOLIO)
def several() -> Any:
    """Those ticked stand in the address, so that the page can be opened again."""
    act, ids = request.args.get("do", ""), known(request.args.getlist("id"))
    if act not in ACTS or not ids:
        flash("Tick at least one engagement first.", "info")
        return redirect(url_for(".listing"))
    if act not in FORMS:
        return redirect(url_for(f".as_{act}_file", id=ids))
    form, rows = FORMS[act](), picked(ids, g.member)
    if act == "consultant":
        form.person.offer([one for one in colleagues() if one.active], empty="Choose")
    if done := form.attempt(
        lambda: carry_out(act, rows, _deed(act, form), by=g.member), then=lambda kept: url_for(".told", id=kept.id)
    ):
        return done
    return render_template("portfolio/several.html", form=form, rows=rows, act=act, label=ACTS[act]), form.status


def _deed(act: str, form: Any) -> Deed:
    return {
        "remind": lambda: remind(form.text.data or "", by=g.member),
        "write": lambda: write(form.text.data, by=g.member),
        "consultant": lambda: add_consultant(form.person.record, by=g.member),
        "handover": lambda: move_handover(int(form.weeks.data), form.because.data, by=g.member),
    }[act]()


@pages.route("/portfolio/several/<uuid:id>")
@requires(Can.KEEP_VIEW, of=BulkAct)
def told(kept: BulkAct) -> Any:
    return render_template("portfolio/told.html", kept=kept, label=ACTS.get(kept.act, kept.act))
