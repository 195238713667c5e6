"""The facts the Self-Sufficiency Index is reckoned from: frozen records, no database and no clock.

Whoever fills them gives active client people only, and marks as ``na`` what the owner approved as not
applicable; such an item is removed with both its weight and its value.
"""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Section:
    """One strategy section.

    ``client_share`` is 0, .5 or 1. ``signed_latest``: the latest revision is signed; ``signed_earlier``: only
    an earlier one is. ``signed_on`` is the day of the newest signature that stands. ``client_edit_on`` is the
    day of the first client-made edit after that signature, None if the practice made the latest edit.
    ``revised_on``, the day of the latest revision, is shown and does not count.
    """

    id: str
    title: str
    weight: float
    written: bool
    client_share: float
    signed_latest: bool
    signed_on: date | None
    signed_earlier: bool
    client_edit_on: date | None
    na: bool = False
    revised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A client person's assessed level (0 to 4) in one competency, and the last day of practice or proof."""

    person: str
    level: int
    proof_on: date | None


@dataclass(frozen=True, slots=True)
class Competency:
    """A skill the client needs. ``assessed`` is False until somebody was assessed; it then counts nought."""

    id: str
    name: str
    critical: bool
    holders: tuple[Holder, ...]
    assessed: bool
    na: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool. ``control`` is 1 (client holds account, recovery, billing and admin), .5 (admin only), 0, or
    None when nobody ever checked; ``competencies`` are the ids of what it takes to work it."""

    id: str
    name: str
    control: float | None
    competencies: tuple[str, ...]
    na: bool = False


@dataclass(frozen=True, slots=True)
class Leader:
    """A named leader's level in the leader essentials.

    The seat of a leader who left stays listed, unassessed, until the owner fills it or approves its removal:
    dropping it would let a departure raise the mean.
    """

    person: str
    level: int
    proof_on: date | None
    assessed: bool
    na: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One work entry. ``mode``: consultant, together, client_checked, client, provider or oversight."""

    mode: str
    quantity: float
    on: date
    person: str | None


@dataclass(frozen=True, slots=True)
class Activity:
    """A standing activity.

    ``accountability`` is 1 (an active client person accepted), .5 (named) or 0. ``looked_on`` is the latest
    review, spot check, approval or own work by the accountable person or the deputy. ``provider`` says that
    an outside firm does it; the engaged practice never is one. ``runbook_tested_on`` is the latest test by
    somebody other than its author. ``weight`` is 2 when critical, otherwise 1.

    ``doer``, ``accountable`` and ``deputy`` (own people; named is enough) and ``competencies``, the ids of what the
    work practises, do not count by themselves: they say what one more piece of work would renew.
    """

    id: str
    name: str
    weight: float
    critical: bool
    accountability: float
    rule_signed: bool
    looked_on: date | None
    rung: int
    provider: bool
    work: tuple[Work, ...]
    runbook_tested_on: date | None
    deputy_accepted: bool
    na: bool = False
    doer: str | None = None
    accountable: str | None = None
    deputy: str | None = None
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything one engagement's index is reckoned from."""

    sections: tuple[Section, ...]
    tools: tuple[Tool, ...]
    competencies: tuple[Competency, ...]
    leaders: tuple[Leader, ...]
    activities: tuple[Activity, ...]

    def applicable(self) -> "Inputs":
        """The same facts without what is not applicable; a tool forgets the competencies that are not."""
        gone = {competency.id for competency in self.competencies if competency.na}
        return Inputs(
            sections=tuple(section for section in self.sections if not section.na),
            tools=tuple(_without(tool, gone) for tool in self.tools if not tool.na),
            competencies=tuple(competency for competency in self.competencies if not competency.na),
            leaders=tuple(leader for leader in self.leaders if not leader.na),
            activities=tuple(activity for activity in self.activities if not activity.na),
        )


def _without(tool: Tool, gone: set[str]) -> Tool:
    if gone.isdisjoint(tool.competencies):
        return tool
    return replace(tool, competencies=tuple(key for key in tool.competencies if key not in gone))
