"""Deciding who does an activity: put forward with the aid's reasons, signed by the owner, looked at again later."""

from uuid import UUID

from tracker.accounts.models import Membership
from tracker.accounts.own_people import solo
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.responsibilities.appointments import held, open_appointments
from tracker.responsibilities.models import Activity, DecisionRule, Post
from tracker.responsibilities.rules import CHOICES, before_signing, write_rule
from tracker.tenancy import scoped

from .aid import HANDS_ON_PERCENT, IN_HOUSE, OUTSOURCE, Case, asked_of, recommend, six_months_after
from .drafts import Draft
from .models import Dissent, SourcingDecision
from .wording import in_words

MOST_DISSENT = 50


def case_of(activity: Activity, by_practice: bool = False) -> Case:
    return Case(activity.kind == "strategic", activity.customer_facing, by_practice)


def put_forward(
    activity: Activity, draft: Draft, *, by: Membership, practice: str, seen: UUID | None = None
) -> SourcingDecision:
    """Write `draft` down as the rule of `activity` for the owner to sign. `practice` is the practice's name.

    `seen` is the id of the rule that the author started from. Raises `Refused` at the field that a hard rule asks for,
    and `Stale` when somebody wrote another rule meanwhile.
    """
    case = case_of(activity, draft.by_practice)
    said = recommend(draft.answers, case)
    _check(draft, said.choice, case)
    review_on = six_months_after(clock.today())
    text = in_words(draft, said, practice, review_on)
    rule = write_rule(activity, draft.choice, text, by=by, seen=seen)
    decision = SourcingDecision(
        **activity.keys, activity_id=activity.id, rule_id=rule.id, author_id=by.id, answers=list(draft.answers),
        score=said.x, recommendation=said.choice, choice=draft.choice, by_practice=draft.by_practice,
        provider_id=draft.provider.id if draft.provider else None, who=draft.who,
        overruled_because=draft.overruled_because, hands_on=draft.hands_on, ends_on=draft.ends_on,
        training=draft.training, checked_by=draft.checked_by, interest=draft.interest,
        second_quote=draft.second_quote, review_on=review_on,
    )  # fmt: skip
    db.session.add(decision)
    db.session.flush()
    record(
        "sourcing.put_forward", activity, by=by,
        after={"choice": CHOICES[draft.choice], "recommended": CHOICES[said.choice], "decision": decision.id},
    )  # fmt: skip
    return decision


def _check(draft: Draft, recommended: str, case: Case) -> None:
    if draft.choice not in CHOICES:
        raise Refused("Choose how it is done.", "choice")
    if draft.choice != recommended and not draft.overruled_because:
        raise Refused(
            f"The answers say: {CHOICES[recommended].lower()}. Say why you decide otherwise.", "overruled_because"
        )
    if draft.choice == OUTSOURCE and draft.provider is None and not draft.by_practice:
        raise Refused("Say who would do it.", "provider")
    if draft.choice == IN_HOUSE and (draft.provider is not None or draft.by_practice):
        raise Refused("In house means that nobody outside does it. Choose nobody here, or another way.", "provider")
    if draft.ends_on is not None and draft.ends_on <= clock.today():
        raise Refused("The last day lies in the past.", "ends_on")
    _check_what_is_asked(draft, asked_of(draft.choice, draft.answers, case))


def _check_what_is_asked(draft: Draft, asked: frozenset[str]) -> None:
    affiliated = draft.provider is not None and bool(draft.provider.affiliation)
    if "check" in asked and not draft.checked_by:
        raise Refused("The skill is not there yet and a mistake would be grave: say who outside checks.", "checked_by")
    if asked & {"end", "interest"} and draft.ends_on is None:
        raise Refused("Say on which day this ends.", "ends_on")
    if "end" in asked and not draft.training:
        raise Refused("Say who is trained meanwhile, or what is left out so that there is less of it.", "training")
    if "hands_on" in asked and draft.hands_on < HANDS_ON_PERCENT:
        raise Refused(f"Customers see this: keep at least {HANDS_ON_PERCENT}% in your own hands.", "hands_on")
    if ("interest" in asked or affiliated) and not draft.interest:
        raise Refused("Say in writing what the adviser gains by this.", "interest")
    if ("interest" in asked or affiliated) and not draft.second_quote:
        raise Refused("Say what a second firm would ask for the same.", "second_quote")


@before_signing
def check_final(activity: Activity, rule: DecisionRule) -> None:
    """Rule 1: a sourcing decision is final only once somebody inside has accepted to answer for the activity, and a
    deputy too unless the client is one person alone."""
    decisions = scoped(SourcingDecision).with_only_columns(SourcingDecision.id)
    if db.session.scalar(decisions.where(SourcingDecision.rule_id == rule.id).limit(1)) is None:
        return
    posts = list(db.session.scalars(open_appointments(activity)))
    if not _accepted(posts, Post.ACCOUNTABLE):
        raise Refused("Before this is final, somebody of your own has to accept to answer for it.")
    if not _accepted(posts, Post.DEPUTY) and not solo(activity.client_id):
        raise Refused("Before this is final, somebody of your own has to accept to stand in.")


def _accepted(posts: list, post: Post) -> bool:
    holder = held(posts, post)
    return holder is not None and holder.accepted_at is not None


def dissent(decision: SourcingDecision, text: str, *, by: Membership) -> Dissent:
    """Write down that `by` sees it otherwise. It stays beside the decision, signed or not."""
    query = scoped(Dissent).with_only_columns(Dissent.id).where(Dissent.decision_id == decision.id)
    if len(db.session.scalars(query.limit(MOST_DISSENT)).all()) >= MOST_DISSENT:
        raise Refused(f"There are {MOST_DISSENT} other views already. Put a new decision forward instead.", "text")
    row = Dissent(**decision.keys, decision_id=decision.id, member_id=by.id, text=text)
    db.session.add(row)
    activity = db.session.scalars(scoped(Activity).where(Activity.id == decision.activity_id)).one()
    record("sourcing.disputed", activity, by=by, because=text, after={"decision": decision.id})
    return row
