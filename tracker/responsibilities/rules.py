"""How an activity is done, and by whom: written by either side, in force once the owner has signed it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import SignOff
from tracker.engagements.signing import sign
from tracker.tenancy import scoped

from .models import Activity, DecisionRule
from .turns import take_turn

IN_HOUSE, BLEND, OUTSOURCE = "in_house", "blend", "outsource"
CHOICES = {IN_HOUSE: "In house", BLEND: "A blend of own people and others", OUTSOURCE: "A provider does it"}

Check = Callable[[Activity, DecisionRule], None]
_checks: list[Check] = []


def before_signing(check: Check) -> Check:
    """Register `check(activity, rule)`, which raises `Refused` where the owner cannot sign that rule yet."""
    _checks.append(check)
    return check


@dataclass(frozen=True, slots=True)
class Ruling:
    """The newest decision rule of an activity and, if the owner signed this very text, his signature."""

    rule: DecisionRule
    signature: SignOff | None

    @property
    def signed(self) -> bool:
        return self.signature is not None


def ruling_of(activity: Activity) -> Ruling | None:
    """What stands for `activity`; None while nobody has written anything. One statement."""
    signed = (SignOff.workspace_id == DecisionRule.workspace_id) & (SignOff.subject_id == DecisionRule.id)
    found = db.session.execute(
        scoped(DecisionRule)
        .add_columns(SignOff)
        .outerjoin(SignOff, signed)
        .where(DecisionRule.activity_id == activity.id)
        .order_by(DecisionRule.id.desc())
        .limit(1)
    ).first()
    return Ruling(*found) if found else None


def write_rule(
    activity: Activity, choice: str, text: str, *, by: Membership, seen: UUID | None = None
) -> DecisionRule:
    """Write down how `activity` is done. The owner signs it afterwards; until then it does not count.

    `seen` is the id of the rule that the author started from. Raises `Stale` when somebody wrote another one
    meanwhile, and `Refused` when nothing was changed.
    """
    take_turn(activity)
    if choice not in CHOICES:
        raise Refused("Choose how it is done.", "choice")
    standing = ruling_of(activity)
    now = standing.rule if standing else None
    if (now and now.id) != seen:
        raise Stale("Somebody wrote another rule meanwhile. Compare the two, then save yours again if it is to stand.")
    if now is not None and (now.choice, now.text) == (choice, text):
        raise Refused("This is what is written already.", "text")
    rule = DecisionRule(**activity.keys, activity_id=activity.id, author_id=by.id, choice=choice, text=text)
    db.session.add(rule)
    db.session.flush()
    before = {"choice": now.choice, "signed": standing.signed} if standing and now else {}
    record("rule.written", activity, by=by, before=before, after={"choice": choice})
    return rule


def sign_rule(rule: DecisionRule, words: str, *, by: Membership) -> SignOff:
    """The owner signs the rule that he read, in his own words. Raises `Stale` when a newer one has been written."""
    activity = db.session.scalars(scoped(Activity).where(Activity.id == rule.activity_id)).one()
    take_turn(activity)
    standing = ruling_of(activity)
    if standing is None or standing.rule.id != rule.id:
        raise Stale("A newer rule was written since you opened this one. Read it before you sign.")
    if standing.signed:
        raise Stale("This rule is signed already.")
    for check in _checks:
        check(activity, rule)
    signature = sign(rule, signed_text(rule), words, by=by, name=activity.name)
    record("rule.signed", activity, by=by, because=words, after={"choice": rule.choice})
    return signature


def signed_text(rule: DecisionRule) -> str:
    """The very text that a signature holds: the choice, then the words."""
    return f"{CHOICES[rule.choice]}\n\n{rule.text}"
