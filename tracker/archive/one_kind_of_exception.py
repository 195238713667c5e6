"""What became of two kinds of exception when they were made one: told once, for the migration and for older archives.

Rows are plain dictionaries; ids are of whatever kind sorts by the time at which they were given.
"""

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
FROM_THE_GATE: Row = {"acceptance_id": None, "part": "", "closed_by_name": ""}
FROM_THE_ACCEPTANCE: Row = {"waiver_id": None, "part": "", "reminded": 0, "closed_by_id": None, "link": ""}


def one_kind(at_the_gate: Iterable[Row], of_acceptances: Iterable[Row]) -> list[Row]:
    """What acceptances took along stands in the exception of the same criterion, where there is one; of several
    acceptances the newest counts. What they added stands for itself. One that is closed in either is closed."""
    rows = [FROM_THE_GATE | row for row in at_the_gate]
    by_criterion: dict[Any, list[Row]] = {}
    for row in sorted(rows, key=lambda one: one["id"]):
        by_criterion.setdefault(row["criterion_id"], []).append(row)
    for added in sorted(of_acceptances, key=lambda one: (one["acceptance_id"], one["id"])):
        same = by_criterion.get(added["criterion_id"], []) if added["criterion_id"] else []
        if not same:
            rows.append({name: value for name, value in added.items() if name != "how"} | FROM_THE_ACCEPTANCE
                        | {"evidence": added["how"]})  # fmt: skip
            continue
        row = next((one for one in reversed(same) if one["due_on"] == added["due_on"]), same[-1])
        row["acceptance_id"] = added["acceptance_id"]
        if row["closed_at"] is None and added["closed_at"] is not None:
            row |= {"closed_at": added["closed_at"], "closed_by_name": added["closed_by_name"],
                    "evidence": added["how"]}  # fmt: skip
    return sorted(rows, key=lambda one: one["id"])
