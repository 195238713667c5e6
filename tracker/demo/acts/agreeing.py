"""Engagements: started, signed, staffed, and taken through their gates."""

from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements import agreeing, charter, criteria, deciding, phases, team
from tracker.engagements.models import ExitCriterion, Part, Phase, TeamMember
from tracker.engagements.starting import start_engagement
from tracker.playbooks.reading import list_shipped
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def starts(scene: Scene, by: Membership, *, lead: str, handover_after: int) -> None:
    """Start the story's playbook, to be handed over after so many weeks."""
    scene.check(Can.CREATE_ENGAGEMENT, by, propose=True)
    content = next(book for book in list_shipped() if book.key == scene.story.playbook)
    today = clock.today()
    scene.engagement = start_engagement(
        scene.client, content, by=by, lead=scene.person(lead), starts_on=today,
        planned_handover=today + timedelta(weeks=handover_after),
    )  # fmt: skip


@act
def agrees(scene: Scene, by: Membership) -> None:
    scene.check(Can.CREATE_ENGAGEMENT, by, scene.engagement)
    agreeing.agree(scene.engagement, by=by)


@act
def asks_for_the_charter(scene: Scene, by: Membership) -> None:
    scene.check(Can.ACCEPT_CHARTER, by, scene.engagement, propose=True)
    charter.ask_for_signature(scene.engagement, by=by)


@act
def signs_the_charter(scene: Scene, by: Membership, words: str) -> None:
    scene.check(Can.ACCEPT_CHARTER, by, scene.engagement)
    charter.sign_charter(scene.engagement, words, by=by)


@act
def adds_consultant(scene: Scene, by: Membership, key: str) -> None:
    scene.check(Can.CREATE_ENGAGEMENT, by, scene.engagement)
    team.name_for(scene.engagement, Part.CONSULTANT, scene.person(key), by=by)


@act
def names_for(scene: Scene, by: Membership, part: str, key: str) -> None:
    """`part` is leader, champion or deputy_champion."""
    scene.check(Can.MANAGE_PEOPLE, by, scene.engagement)
    team.name_for(scene.engagement, Part(part), scene.person(key), by=by)


@act
def takes_the_part(scene: Scene, by: Membership) -> None:
    """Accept to be champion or her deputy."""
    query = scoped(TeamMember).where(
        TeamMember.engagement_id == scene.engagement.id, TeamMember.member_id == by.id,
        TeamMember.accepted_at.is_(None), TeamMember.part.in_(team.ASKED),
    )  # fmt: skip
    team.accept(db.session.scalars(query).one(), by=by)


@act
def claims(scene: Scene, by: Membership, key: str, evidence: str, link: str = "") -> None:
    criterion = scene.get(ExitCriterion, key)
    scene.check(Can.CLAIM_CRITERION, by, criterion)
    criteria.claim(criterion, evidence, link, by=by)


@act
def withdraws_the_claim(scene: Scene, by: Membership, key: str, because: str) -> None:
    criterion = scene.get(ExitCriterion, key)
    scene.check(Can.CLAIM_CRITERION, by, criterion)
    criteria.withdraw(criterion, because, by=by)


@act
def waives(scene: Scene, by: Membership, key: str, reason: str, *, for_days: int) -> None:
    criterion = scene.get(ExitCriterion, key)
    scene.check(Can.SIGN, by, criterion)
    criteria.waive(criterion, reason, clock.today() + timedelta(days=for_days), by=by)


@act
def asks_for_the_gate(scene: Scene, by: Membership, kind: str) -> None:
    phase = _gate(scene, by, kind, propose=True)
    deciding.ask_for_review(phase, by=by)


@act
def passes(scene: Scene, by: Membership, kind: str, words: str) -> None:
    """The owner decides on what the facts are at that moment, so they are brought up to date first."""
    phase = _gate(scene, by, kind)
    scene.bring_up_to_date()
    deciding.pass_gate(phase, words, by=by)


@act
def sends_the_gate_back(scene: Scene, by: Membership, kind: str, because: str) -> None:
    deciding.send_back(_gate(scene, by, kind), because, by=by)


@act
def begins(scene: Scene, by: Membership, kind: str) -> None:
    """Let a phase begin while the one before it still runs."""
    phase = scene.get(Phase, kind)
    scene.check(Can.CREATE_ENGAGEMENT, by, phase)
    phases.begin(phase, by=by)


def _gate(scene: Scene, by: Membership, kind: str, *, propose: bool = False) -> Phase:
    phase = scene.get(Phase, kind)
    scene.check(Can.SIGN, by, phase, propose=propose)
    return phase
