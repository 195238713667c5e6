"""What the forms of the editor share: how the entry was when its page showed it, and choices from other parts."""

from wtforms import HiddenField

from tracker.core.forms import Form

from .drafting import Draft
from .part_fields import Several
from .parts import PARTS, Entry, title_of


class PartForm(Form):
    """`seen` tells how the entry was when the page showed it. `rows` is how the fields stand beside each other."""

    seen = HiddenField()
    rows: tuple[tuple[str, ...], ...] = ()

    def offer(self, draft: Draft) -> None:
        """Set the choices that come from other parts of the draft."""
        for name in ("competencies", "activities"):
            if isinstance(self._fields.get(name), Several):  # a rule may have a parameter of that name
                self[name].choices = names_of(draft, name)
        if "competency" in self._fields:
            self["competency"].choices = [("", "Choose"), *names_of(draft, "competencies")]

    def values(self) -> Entry:
        return {name: self[name].data for row in self.rows for name in row}

    @classmethod
    def shown(cls, entry: Entry) -> Entry:
        """An entry as the form's fields hold it."""
        return entry


def names_of(draft: Draft, name: str) -> list[tuple[str, str]]:
    return [(entry["key"], title_of(PARTS[name], entry)) for entry in draft[name]]
