"""The board, asking, and one question with its answers."""

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, may, requires
from tracker.core.buttons import carry_out
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped
from tracker.training.models import Competency

from ..asking import ask as put_question
from ..asking import experienced_in, lessons_from
from ..board import answered, answers_to, figures, unanswered
from ..forms import AnswerForm, QuestionForm
from ..models import Answer, Question
from .blueprint import activities_of, pages


@pages.route("/engagements/<uuid:id>/clinic")
@requires(Can.CLINIC, of=Engagement)
def questions(engagement: Engagement) -> ResponseReturnValue:
    word, done = request.args.get("q", ""), request.args.get("show") == "answered"
    board = answered(engagement.id, word) if done else unanswered(engagement.id, word, request.args.get("after", ""))
    more = {"q": word or None, "show": "answered" if done else None}
    older = url_for(".questions", id=engagement.id, after=board.after, **more) if board.after else None
    return render_template(
        "clinic/questions.html", **tab_values(engagement, "clinic"), board=board, tally=figures(engagement.id),
        word=word, done=done, older=older,
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/clinic/ask", methods=["GET", "POST"])
@requires(Can.CLINIC, of=Engagement)
def ask(engagement: Engagement) -> ResponseReturnValue:
    """`?activity=` and `?about=` come from the page where somebody got stuck."""
    form = QuestionForm(
        title=request.args.get("about", "")[:200], activity=request.args.get("activity", ""),
        competency=request.args.get("competency", ""),
    )  # fmt: skip
    form.activity.offer(activities_of(engagement.id), empty="None in particular")
    form.competency.offer(_skills(engagement), empty="None in particular")

    def asked() -> Question:
        return put_question(engagement, by=g.member, **form.values())

    if done := form.attempt(asked, then=lambda question: url_for(".question", id=question.id)):
        flash("Asked. Everybody in the engagement can answer.", "success")
        return done
    return render_template("clinic/ask.html", **place_of(engagement), form=form), form.status


@pages.route("/questions/<uuid:id>")
@requires(Can.CLINIC, of=Question)
def question(question: Question) -> ResponseReturnValue:
    return _page(question)


@pages.route("/questions/<uuid:id>/answers", methods=["POST"])
@requires(Can.CLINIC, of=Question)
def answer(question: Question) -> ResponseReturnValue:
    form = AnswerForm()
    then = url_for(".question", id=question.id, _anchor="answers")

    def answers() -> Answer:
        return question.answer(form.text.data, by=g.member, experienced=experienced_in(question, g.member))

    if done := form.attempt(answers, then=lambda _: then):
        flash("Thank you. The answer is on the board.", "success")
        return done
    return _page(question, refused=form)


@pages.route("/answers/<uuid:id>/accept", methods=["POST"])
@requires(Can.CLINIC, of=Answer)
def accept(answer: Answer) -> Response:
    then = url_for(".question", id=answer.question_id)
    return carry_out(lambda: answer.question.accept(answer, by=g.member), "Marked as what helped.", then)


@pages.route("/questions/<uuid:id>/reopen", methods=["POST"])
@requires(Can.CLINIC, of=Question)
def reopen(question: Question) -> Response:
    then = url_for(".question", id=question.id)
    return carry_out(lambda: question.reopen(by=g.member), "Open again.", then)


def _page(question: Question, refused: AnswerForm | None = None) -> ResponseReturnValue:
    page = render_template(
        "clinic/question.html", **place_of(question), question=question, answers=answers_to(question),
        lessons=lessons_from(question), form=refused or AnswerForm(formdata=None),
        writes_down=may(Can.KEEP_RUNBOOKS, question),
    )  # fmt: skip
    return page, refused.status if refused is not None else 200


def _skills(engagement: Engagement) -> list[Any]:
    query = scoped(Competency).where(Competency.engagement_id == engagement.id)
    return [*db.session.scalars(query.order_by(Competency.position).limit(100))]
