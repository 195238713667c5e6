"""What this person can do for a section now, or for whom it waits."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from tracker.access import Can
from tracker.access.policies import allows, allows_proposing
from tracker.accounts.models import Membership, Role

from .standing import Standing
from .states import SectionState


@dataclass(frozen=True, slots=True)
class Step:
    """A `label` with a page to open (`href`) or a button to press (`action`); or only words."""

    label: str = ""
    href: str = ""
    action: str = ""
    words: str = ""


def next_step(section: Standing, member: Membership, today: date, drafter: str = "") -> Step:
    """`drafter` is the name of whoever was given the section."""
    state = section.state(today)
    if state == SectionState.SET_ASIDE:
        return Step()
    may_draft = allows(Can.DRAFT_STRATEGY, member, section)
    if state == SectionState.EMPTY:
        return _write("Write it", section) if may_draft else Step(words=f"Waits for {drafter or 'a writer'}")
    if state == SectionState.SIGNED and not (section.review_on and section.review_on <= today):
        return Step()
    review = state in (SectionState.STALE, SectionState.SIGNED)
    if allows(Can.SIGN, member, section):
        return Step("Review and sign" if review else "Read and sign", href=_to("sign", section))
    if section.asked_on is not None:
        return Step(words="Waits for the owner to sign")
    if member.role != Role.STAFF and allows_proposing(Can.SIGN, member, section):
        label = "Ask for a review" if review else "Ask for the signature"
        return Step(label, action=_to("ask", section))
    waits = "Waits for the owner's review" if review else "Not signed yet"
    return _write("Write on", section) if may_draft else Step(words=waits)


def _write(label: str, section: Standing) -> Step:
    return Step(label, href=_to("edit", section))


def _to(page: str, section: Standing) -> str:
    return url_for(f"strategy.{page}", id=section.id)
