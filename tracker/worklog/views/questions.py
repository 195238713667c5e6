"""“Is that so?”: yes in one tap; no, or otherwise, with a reason."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.engagements.links import link

from ..answering import card, correct, piece_of, say_no, say_yes
from ..forms import CorrectForm, NoForm
from ..logging import answering_for
from ..models import Why, WorkQuestion
from ..modes import modes_for, words_for
from .blueprint import pages


@pages.route("/work-questions/<uuid:id>/yes", methods=["POST"])
@requires(Can.LOG_WORK, of=WorkQuestion)
def yes(question: WorkQuestion) -> Response:
    say_yes(question, by=g.member)
    db.session.commit()
    flash("Thank you. It stands as it was logged.", "success")
    return redirect(_home(), 303)


@pages.route("/work-questions/<uuid:id>", methods=["GET", "POST"])
@requires(Can.LOG_WORK, of=WorkQuestion)
def question(question: WorkQuestion) -> ResponseReturnValue:
    form = NoForm()
    if done := form.attempt(lambda: say_no(question, by=g.member, because=form.because.data), lambda _: _home()):
        flash("It does not count. Whoever logged it reads your reason.", "success")
        return done
    page = render_template("worklog/question.html", question=question, card=card(question, g.member), form=form)
    return page, form.status


@pages.route("/work-questions/<uuid:id>/correct", methods=["GET", "POST"])
@requires(Can.LOG_WORK, of=WorkQuestion, also=lambda member, question: _hers(member, question))
def correct_it(question: WorkQuestion) -> ResponseReturnValue:
    """What was logged for her, as it really was."""
    activity, entry = piece_of(question)
    form = CorrectForm(mode=str(entry.mode), quantity=entry.quantity)
    words = words_for(g.member)
    form.mode.choices = {str(one): words[one][0] for one in modes_for(g.member, activity, answering_for(activity))}

    def write() -> object:
        what = {"mode": form.mode.data, "quantity": form.quantity.data, "because": form.because.data or ""}
        return correct(question, by=g.member, **what)

    if done := form.attempt(write, lambda _: _home()):
        flash("Logged as it was.", "success")
        return done
    details = {str(mode): said for mode, (_, said) in words.items()}
    page = render_template(
        "worklog/correct.html", question=question, card=card(question, g.member), form=form, details=details
    )
    return page, form.status


def _hers(member: object, question: WorkQuestion) -> bool:
    """One piece of her own work."""
    return question.asked_id == member.id and question.why == Why.NAMED and question.entries == 1


def _home() -> str:
    return link("overview.home") or url_for("worklog.question")
