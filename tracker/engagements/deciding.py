"""Deciding on a gate: somebody asks for it, the owner passes it in his own words, sends it back, or reopens it.

The last gate says that everything is ready; the engagement is handed over when the owner accepts the handover.
"""

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .extension_points import facts_of
from .gates import Judged, gate_in, judge, open_criteria
from .holding import hold
from .models import Engagement, EngagementState, Phase, PhaseState, SignOff
from .phases import begin, check_running
from .signing import sign
from .words import number_word

LAST = 3
RUNNING = {PhaseState.ACTIVE, PhaseState.GATE_REVIEW, PhaseState.REOPENED}


def ask_for_review(phase: Phase, *, by: Membership) -> None:
    """Ask the owner to decide. He sees what is still missing and may waive it."""
    hold(phase, "state", "closed_at")
    _check_running(phase)
    if phase.state == PhaseState.GATE_REVIEW:
        raise Refused("The owner has been asked already.")
    before, phase.state, phase.review_asked_at = phase.state, PhaseState.GATE_REVIEW, clock.now()
    record("gate.review_asked", phase, by=by, before={"state": before}, after={"state": phase.state})


def send_back(phase: Phase, because: str, *, by: Membership) -> None:
    """The owner was asked and says what he wants to see first."""
    _check_owner(by)
    hold(phase, "state", "closed_at")
    if phase.state != PhaseState.GATE_REVIEW:
        raise Stale("Nobody waits for a decision on this gate any more.")
    if not because:
        raise Refused("Say what you want to see first.", "because")
    phase.state, phase.review_asked_at = PhaseState.ACTIVE, None
    record("gate.sent_back", phase, by=by, because=because, before={"state": "gate_review"}, after={"state": "active"})


def pass_gate(phase: Phase, words: str, *, by: Membership) -> SignOff:
    """The owner passes the gate with words of his own; the next phase begins.

    Raises `Stale` when it was passed meanwhile; `Refused` while an earlier gate is open, when criteria are neither met
    nor waived (naming each), and as `signing.sign` does.
    """
    _check_owner(by)
    hold(phase, "state", "closed_at")
    if phase.closed:
        raise Stale(f"The {phase.name} gate was passed already. Nothing was signed twice.")
    engagement = _check_running(phase)
    _check_turn(phase)
    judged = judge(gate_in(facts := facts_of(phase.engagement_id), str(phase.id)), facts, clock.today())
    if missing := open_criteria(judged):
        raise Refused(_refusal(phase, missing))
    signature = sign(phase, gate_text(phase, judged), words, by=by)
    before, phase.state, phase.closed_at = phase.state, PhaseState.PASSED, clock.now()
    record("gate.passed", phase, by=by, because=words, before={"state": before}, after={"state": "passed"})
    _go_on(phase, engagement, by)
    return signature


def reopen(phase: Phase, because: str, *, by: Membership) -> None:
    """The owner takes a passed gate back: something that it vouched for has slipped."""
    _check_owner(by)
    hold(phase, "state", "closed_at")
    if not phase.closed:
        raise Refused("Only a gate that was passed, or a phase that was waived, can be reopened.")
    if not because:
        raise Refused("Say what has slipped.", "because")
    before, phase.state = phase.state, PhaseState.REOPENED
    phase.closed_at, phase.review_asked_at = None, None
    record("gate.reopened", phase, by=by, because=because, before={"state": before}, after={"state": "reopened"})
    engagement = _engagement(phase)
    if engagement.state == EngagementState.HANDED_OVER:
        engagement.state, engagement.handed_over_on = EngagementState.ACTIVE, None
        record("engagement.resumed", engagement, by=by, because=because, before={"state": "handed_over"},
               after={"state": "active"})  # fmt: skip


