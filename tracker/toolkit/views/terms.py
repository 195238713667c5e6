"""On what terms a tool is used, when it renews, and whether the client gets back in when the way in is lost."""

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.place import place_of

from ..forms import ContractForm, RecoveryForm, RenewForm
from ..models import Tool, keep_contract, try_recovery
from ..models.contract import Contract, contract_of
from ..tool_page import people_to_let_in
from .blueprint import pages


@pages.route("/tools/<uuid:id>/recovery", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=Tool)
def recovery(tool: Tool) -> ResponseReturnValue:
    form = RecoveryForm(on=clock.today())
    then = url_for(".tool", id=tool.id)
    worked = form.worked.data == "yes"
    if done := form.attempt(
        lambda: try_recovery(tool, by=g.member, worked=worked, on=form.on.data, note=form.note.data),
        then=lambda _: then,
    ):
        flash("Kept. A try that worked counts for a year." if worked else "Kept. Mend it, then try again.", "success")
        return done
    return render_template("toolkit/recovery.html", **place_of(tool), tool=tool, form=form), form.status


@pages.route("/tools/<uuid:id>/contract", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=Tool)
def contract(tool: Tool) -> ResponseReturnValue:
    present = contract_of(tool)
    form = ContractForm(**_shown(present))
    form.holder.offer(people_to_let_in(tool), empty="Not said")
    then = url_for(".tool", id=tool.id)
    if done := form.attempt(lambda: keep_contract(tool, by=g.member, **form.values()), then=lambda _: then):
        return done
    theirs = contract_of(tool) if form.stale else None
    if theirs is not None:
        form.seen.data = theirs.mark
    return render_template("toolkit/contract.html", **place_of(tool), tool=tool, form=form, theirs=theirs), form.status


def _shown(present: Contract | None) -> dict[str, object]:
    if present is None:
        return {"seen": ""}
    return {
        "cost": present.cost, "paid_by": present.paid_by or "", "seats": present.seats,
        "holder": str(present.holder_id) if present.holder_id else "", "seen": present.mark,
    }  # fmt: skip


@pages.route("/tools/<uuid:id>/renew", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=Tool)
def renew(tool: Tool) -> ResponseReturnValue:
    form = RenewForm()
    then = url_for(".tool", id=tool.id)
    if done := form.attempt(lambda: tool.renew(by=g.member, until=form.until.data), then=lambda _: then):
        flash("Renewed.", "success")
        return done
    return render_template("toolkit/renew.html", **place_of(tool), tool=tool, form=form), form.status
