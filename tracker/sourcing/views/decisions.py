"""The register, the decision aid of an activity, and a decision with the views against it."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from tracker.access import Can, may_propose, requires
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.responsibilities import rules
from tracker.responsibilities.models import Activity
from tracker.responsibilities.providers import providers_of
from tracker.tenancy import scoped

from ..aid import QUESTIONS, asked_of, options, recommend
from ..deciding import case_of, dissent, put_forward
from ..forms import AidForm, DissentForm
from ..models import Dissent, SourcingDecision
from ..presets import usual_answers
from ..register import STATES, register
from .blueprint import pages

MOST_VIEWS = 50


@pages.route("/engagements/<uuid:id>/sourcing", endpoint="register")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def show_register(engagement: Engagement) -> ResponseReturnValue:
    entries = register(facts_of(engagement.id), g.workspace.practice, clock.today())
    return render_template(
        "sourcing/register.html", **tab_values(engagement, "sourcing"), entries=entries, states=STATES
    )


@pages.route("/activities/<uuid:id>/sourcing", methods=["GET", "POST"])
@requires(Can.SIGN, of=Activity, at_least="propose")
def aid(activity: Activity) -> ResponseReturnValue:
    """Answer, see what the answers say, decide. The first button only weighs; nothing is stored by it."""
    place = place_of(activity)
    form, standing = AidForm(), rules.ruling_of(activity)
    form.offer(list(db.session.scalars(providers_of(place["engagement"]))), g.workspace.practice)
    weighing = "weigh" in request.form
    if not form.is_submitted():
        _start_from(form, activity, place["client"])
    elif weighing:
        form.seen.data = str(standing.rule.id) if standing else ""
    if not weighing and (done := form.attempt(lambda: _put(activity, form), then=_of_decision)):
        flash("Put to the owner. It counts once it is signed.", "success")
        return done
    weighed = form.is_submitted() and (weighing or bool(form.errors)) and form.answered
    theirs = rules.ruling_of(activity) if form.stale else None
    if theirs is not None:
        form.seen.data = str(theirs.rule.id)
    said = recommend(form.answers, case_of(activity, form.for_practice)) if weighed else None
    if said is not None and not form.choice.data:
        form.choice.data = said.choice
    case = case_of(activity, form.for_practice)
    page = render_template(
        "sourcing/aid.html", **place, activity=activity, form=form, said=said, choices=rules.CHOICES, theirs=theirs,
        ways=options(form.answers, case) if said else (),
        asked=asked_of(form.choice.data, form.answers, case) if said else frozenset(),
    )  # fmt: skip
    return page, form.status


def _start_from(form: AidForm, activity: Activity, client: object) -> None:
    """The answers of the last decision, else what is usual for such a client."""
    last = db.session.scalars(_decisions_of(activity).limit(1)).first()
    if last is not None:
        known = dict(zip([question.key for question in QUESTIONS], last.answers, strict=True))
        form.who.data = last.who
    else:
        known = usual_answers(client.sector, client.headcount)
    for field in form.questions:
        field.data = str(known[field.short_name]) if field.short_name in known else None


def _put(activity: Activity, form: AidForm) -> SourcingDecision:
    return put_forward(activity, form.draft, by=g.member, practice=g.workspace.practice, seen=form.seen_id)


def _of_decision(decision: SourcingDecision) -> str:
    return url_for(".decision", id=decision.id)


def _decisions_of(activity: Activity):
    query = scoped(SourcingDecision).where(SourcingDecision.activity_id == activity.id)
    return query.order_by(SourcingDecision.id.desc())


@pages.route("/sourcing/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=SourcingDecision)
def decision(decision: SourcingDecision) -> ResponseReturnValue:
    return _page(decision, DissentForm(formdata=None))


@pages.route("/sourcing/<uuid:id>/dissent", methods=["POST"])
@requires(Can.SIGN, of=SourcingDecision, at_least="propose")
def disagree(decision: SourcingDecision) -> ResponseReturnValue:
    form = DissentForm()
    back = _of_decision(decision)
    if done := form.attempt(lambda: dissent(decision, form.text.data, by=g.member), then=lambda _: back):
        flash("Written down. It stays beside the decision.", "success")
        return done
    return _page(decision, form)


def _page(decision: SourcingDecision, form: DissentForm) -> ResponseReturnValue:
    activity = db.session.scalars(scoped(Activity).where(Activity.id == decision.activity_id)).one()
    standing = rules.ruling_of(activity)
    stands = standing is not None and standing.rule.id == decision.rule_id
    views = scoped(Dissent).where(Dissent.decision_id == decision.id).options(joinedload(Dissent.member))
    others = db.session.scalars(
        _decisions_of(activity).options(joinedload(SourcingDecision.author)).limit(MOST_VIEWS)
    )  # fmt: skip
    page = render_template(
        "sourcing/decision.html", **place_of(decision), decision=decision, activity=activity, form=form,
        said=recommend(decision.answers, case_of(activity, decision.by_practice)), choices=rules.CHOICES,
        rule=standing.rule if stands else None, signature=standing.signature if stands else None,
        dissents=list(db.session.scalars(views.order_by(Dissent.id).limit(MOST_VIEWS))), others=list(others),
        questions=list(zip(QUESTIONS, decision.answers, strict=True)), joins=may_propose(Can.SIGN, activity),
        review_due=stands and decision.review_on <= clock.today(),
    )  # fmt: skip
    return page, form.status
