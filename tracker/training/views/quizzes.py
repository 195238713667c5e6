"""Taking the quiz of an item, and reading what came of it."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.tenancy import scoped

from ..forms import quiz_form
from ..models import ChecklistItem, ItemProgress, QuizAttempt
from ..quizzes import answer, answered, quiz_words
from .blueprint import pages


@pages.route("/progress/<uuid:id>/quiz", methods=["GET", "POST"])
@requires(Can.COMPLETE_ITEM, of=ItemProgress)
def quiz(progress: ItemProgress) -> ResponseReturnValue:
    if request.method == "GET" and not progress.open:
        return redirect(url_for(".item", id=progress.id))
    form = quiz_form(progress.item.quiz)
    if done := form.attempt(
        lambda: answer(progress, form.answers, by=g.member), then=lambda attempt: url_for(".attempt", id=attempt.id)
    ):
        return done
    page = render_template("training/quiz.html", progress=progress, item=progress.item, form=form,
                           how=quiz_words(progress.item.quiz))  # fmt: skip
    return page, form.status


@pages.route("/quiz-attempts/<uuid:id>")
@requires(Can.COMPLETE_ITEM, Can.VERIFY, of=QuizAttempt)
def attempt(attempt: QuizAttempt) -> ResponseReturnValue:
    item = db.session.scalars(scoped(ChecklistItem).where(ChecklistItem.id == attempt.item_id)).one()
    return render_template("training/attempt.html", attempt=attempt, item=item, answered=answered(attempt, item),
                           mine=attempt.person_id == g.member.id, progress=_progress_of(attempt))  # fmt: skip


def _progress_of(attempt: QuizAttempt) -> Any:
    query = scoped(ItemProgress).where(
        ItemProgress.item_id == attempt.item_id, ItemProgress.person_id == attempt.person_id
    )
    return db.session.scalar(query)
