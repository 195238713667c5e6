"""What waits for the owner's word, of the plan or of the scope: decided, declined and withdrawn on pages of one kind.

`kind` names the page it stands on, its tab and its templates; `verbs` are the module that approves, declines and
withdraws it.
"""

from types import ModuleType

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.core.buttons import carry_out

from ..forms import OwnWordsForm, ReasonForm
from ..models import PlanChange, ScopeChange
from ..tabs import tab_values_inside

Change = PlanChange | ScopeChange


def decide(change: Change, verbs: ModuleType, kind: str) -> ResponseReturnValue:
    form, then = OwnWordsForm(), _back(change, kind)
    if done := form.attempt(lambda: verbs.approve(change, form.words.data, by=g.member), then=lambda _: then):
        return done
    return render_template(
        f"engagements/{kind}_decide.html", **tab_values_inside(change, kind), form=form, change=change,
        what=verbs.what_of(change), back=then,
    ), form.status  # fmt: skip


def decline(change: Change, verbs: ModuleType, kind: str) -> ResponseReturnValue:
    form, then = ReasonForm(), _back(change, kind)
    if done := form.attempt(lambda: verbs.decline(change, form.because.data, by=g.member), then=lambda _: then):
        return done
    return render_template(
        "engagements/reason.html", **tab_values_inside(change, kind), form=form, back=then, page_heading="Decline",
        label="Decline", lead=f"{change.by_name} asks {verbs.what_of(change)}. Say why not.",
    ), form.status  # fmt: skip


def withdraw(change: Change, verbs: ModuleType, kind: str) -> ResponseReturnValue:
    return carry_out(lambda: verbs.withdraw(change, by=g.member), "Withdrawn.", _back(change, kind))


def _back(change: Change, kind: str) -> str:
    return url_for(f".{kind}", id=change.engagement_id)
