"""The pages of discussion: two for every kind of record that people speak of, and one to mend a comment."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.engagements.place import place_of
from tracker.engagements.subjects import Subject, page_about, subject_of, subjects

from .forms import CommentForm, MendForm
from .inbox import inbox_of, read_all
from .mentions import tellable
from .models import Comment, InboxRow, newest_text
from .talking import say, talk_about

pages = Blueprint("discussion", __name__)
ANCHOR = "discussion"


@pages.record
def _pages_for_every_subject(state: BlueprintSetupState) -> None:
    """Each kind has addresses of its own, so that guard and fences know whose record an id must be."""
    for subject in subjects.values():
        path = f"/discussion/{subject.key.replace('_', '-')}/<uuid:id>"
        state.add_url_rule(path, f"read_{subject.key}", requires(*subject.acts, of=subject.model)(_page))
        state.add_url_rule(
            f"{path}/comments", f"say_{subject.key}", requires(Can.COMMENT, of=subject.model)(_saying(subject)),
            methods=["POST"],
        )  # fmt: skip
        state.add_url_rule(f"{path}/tell", f"tell_{subject.key}", requires(Can.COMMENT, of=subject.model)(_whom))


def _page(record: Any, refused: CommentForm | None = None) -> ResponseReturnValue:
    talk = talk_about(record, refused=refused, whole=True)
    page = render_template("discussion/page.html", **place_of(record), talk=talk)
    return page, refused.status if refused is not None else 200


def _whom(record: Any) -> ResponseReturnValue:
    """The list of whom to tell, for a form that has none yet; without htmx the page of the whole discussion has it."""
    if "HX-Request" not in request.headers:
        return redirect(url_for(f".read_{subject_of(record).key}", id=record.id))
    return render_template("discussion/tell.html", form=CommentForm(formdata=None, people=tellable(record)))


def _saying(subject: Subject) -> Callable[[Any], ResponseReturnValue]:
    def saying(record: Any) -> ResponseReturnValue:
        form = CommentForm(people=tellable(record))
        back = subject.href(record, ANCHOR)

        def said() -> Any:
            person = form.tell.record
            return say(record, form.text.data, by=g.member, private=form.private, tell_person=person)

        if done := form.attempt(said, then=lambda _: back):
            flash(f"Said. Only {g.workspace.practice} sees it." if form.private else "Said.", "success")
            return done
        return _page(record, refused=form)

    return saying


@pages.route("/comments/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.COMMENT, of=Comment)
def mend(comment: Comment) -> ResponseReturnValue:
    comment.check_mendable(g.member)
    present = newest_text(comment)
    form = MendForm(text=present, based_on=present)
    back = page_about(comment.subject_type, comment.subject_id, comment.engagement_id, ANCHOR)

    def mended() -> Any:
        return comment.mend(form.text.data, by=g.member, based_on=form.based_on.data)

    if done := form.attempt(mended, then=lambda _: back):
        return done
    theirs = newest_text(comment) if form.stale else ""
    if theirs:
        form.based_on.data = theirs
    return render_template(
        "discussion/mend.html", **place_of(comment), comment=comment, form=form, back=back, theirs=theirs
    ), form.status  # fmt: skip


@pages.route("/inbox")
@requires(Can.CLINIC)
def inbox() -> ResponseReturnValue:
    page = inbox_of(g.member)
    older = url_for(".inbox", after=page.after) if page.after else None
    return render_template("discussion/inbox.html", rows=page.rows, older=older)


@pages.route("/inbox/<uuid:id>")
@requires(Can.CLINIC, of=InboxRow)
def follow(row: InboxRow) -> ResponseReturnValue:
    """Where a letter leads: to the thing itself."""
    row.check_own(g.member)
    return redirect(row.where())


@pages.route("/inbox/<uuid:id>/open", methods=["POST"])
@requires(Can.CLINIC, of=InboxRow)
def open_row(row: InboxRow) -> ResponseReturnValue:
    row.read(by=g.member)
    then = row.where()
    db.session.commit()
    return redirect(then, 303)


@pages.route("/inbox/read", methods=["POST"])
@requires(Can.CLINIC)
def read_everything() -> ResponseReturnValue:
    read_all(g.member)
    db.session.commit()
    flash("All read.", "success")
    return redirect(url_for(".inbox"), 303)
