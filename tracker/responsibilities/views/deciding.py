"""How an activity is done: written by either side, signed by the owner; and setting an activity aside."""

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.tenancy import scoped

from .. import rules, setting_aside
from ..forms import OwnWordsForm, RuleForm, WhyForm
from ..models import Activity, DecisionRule
from .frame import frame
from .pages import activity_path, ask, crumbs_of, pages


@pages.route("/activities/<uuid:id>/rule", methods=["GET", "POST"])
@requires(Can.SIGN, of=Activity, at_least="propose")
def rule(activity: Activity) -> ResponseReturnValue:
    form, standing = RuleForm(), rules.ruling_of(activity)
    if not form.is_submitted():
        form.choice.data = standing.rule.choice if standing else rules.IN_HOUSE
        form.text.data = standing.rule.text if standing else ""
        form.seen.data = str(standing.rule.id) if standing else ""

    def write() -> DecisionRule:
        return rules.write_rule(activity, form.choice.data, form.text.data, by=g.member, seen=form.seen_id)

    def then(written: DecisionRule) -> str:
        flash("Written. It counts once the owner has signed it.", "info")
        return activity_path(activity)

    if done := form.attempt(write, then):
        return done
    theirs = rules.ruling_of(activity) if form.stale else None
    if theirs is not None:
        form.seen.data = str(theirs.rule.id)
    return ask(activity, form, "How it is done", "Save it for the owner to sign", theirs=theirs, choices=rules.CHOICES)


@pages.route("/rules/<uuid:id>/sign", methods=["GET", "POST"])
@requires(Can.SIGN, of=DecisionRule)
def sign_rule(rule: DecisionRule) -> ResponseReturnValue:
    form = OwnWordsForm()
    activity = db.session.scalars(scoped(Activity).where(Activity.id == rule.activity_id)).one()
    back = url_for(".activity", id=rule.activity_id)
    if done := form.attempt(lambda: rules.sign_rule(rule, form.words.data, by=g.member), lambda _: back):
        return done
    page = render_template(
        "responsibilities/sign.html", **frame(rule), activity=activity, rule=rule, form=form,
        choice=rules.CHOICES[rule.choice], back=back, crumbs=crumbs_of(activity),
    )  # fmt: skip
    return page, form.status


@pages.route("/activities/<uuid:id>/set-aside", methods=["GET", "POST"])
@requires(Can.SIGN, of=Activity)
def set_aside(activity: Activity) -> ResponseReturnValue:
    form = WhyForm()

    def aside() -> None:
        setting_aside.set_aside(activity, by=g.member, because=form.because.data)

    if done := form.attempt(aside, lambda _: activity_path(activity)):
        return done
    lead = "It stops counting, in the number and at the gates, until you bring it back. Your reason is kept."
    return ask(activity, form, "Set this aside as not applicable", "Set it aside", lead=lead)


@pages.route("/activities/<uuid:id>/bring-back", methods=["GET", "POST"])
@requires(Can.SIGN, of=Activity)
def bring_back(activity: Activity) -> ResponseReturnValue:
    form = WhyForm()

    def back() -> None:
        setting_aside.bring_back(activity, by=g.member, because=form.because.data)

    if done := form.attempt(back, lambda _: activity_path(activity)):
        return done
    return ask(activity, form, "Bring this back", "Bring it back", lead="It counts again from today.")
