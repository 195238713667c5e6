"""One item: ticking it off, undoing a slip, asking for help; and, for somebody else, verifying or returning it."""

from typing import Any

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.links import link

from .. import item_page
from ..assigning import unassign as take_off
from ..checklists import checklist_of
from ..forms import CheckForm, LapseForm, ReturnForm, StuckForm, TickForm
from ..models import ItemProgress
from ..quizzes import attempts_of
from ..undoing import put_back
from ..words import moment_words
from .blueprint import pages


@pages.route("/progress/<uuid:id>")
@requires(Can.COMPLETE_ITEM, Can.VERIFY, of=ItemProgress)
def item(progress: ItemProgress) -> ResponseReturnValue:
    return _item_page(progress)


@pages.route("/progress/<uuid:id>/tick", methods=["POST"])
@requires(Can.COMPLETE_ITEM, of=ItemProgress)
def tick(progress: ItemProgress) -> ResponseReturnValue:
    """Sent twice, the second finds the item ticked and answers the same."""
    form = TickForm()
    ticked_before = progress.waiting
    if not form.validate():
        return _not_ticked(progress, form)
    try:
        if not ticked_before:
            progress.tick(g.member, form.note.data, form.link.data)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _not_ticked(progress, form)
    return _ticked(progress, anew=not ticked_before)


@pages.route("/progress/<uuid:id>/undo", methods=["POST"])
@requires(Can.COMPLETE_ITEM, of=ItemProgress)
def undo(progress: ItemProgress) -> ResponseReturnValue:
    """Sent twice, the second finds the item open and answers the same."""
    undone_before = progress.open
    if not undone_before:
        progress.undo(g.member)
    if not _wants_part():
        db.session.commit()
        flash("Taken back. What you wrote is still there.", "success")
        return redirect(_checklist(progress), 303)
    if undone_before:
        return _reload()
    view = checklist_of(g.member)
    undone = put_back(view, progress.id, typed=bool(request.form.get("note") or request.form.get("link")))
    answer = make_response(
        render_template("training/_unticked.html", view=view, undone=undone, said=f"Taken back. {_far(view)}")
    )
    if undone.keeps_card:
        answer.headers["HX-Retarget"] = "#announcer"
    db.session.commit()
    return answer


@pages.route("/progress/<uuid:id>/stuck", methods=["POST"])
@requires(Can.COMPLETE_ITEM, of=ItemProgress)
def stuck(progress: ItemProgress) -> ResponseReturnValue:
    form = StuckForm()
    then = url_for(".item", id=progress.id)
    if done := form.attempt(lambda: progress.stuck(g.member, form.words.data), then=lambda _: then):
        flash("Those who may check it see that you are stuck.", "success")
        return done
    return _item_page(progress, stuck=form)


@pages.route("/progress/<uuid:id>/carry-on", methods=["POST"])
@requires(Can.COMPLETE_ITEM, of=ItemProgress)
def carry_on(progress: ItemProgress) -> ResponseReturnValue:
    progress.carry_on(g.member)
    db.session.commit()
    return redirect(url_for(".item", id=progress.id), 303)


@pages.route("/progress/<uuid:id>/verify", methods=["POST"])
@requires(Can.VERIFY, of=ItemProgress)
def verify(progress: ItemProgress) -> ResponseReturnValue:
    form = CheckForm()
    said = f"Verified for {progress.person.name}."
    then = _onward(progress, form)
    if done := form.attempt(lambda: progress.verify(g.member, form.seen.data), then=lambda _: then):
        flash(said, "success")
        return done
    return _item_page(progress, check=form)


@pages.route("/progress/<uuid:id>/return", methods=["POST"])
@requires(Can.VERIFY, of=ItemProgress)
def send_back(progress: ItemProgress) -> ResponseReturnValue:
    form = ReturnForm()
    said = f"Returned to {progress.person.name}."
    then = _onward(progress, form)
    if done := form.attempt(
        lambda: progress.send_back(g.member, form.because.data, form.seen.data), then=lambda _: then
    ):
        flash(said, "success")
        return done
    return _item_page(progress, back=form)


