"""The page of guards, their answers, and the page on which a signer explains what he signed."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.access.policies import owned_when
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import facts_of, headline
from tracker.engagements.models import Engagement, SignOff
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values

from ..flags.triggers_owner import SIGNED
from .answering import answer, answers_in, guards_of
from .forms import AnswerForm, ExplainForm
from .teaching_back import ask, explain, may_be_asked

WHICH = "<any(bursts, teach_backs, sample, hands_on, time):guard>"


def add_to(pages: Blueprint) -> None:
    both, one = ["GET", "POST"], "/engagements/<uuid:id>/safeguards"
    pages.add_url_rule(one, view_func=guards)
    pages.add_url_rule(f"{one}/{WHICH}", view_func=answer_guard, methods=both)
    pages.add_url_rule("/signatures/<uuid:id>/ask", view_func=ask_teach_back, methods=["POST"])
    pages.add_url_rule("/signatures/<uuid:id>/teach-back", view_func=teach_back, methods=both)


@owned_when(Can.TEACH_BACK)
def _own_signature(member: Membership, record: Any) -> bool:
    return isinstance(record, SignOff) and record.signer_id == member.id


@requires(Can.KEEP_GUARDS, of=Engagement, at_least="read")
def guards(engagement: Engagement) -> ResponseReturnValue:
    values = tab_values(engagement, "guards")
    facts = facts_of(engagement.id)
    return render_template(
        "selfsufficiency/guards.html", **values, guards=guards_of(engagement.id, facts, values["headline"]),
        names={id: who["name"] for id, who in facts["people"].items()}, answers=answers_in(engagement.id),
        askable=may_be_asked(facts, clock.today(), str(g.member.id)),
    )  # fmt: skip


@requires(Can.KEEP_GUARDS, of=Engagement)
def answer_guard(engagement: Engagement, guard: str) -> ResponseReturnValue:
    """One guard and room for an answer; what it says at this moment is kept with it."""
    found = guards_of(engagement.id, facts_of(engagement.id), headline(engagement.id))
    shown = next(one for one in found if one.key == guard)
    form = AnswerForm()
    if done := form.attempt(
        lambda: answer(engagement, shown, form.text.data, by=g.member),
        then=lambda _: url_for(".guards", id=engagement.id, _anchor=guard),
    ):
        return done
    return render_template(
        "selfsufficiency/guard_answer.html", **place_of(engagement), guard=shown, form=form
    ), form.status  # fmt: skip


@requires(Can.KEEP_GUARDS, of=SignOff)
def ask_teach_back(sign_off: SignOff) -> ResponseReturnValue:
    ask(sign_off, by=g.member)
    db.session.commit()
    flash(f"{sign_off.signer_name} is asked to explain it.", "success")
    return redirect(url_for(".guards", id=sign_off.engagement_id, _anchor="teach_backs"), 303)


@requires(Can.TEACH_BACK, of=SignOff)
def teach_back(sign_off: SignOff) -> ResponseReturnValue:
    form = ExplainForm()
    if done := form.attempt(
        lambda: explain(sign_off, form.words.data, by=g.member),
        then=lambda _: url_for(".guards", id=sign_off.engagement_id, _anchor="teach_backs"),
    ):
        return done
    if sign_off.withdraws_id is not None:
        raise Refused("This takes a signature back: there is nothing to explain.")
    return render_template(
        "selfsufficiency/teach_back.html", **place_of(sign_off), sign_off=sign_off, form=form,
        what=SIGNED.get(sign_off.subject_type, "A text"), signed_on=clock.day_of(sign_off.at),
    ), form.status  # fmt: skip
