"""“What holds you back”: the gravest gaps of an engagement, read from its facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.engagements.extension_points import Facts
from tracker.selfsufficiency.formula import PILLARS
from tracker.selfsufficiency.inputs import Inputs
from tracker.selfsufficiency.worth import qualified
from tracker.training.sight import Sight

from .wording import lower_first

MOST = 4
# The share of the work that the training gate allows the practice.
ALLOWED_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Gap:
    """`severity` is high or warn; `pillar` the letter of the bar that it weighs on."""

    title: str
    severity: str
    pillar: str
    text: str

    @property
    def bar(self) -> str:
        return PILLARS[self.pillar]


def gaps(
    facts: Facts, inputs: Inputs, practice: str, practice_share: float | None, today: date, sight: Sight
) -> list[Gap]:
    """The gravest few, high ones first; whose skill it is only for a reader with `sight` of it."""
    if facts["engagement"]["state"] not in {"active", "handed_over"}:
        return []
    found = [
        *_unowned(facts),
        *_locked_out(facts),
        *_one_person(facts, inputs, today, sight),
        *_leaning(practice, practice_share),
        *_unsigned(facts),
    ]
    return sorted(found, key=lambda gap: gap.severity != "high")[:MOST]


def _unowned(facts: Facts) -> Iterator[Gap]:
    for row in facts["activities"]:
        if row["accountable"] is None and not row["na"] and (row["critical"] or row["rung"] > 0):
            severity = "high" if row["critical"] else "warn"
            yield Gap(f"Nobody answers for {lower_first(row['name'])}", severity, "R", "Name somebody.")


def _locked_out(facts: Facts) -> Iterator[Gap]:
    outside = [
        row["name"]
        for row in facts["tools"]
        if not row["na"] and row["check"] and "client" not in (row["check"]["admin"], row["check"]["recovery"])
    ]
    if outside:
        names = outside[0] if len(outside) == 1 else f"{outside[0]} and {len(outside) - 1} more"
        yield Gap(f"You could be locked out of {names}", "high", "T", "Admin and recovery are not yours.")


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
