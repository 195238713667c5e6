"""What would raise the index most: the formula itself is asked, once for every act that could be taken."""

from dataclasses import dataclass
from datetime import date

from .acts import changes
from .delivered import condensed
from .formula import index_of, pillar_value, pillars_of
from .inputs import Inputs

# Gains this small are what binary fractions leave behind, not a step forward.
DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Raise:
    """An act worth taking: ``gain`` in points of the index, ``after`` the index it would lead to.

    ``act`` is one of sign_section, rewrite_section, name_accountable, accept_accountability, sign_rule,
    oversee, raise_rung, accept_deputy, test_runbook, log_work, take_control, assess_next_level, renew_proof,
    assess_first, train_first, train_second, prove_leader. ``kind`` and ``id`` name what it is done to.
    """

    act: str
    kind: str
    id: str
    name: str
    person: str | None
    gain: float
    after: float


def what_would_raise(
    inputs: Inputs, today: date, limit: int | None = 3, pillar: str | None = None
) -> list[Raise]:
    """The acts that would raise the index, the best first; at most ``limit``, None for all.

    With ``pillar`` only acts that raise that pillar. Gains are of one act each and do not add up.
    """
    facts = condensed(inputs.applicable(), today)
    before = pillars_of(facts, today)
    index = index_of(before)
    found = []
    for change in changes(facts, today):
        if pillar is not None and pillar not in change.touches:
            continue
        pillars = before | {key: pillar_value(key, change.inputs, today) for key in change.touches}
        after = index_of(pillars)
        moved = after - index > DUST and (pillar is None or pillars[pillar] - before[pillar] > DUST)
        if moved:
            found.append(
                Raise(change.act, change.kind, change.id, change.name, change.person, after - index, after)
            )
    # Equal gains keep the order of the facts, whatever the last bits of their fractions say.
    found.sort(key=lambda step: round(step.gain, 9), reverse=True)
    return found[:limit]
