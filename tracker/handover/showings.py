"""Showing a skill once more: whoever watched says what she saw, and that is an assessment like any other."""

from typing import Any
from uuid import UUID

from tracker.access import Can
from tracker.access.policies import allows
from tracker.accounts.models import Membership
from tracker.accounts.own_people import own_people
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.discussion.inbox import let_know
from tracker.discussion.models import Kind
from tracker.engagements.holding import hold
from tracker.tenancy import scoped
from tracker.training.models import Competency

from .models import CheckIn, Showing

METHOD = "live_evidence"


def ask_witness(check_in: CheckIn, written: dict[str, Any], *, by: Membership) -> Showing | None:
    """Ask whoever watched to say what she saw. None where nothing was shown.

    Raises `Refused` for a witness who would judge herself, or may not judge this skill.
    """
    if not written.get("person"):
        return None
    people = {str(one.id): one for one in db.session.scalars(own_people(check_in.client_id))}
    person, witness = people.get(written["person"]), people.get(written["witness"])
    skill = db.session.scalar(
        scoped(Competency).where(
            Competency.engagement_id == check_in.engagement_id, Competency.id == UUID(written["competency"])
        )
    )
    if person is None or witness is None or skill is None:
        raise Refused("Whoever showed it, whoever watched or the skill is not there any more. Choose again.")
    check_witness(person, witness, skill)
    showing = Showing(
        **check_in.keys, check_in_id=check_in.id, competency_id=skill.id, competency_name=skill.name,
        person_id=person.id, witness_id=witness.id, what=written["what"],
    )  # fmt: skip
    db.session.add(showing)
    db.session.flush()
    record("showing.asked", showing, by=by, after={"person": person.name, "witness": witness.name})
    let_know(witness, showing, by=by, kind=Kind.CHECK_IN, text=written["what"])
    return showing


def check_witness(person: Membership, witness: Membership, skill: Competency) -> None:
    if person.id == witness.id:
        raise Refused("Nobody witnesses herself: somebody else has to watch.", "witness")
    if not allows(Can.VERIFY, witness, skill):
        raise Refused(f"{witness.name} has not been judged good enough in {skill.name} to judge it.", "witness")


def witness(showing: Showing, level: int, note: str, *, by: Membership) -> None:
    """Say what was seen: the skill is assessed by the one verb for it, on the day of seeing, and fresh again."""
    _hold(showing, by)
    skill = db.session.scalars(scoped(Competency).where(Competency.id == showing.competency_id)).one()
    check_witness(showing.person, by, skill)
    skill.assess(showing.person, level, by=by, method=METHOD, note=note)
    showing.witnessed_at = clock.now()
    record("showing.witnessed", showing, by=by, after={"person": showing.person.name})


def decline(showing: Showing, because: str, *, by: Membership) -> None:
    """She did not see it, or cannot judge it."""
    _hold(showing, by)
    if not because:
        raise Refused("Say why.", "because")
    showing.declined_at, showing.declined_because = clock.now(), because
    record("showing.declined", showing, by=by, because=because, after={"person": showing.person.name})


def _hold(showing: Showing, by: Membership) -> None:
    hold(showing, "witnessed_at", "declined_at")
    if not showing.waits:
        raise Stale("This has been decided already.")
    if by.id != showing.witness_id:
        raise Refused("Only whoever watched says what she saw.")


def showing_of(check_in: CheckIn) -> Showing | None:
    return db.session.scalar(scoped(Showing).where(Showing.check_in_id == check_in.id))
