"""The pages of discussion: two for every kind of record that people speak of, and one to mend a comment."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.engagements.place import place_of
from tracker.engagements.subjects import Subject, page_about, subjects

from .forms import CommentForm, MendForm
from .models import Comment, newest_text
from .talking import say, talk_about

pages = Blueprint("discussion", __name__)
ANCHOR = "discussion"
ON_A_PAGE = 50


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


def _page(record: Any, refused: CommentForm | None = None) -> ResponseReturnValue:
    talk = talk_about(record, refused=refused, size=ON_A_PAGE)
    page = render_template("discussion/page.html", **place_of(record), talk=talk)
    return page, refused.status if refused is not None else 200


def _saying(subject: Subject) -> Callable[[Any], ResponseReturnValue]:
    def saying(record: Any) -> ResponseReturnValue:
        form = CommentForm()
        back = subject.href(record, ANCHOR)
        done = form.attempt(
            lambda: say(record, form.text.data, by=g.member, private=form.private), then=lambda _: back
        )
        if done:
            flash(f"Said. Only {g.workspace.name} sees it." if form.private else "Said.", "success")
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