def waive_phase(phase: Phase, words: str, *, by: Membership) -> SignOff:
    """The owner does without the help of a whole phase, in his own words: what it was to bring he takes on himself.

    The first and the last are never waived: the client owns its strategy, and somebody takes over in the end. A waived
    phase can be reopened. Raises `Refused` for those, and as `signing.sign` does.
    """
    _check_owner(by)
    hold(phase, "state", "closed_at")
    engagement = _engagement(phase)
    check_running(engagement)
    if phase.closed:
        raise Stale(f"{phase.name} is {phase.state} already.")
    if phase.position in {0, LAST}:
        raise Refused(f"{phase.name} cannot be waived: nobody else can do it for you.")
    signature = sign(phase, f"Waive the phase {phase.name}", words, by=by)
    before, phase.state, phase.closed_at = phase.state, PhaseState.WAIVED, clock.now()
    record("phase.waived", phase, by=by, because=words, before={"state": before}, after={"state": "waived"})
    if all(one.closed for one in _phases(phase, Phase.position < phase.position)):
        _go_on(phase, engagement, by)
    return signature


def hand_over(engagement: Engagement, words: str, *, by: Membership) -> None:
    """The owner has accepted the handover: the last gate, if it was still open, is passed with it.

    `engagement` is held; whoever calls it has seen to what the last gate still asked and keeps the signature.
    """
    check_running(engagement)
    last = db.session.scalars(
        scoped(Phase).where(Phase.engagement_id == engagement.id, Phase.position == LAST).with_for_update()
    ).one()
    if not last.closed:
        _check_turn(last)
        before, last.state, last.closed_at = last.state, PhaseState.PASSED, clock.now()
        record("gate.passed", last, by=by, because=words, before={"state": before}, after={"state": "passed"})
    engagement.state, engagement.handed_over_on = EngagementState.HANDED_OVER, clock.today()
    record("engagement.handed_over", engagement, by=by, before={"state": "active"}, after={"state": "handed_over"})


def gate_text(phase: Phase, judged: list[Judged]) -> str:
    """What the owner puts his name to: every criterion and how it stood."""
    return "\n".join([f"{phase.name} gate", *(f"{one.text} [{one.state}] {one.says}" for one in judged)])


def _refusal(phase: Phase, missing: list[Judged]) -> str:
    listed = "; ".join(f"{one.text} ({one.says})" if one.says else one.text for one in missing)
    number = number_word(len(missing)).lower()
    return f"The {phase.name} gate cannot pass yet, {number} {_criteria(missing)} missing: {listed}."


def _criteria(missing: list[Judged]) -> str:
    return "criterion is" if len(missing) == 1 else "criteria are"


def _go_on(phase: Phase, engagement: Engagement, by: Membership) -> None:
    if phase.position < LAST:
        following = next((one for one in _phases(phase, Phase.position > phase.position) if not one.closed), None)
        if following is not None and following.state == PhaseState.PLANNED:
            begin(following, by=by)


def _check_owner(by: Membership) -> None:
    if by.role != Role.OWNER:
        raise Refused("Only the owner decides on a gate.")


def _check_running(phase: Phase) -> Engagement:
    engagement = _engagement(phase)
    check_running(engagement)
    if phase.state not in RUNNING:
        raise Refused(f"{phase.name} has not begun." if not phase.closed else f"The {phase.name} gate is passed.")
    return engagement


def _check_turn(phase: Phase) -> None:
    earlier = _phases(phase, Phase.position < phase.position)
    if waiting := [one for one in earlier if not one.closed]:
        raise Refused(f"Gates pass in order, and the {waiting[0].name} gate is still open.")


def _phases(phase: Phase, condition: object) -> list[Phase]:
    query = scoped(Phase).where(Phase.engagement_id == phase.engagement_id, condition)
    return list(db.session.scalars(query.order_by(Phase.position)))


def _engagement(phase: Phase) -> Engagement:
    return db.session.scalars(scoped(Engagement).where(Engagement.id == phase.engagement_id)).one()
