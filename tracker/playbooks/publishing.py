"""What must hold before a draft becomes a version: everything that must hold for a playbook file, and no less."""

from tracker.core.errors import Refused

from .content import PlaybookContent
from .drafting import Draft, gaps_of, unfed_pillars
from .problems import PlaybookError
from .reading import read_playbook
from .writing import write_playbook


def sound_content(draft: Draft, key: str, number: int) -> PlaybookContent:
    """What version `number` made of `draft` holds, read back from its own data file.

    Raises `Refused` with the first reason and how many more there are.
    """
    pillars = unfed_pillars(draft)
    if pillars:
        raise Refused(
            "It could not feed every pillar of the index: " + "; ".join(problem.message for problem in pillars) + "."
        )
    gaps = gaps_of(draft)
    if gaps:
        raise Refused(f"It has {len(gaps)} {'gap' if len(gaps) == 1 else 'gaps'} still. The first: {gaps[0]}.")
    try:
        return read_playbook(write_playbook({**draft, "key": key, "version": number}), "draft")
    except PlaybookError as error:
        raise Refused(f"It cannot be published: {error.problems[0]}.") from None
