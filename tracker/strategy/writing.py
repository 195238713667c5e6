"""Writing: every save is a revision that remembers who wrote it and how much of it is the client's own."""

from tracker.accounts.models import Membership
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused, Stale

from .models import Revision, StrategySection
from .turns import check_applies, take_turn

LONGEST_TEXT = 20_000
NOT_THEIRS, HALF_THEIRS, ALL_THEIRS = 0.0, 0.5, 1.0


def shares_open_to(author: Membership) -> tuple[float, float]:
    """How much of a text somebody may say is the client's: nobody of the practice writes the client's own words."""
    return (HALF_THEIRS, ALL_THEIRS) if author.of_client else (NOT_THEIRS, HALF_THEIRS)


def revise(section: StrategySection, text: str, client_share: float, *, by: Membership, based_on: int) -> Revision:
    """Save `text` as the next revision. `based_on` is the number of the revision the author started from, 0 for none.

    Raises `Stale` when somebody saved another one meanwhile, and `Refused` for a text that is empty, too long or
    the same as before, and for a share that this side may not claim.
    """
    latest = take_turn(section)
    check_applies(section)
    if (latest.number if latest else 0) != based_on:
        raise Stale("Somebody saved this section while you were writing. Nothing is lost: compare both texts below.")
    _check_text(text, latest)
    if client_share not in shares_open_to(by):
        raise Refused("Say whose words these are.", "share")
    revision = Revision(
        **section.keys, section_id=section.id, number=based_on + 1, text=text, author_id=by.id,
        by_client=by.of_client, client_share=client_share,
    )  # fmt: skip
    db.session.add(revision)
    before = {"revision": latest.number, "client_share": latest.client_share} if latest else {}
    after = {"revision": revision.number, "client_share": client_share}
    record("section.revised", section, by=by, before=before, after=after)
    return revision


def _check_text(text: str, latest: Revision | None) -> None:
    if not text.strip():
        raise Refused("Write at least a sentence. A section that does not apply is set aside by the owner.", "text")
    if len(text) > LONGEST_TEXT:
        raise Refused(f"At most {LONGEST_TEXT:,} characters.", "text")
    if latest is not None and latest.text == text:
        raise Refused("This is what is saved already. Nothing was changed.", "text")


def assign(section: StrategySection, person: Membership | None, *, by: Membership) -> None:
    """Give `section` to one of the client's own people to write; None takes it back. Twice changes nothing."""
    take_turn(section)
    check_applies(section)
    if person is not None:
        check_own_person(person, section.client_id, "person")
    if section.drafter_id == (person.id if person else None):
        return
    section.drafter_id = person.id if person else None
    after = {"person": person.name if person else "nobody in particular", "person_id": section.drafter_id}
    record("section.assigned", section, by=by, after=after)
