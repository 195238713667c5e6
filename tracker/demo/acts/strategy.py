"""Strategy: written, put before the owner, signed in his own words."""

from sqlalchemy import func

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.strategy import signatures, writing
from tracker.strategy.models import Revision, StrategySection
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def writes(scene: Scene, by: Membership, *keys: str, share: float = 1.0, text: str = "") -> None:
    """Save what the prose of the story holds for each section, or `text`. `share` is how much the client wrote."""
    for key in keys:
        section = scene.get(StrategySection, key)
        scene.check(Can.DRAFT_STRATEGY, by, section)
        said = text or scene.passage("sections", key).text
        writing.revise(section, said, share, by=by, based_on=_number(section))


@act
def drafts(scene: Scene, by: Membership, *keys: str) -> None:
    """The consultant's first attempt: the first sentence of what the client will say in the end."""
    for key in keys:
        section = scene.get(StrategySection, key)
        scene.check(Can.DRAFT_STRATEGY, by, section)
        begun = scene.passage("sections", key).text.partition(". ")[0] + "."
        writing.revise(section, begun, 0.0, by=by, based_on=_number(section))


@act
def gives_out(scene: Scene, by: Membership, key: str, to: str) -> None:
    section = scene.get(StrategySection, key)
    scene.check(Can.DRAFT_STRATEGY, by, section)
    writing.assign(section, scene.person(to), by=by)


@act
def asks_to_sign(scene: Scene, by: Membership, *keys: str) -> None:
    for key in keys:
        section = scene.get(StrategySection, key)
        scene.check(Can.SIGN, by, section, propose=True)
        signatures.ask_for_signature(section, by=by)


@act
def signs(scene: Scene, by: Membership, *keys: str, words: str = "") -> None:
    """Sign each section in the words that the prose of the story holds, or in `words`."""
    for key in keys:
        section = scene.get(StrategySection, key)
        scene.check(Can.SIGN, by, section)
        said = words or scene.words_for("sections", key)
        signatures.sign_section(section, said, by=by, number=_number(section))


@act
def returns(scene: Scene, by: Membership, key: str, because: str) -> None:
    section = scene.get(StrategySection, key)
    scene.check(Can.SIGN, by, section)
    signatures.return_section(section, because, by=by)


def _number(section: StrategySection) -> int:
    """The number of the latest revision, 0 if there is none: the one that whoever acts has read."""
    latest = scoped(Revision).with_only_columns(func.max(Revision.number)).where(Revision.section_id == section.id)
    return db.session.scalar(latest) or 0
