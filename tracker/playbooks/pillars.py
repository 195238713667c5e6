"""Every playbook must give each pillar of the index something to measure, else the index cannot reach 100."""

from .checks import below, entries
from .place import Place
from .shapes import text_of
from .tree import Fields, Listing


def check_pillars(root: Fields, place: Place) -> None:
    """A list that is missing altogether, or is no list, was told already and is passed over."""
    sections, tools, activities, competencies = (
        [fields for fields, _ in entries(root, place, name)]
        for name in ("sections", "tools", "activities", "competencies")
    )
    items = [item for item, _ in below(root, place, "modules", "items")]
    need = _Needs(root, place)
    need("sections", "one section", "Owns the strategy", bool(sections))
    need("tools", "one tool with a competency", "Commands the tools", any(map(_armed, tools)))
    need("modules", "one item with leader: true", "Commands the tools", _any_true(items, "leader"))
    need("activities", "one activity", "Keeps responsibility (and Does the work)", bool(activities))
    need("activities", "one critical activity", "Survives a leaver", _any_true(activities, "critical"))
    need("competencies", "one critical competency", "Survives a leaver", _any_true(competencies, "critical"))


class _Needs:
    def __init__(self, root: Fields, place: Place):
        self.root = root
        self.place = place

    def __call__(self, name: str, what: str, pillar: str, given: bool) -> None:
        if not given and isinstance(self.root.values.get(name), Listing):
            message = f"must hold at least {what}: else nothing is measured under {pillar}"
            self.place.field(name).refuse(self.root.lines[name], message)


def _any_true(records: list[Fields], name: str) -> bool:
    return any(text_of(fields, name) == "true" for fields in records)


def _armed(tool: Fields) -> bool:
    competencies = tool.values.get("competencies")
    return isinstance(competencies, Listing) and bool(competencies.entries)
