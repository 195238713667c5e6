"""“What holds you back”: the gravest gaps of an engagement, read from its facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.selfsufficiency.flags.sighting import Severity
from tracker.selfsufficiency.formula import PILLARS
from tracker.selfsufficiency.inputs import Inputs
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.worth import qualified
from tracker.training.sight import Sight

from .wording import lower_first

MOST = 4
ORDER = ("critical", "high", "warn")
# The share of the work that the training gate allows the practice.
ALLOWED_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Gap:
    """`severity` is critical, high or warn; `pillar` the letter of the bar that it weighs on, empty for a flag, which
    opens to what set it off. `flag` is the kind of flag that says the same."""

    title: str
    severity: str
    pillar: str
    text: str
    flag: str = ""

    @property
    def bar(self) -> str:
        return PILLARS.get(self.pillar, "")


def gaps(
    facts: Facts, inputs: Inputs, practice: str, standing: Standing, today: date, sight: Sight
) -> list[Gap]:
    """The gravest few: the flags that nobody has put off, then what no flag says yet; whose skill it is only for a
    reader with `sight` of it."""
    if facts["engagement"]["state"] not in {"active", "handed_over"}:
        return []
    found = [
        *_unowned(facts),
        *_locked_out(facts),
        *_one_person(facts, inputs, today, sight),
        *_leaning(practice, standing.practice_share),
        *_unsigned(facts),
    ]
    flagged = {row[0] for row in standing.flags}
    found = [*_flags(standing.flags), *(gap for gap in found if gap.flag not in flagged)]
    return sorted(found, key=lambda gap: ORDER.index(gap.severity))[:MOST]


def _flags(flags: list[Any]) -> Iterator[Gap]:
    for _kind, _subject, severity, state, title, says, *_ in flags:
        if state != "snoozed":
            yield Gap(title, Severity(severity).word, "", says)


def _unowned(facts: Facts) -> Iterator[Gap]:
    for row in facts["activities"]:
        if row["accountable"] is None and not row["na"] and (row["critical"] or row["rung"] > 0):
            severity = "high" if row["critical"] else "warn"
            yield Gap(f"Nobody answers for {lower_first(row['name'])}", severity, "R", "Name somebody.", "no-owner")


def _locked_out(facts: Facts) -> Iterator[Gap]:
    outside = [
        row["name"]
        for row in facts["tools"]
        if not row["na"] and row["check"] and "client" not in (row["check"]["admin"], row["check"]["recovery"])
    ]
    if outside:
        names = outside[0] if len(outside) == 1 else f"{outside[0]} and {len(outside) - 1} more"
        yield Gap(f"You could be locked out of {names}", "high", "T", "Admin and recovery are not yours.", "locked-out")


def _one_person(facts: Facts, inputs: Inputs, today: date, sight: Sight) -> Iterator[Gap]:
    """Before anybody is trained this is no news, so only a single holder counts, not none."""
    for skill in inputs.competencies:
        able = qualified(skill, today)
        if skill.critical and len(able) == 1:
            person = next(iter(able))
            known = sight.knows(skill.id, person)
            who = facts["people"][person]["name"].split()[0] if known else "one of your people"
            yield Gap(
                f"Only {who} can {lower_first(skill.name)} alone",
                "warn",
                "Z",
                "If she or he is away, it stops.",
                "one-person",
            )


def _leaning(practice: str, share: float | None) -> Iterator[Gap]:
    if share is not None and share > ALLOWED_SHARE:
        yield Gap(
            f"{practice} still does {share:.0%} of the work", "warn", "P",
            f"The training gate allows {ALLOWED_SHARE:.0%}.",
        )  # fmt: skip


def _unsigned(facts: Facts) -> Iterator[Gap]:
    unsigned = [row for row in facts["strategy"] if row["written"] and not row["signed_on"] and not row["na"]]
    if unsigned:
        count = "One section" if len(unsigned) == 1 else f"{len(unsigned)} sections"
        yield Gap(f"{count} of the strategy not signed as written", "warn", "S", "Only you can sign.")
