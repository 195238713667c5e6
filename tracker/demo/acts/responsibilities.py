"""Responsibilities: who answers, who stands in, who does it, and how far it has moved."""

from sqlalchemy import select

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.responsibilities import appointments, doers, ladder, providers, rules, setting_aside
from tracker.responsibilities.models import Activity, Appointment, Post

from ..phrases import moved_because, moved_evidence
from ..scene import Scene
from ..script import act


@act
def names(scene: Scene, by: Membership, person: str, *keys: str, post: str = "accountable", because: str = "") -> None:
    """Ask `person` to answer for each activity. What somebody without the owner's right asks for is a proposal."""
    for key in keys:
        activity = scene.get(Activity, key)
        scene.check(Can.NAME_ACCOUNTABLE, by, activity, propose=True)
        appointments.name(activity, Post(post), scene.person(person), by=by, because=because)


@act
def accepts(scene: Scene, by: Membership, *keys: str) -> None:
    """Accept every post that was offered in these activities; without keys, in all of them."""
    ids = {scene.get(Activity, key).id for key in keys}
    waiting = [row for row in _open(scene, by) if not keys or row.activity_id in ids]
    if not waiting:
        raise LookupError(f"Nobody asked {by.name}.")
    for row in waiting:
        appointments.accept(row, by=by)


@act
def declines_to(scene: Scene, by: Membership, key: str, because: str) -> None:
    row = next(row for row in _open(scene, by) if row.activity_id == scene.get(Activity, key).id)
    appointments.decline(row, by=by, because=because)


@act
def gives_back(scene: Scene, by: Membership, key: str, because: str) -> None:
    """Step down from whatever post one has accepted in an activity."""
    activity = scene.get(Activity, key)
    rows = db.session.scalars(appointments.open_appointments(activity))
    appointments.end(next(row for row in rows if row.member_id == by.id), by=by, because=because)


@act
def confirms_the_naming(scene: Scene, by: Membership, key: str) -> None:
    """The owner names whom somebody proposed."""
    row = db.session.scalars(
        appointments.open_appointments(scene.get(Activity, key)).where(Appointment.named_at.is_(None))
    ).first()
    scene.check(Can.NAME_ACCOUNTABLE, by, row)
    appointments.confirm(row, by=by)


@act
def writes_rule(scene: Scene, by: Membership, *keys: str, text: str = "") -> None:
    """Write how each activity is done, as the prose has it or as `text` says; both begin with the choice."""
    for key in keys:
        activity = scene.get(Activity, key)
        scene.check(Can.SIGN, by, activity, propose=True)
        choice, _, words = (text or scene.passage("rules", key).text).partition(": ")
        standing = rules.ruling_of(activity)
        rules.write_rule(activity, choice.replace(" ", "_"), words, by=by, seen=standing.rule.id if standing else None)


@act
def signs_rule(scene: Scene, by: Membership, *keys: str) -> None:
    for key in keys:
        rule = rules.ruling_of(scene.get(Activity, key)).rule
        scene.check(Can.SIGN, by, rule)
        rules.sign_rule(rule, scene.words_for("rules", key), by=by)


@act
def moves(scene: Scene, by: Membership, to: int, *keys: str, because: str = "", evidence: str = "") -> None:
    """Move each activity to a rung, or propose it; without a reason one is found that fits."""
    for key in keys:
        activity = scene.get(Activity, key)
        scene.check(Can.RAISE_TO_TOP if to == 4 else Can.RAISE_RUNG, by, activity, propose=True)
        ladder.move(
            activity, to, by=by, because=because or moved_because(to, scene.random),
            evidence=evidence or moved_evidence(to, scene.random), seen=activity.rung,
        )  # fmt: skip


@act
def witnesses(scene: Scene, by: Membership, *keys: str) -> None:
    """Confirm the newest move of each activity, or agree to one that is only proposed."""
    for key in keys:
        activity = scene.get(Activity, key)
        scene.check(Can.RAISE_RUNG, by, activity)
        waiting = db.session.scalars(ladder.waiting_changes(activity)).first()
        change = waiting or db.session.scalars(ladder.effective_changes(activity).limit(1)).one()
        ladder.confirm(change, by=by)


@act
def hands_to(scene: Scene, by: Membership, person: str, *keys: str, because: str = "") -> None:
    """From now on `person` does it."""
    for key in keys:
        activity = scene.get(Activity, key)
        scene.check(Can.RAISE_RUNG, by, activity)
        doers.done_by_person(activity, scene.person(person), by=by, because=because)


@act
def takes_over(scene: Scene, by: Membership, *keys: str, because: str) -> None:
    """From now on the practice does it, whatever the plan was."""
    for key in keys:
        activity = scene.get(Activity, key)
        scene.check(Can.RAISE_RUNG, by, activity)
        doers.done_by_practice(activity, by=by, because=because)


@act
def takes_on_provider(
    scene: Scene, by: Membership, name: str, *, liaison: str, contact: str, person: str, **terms: object
) -> None:
    """A provider, somebody at the client who steers it, and its person, who signs in."""
    scene.check(Can.RAISE_RUNG, by, scene.engagement)
    provider = providers.add_provider(
        scene.engagement, name, by=by, liaison=liaison, contact=scene.person(contact), terms=providers.Terms(**terms)
    )  # fmt: skip
    providers.place_with(provider, scene.person(person), by=by)
    scene.providers[name] = provider


@act
def outsources(scene: Scene, by: Membership, key: str, to: str, because: str = "") -> None:
    activity = scene.get(Activity, key)
    scene.check(Can.RAISE_RUNG, by, activity)
    doers.done_by_provider(activity, scene.providers[to], by=by, because=because)


@act
def sets_aside(scene: Scene, by: Membership, key: str, because: str) -> None:
    activity = scene.get(Activity, key)
    scene.check(Can.SIGN, by, activity)
    setting_aside.set_aside(activity, by=by, because=because)


def _open(scene: Scene, by: Membership) -> list[Appointment]:
    return list(db.session.scalars(
        select(Appointment).where(
            Appointment.engagement_id == scene.engagement.id, Appointment.member_id == by.id,
            Appointment.named_at.is_not(None), Appointment.accepted_at.is_(None), Appointment.ended_at.is_(None),
        ).order_by(Appointment.id)
    ))  # fmt: skip