@pages.route("/progress/<uuid:id>/lapse", methods=["POST"])
@requires(Can.VERIFY, of=ItemProgress)
def lapse(progress: ItemProgress) -> ResponseReturnValue:
    form = LapseForm()
    then, said = url_for(".item", id=progress.id), f"{progress.person.name} is asked to show it again."
    if done := form.attempt(
        lambda: progress.lapse(form.because.data, g.member, form.seen.data), then=lambda _: then
    ):
        flash(said, "success")
        return done
    return _item_page(progress, lapse=form)


@pages.route("/progress/<uuid:id>/unassign", methods=["POST"])
@requires(Can.ASSIGN_TRAINING, of=ItemProgress)
def unassign(progress: ItemProgress) -> ResponseReturnValue:
    then = url_for(".checklist_item", id=progress.item_id)
    said = f"Taken off the checklist of {progress.person.name}."
    take_off(progress, by=g.member)
    db.session.commit()
    flash(said, "success")
    return redirect(then, 303)


def _wants_part() -> bool:
    return request.headers.get("HX-Request") == "true"


def _ticked(progress: ItemProgress, anew: bool) -> ResponseReturnValue:
    """The part is drawn before the commit, which would make every record be read again."""
    if not _wants_part():
        db.session.commit()
        flash("Ticked off. It waits for a check.", "success")
        return redirect(_checklist(progress), 303)
    if not anew:
        return _reload()
    view = checklist_of(g.member)
    ticked = next((row for row in view.waiting if row.id == progress.id), None)
    part = render_template("training/_ticked.html", view=view, ticked=ticked, said=f"Ticked off. {_far(view)}")
    db.session.commit()
    return part


def _reload() -> ResponseReturnValue:
    """The page on the other side is older than this checklist: it reads itself anew."""
    return "", 200, {"HX-Refresh": "true"}


def _not_ticked(progress: ItemProgress, form: TickForm) -> ResponseReturnValue:
    """The card again if the page still shows this item as the next one, otherwise the page of the item."""
    view = checklist_of(g.member) if _wants_part() and not form.stale else None
    if view is not None and view.next is not None and view.next.id == progress.id:
        errors = {field.short_name: field.errors[0] for field in (form.note, form.link) if field.errors}
        return render_template("training/_card.html", view=view, form=form, errors=errors), form.status
    return _item_page(progress, tick=form)


def _far(view: Any) -> str:
    return f"{view.verified} of {view.total} verified, {len(view.waiting)} waiting for a check."


def _checklist(progress: ItemProgress) -> str:
    return link("overview.checklist") or url_for(".item", id=progress.id)


def _onward(progress: ItemProgress, form: CheckForm) -> str:
    """Back to the list that the checker came from."""
    if form.then.data == "review":
        return url_for(".review")
    if form.then.data == "tab":
        return url_for(".overview", id=progress.engagement_id)
    return url_for(".item", id=progress.id)


def _item_page(progress: ItemProgress, **forms: Any) -> ResponseReturnValue:
    """The page of the item; a form that was refused stands in it with what was typed."""
    refused = next(iter(forms.values()), None)
    mine = progress.person_id == g.member.id
    history = item_page.history_of(progress)
    checker = item_page.checker_of(progress) if mine and not progress.verified else None
    page = render_template(
        "training/item.html",
        progress=progress,
        item=progress.item,
        mine=mine,
        checker=checker,
        card=item_page.card_of(progress, checker, history) if checker and progress.open else None,
        activities=item_page.prepared_activities(progress),
        history=history,
        attempts=attempts_of(progress) if progress.item.quiz else (),
        of_practice=g.member.of_practice,
        stuck_words=moment_words(progress.stuck_at, clock.today()) if progress.stuck_at else "",
        refused=refused,
        tick_form=forms.get("tick"),
        stuck_form=forms.get("stuck") or StuckForm(formdata=None),
        check_form=CheckForm(formdata=None, seen=progress.mark),
        lapse_form=forms.get("lapse") or LapseForm(formdata=None, seen=progress.mark),
        return_form=forms.get("back") or ReturnForm(formdata=None, seen=progress.mark),
    )
    return page, refused.status if refused is not None else 200
