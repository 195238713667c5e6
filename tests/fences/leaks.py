"""What a page must not hold: marks, ids and names of clients that the reader has no part in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from uuid import UUID

from tests import cast
from tests.fences.furnishing import Furnished

# The clients whose records each person may see.
OWN = {
    "marcus": ("northgate", "weir"),
    "mina": ("northgate",),
    "helen": ("northgate",),
    "priya": ("northgate",),
    "aisha": ("northgate",),
    "brook": ("northgate",),
    "dawn": ("weir",),
    "wes": ("weir",),
    "tessa": ("quay",),
    "ewan": ("quay",),
}
# What a consultant knows of every client of her practice, and what belongs to the practice itself.
KNOWN = {"Client", "Membership", "Invitation", "Playbook", "PlaybookVersion"}


def secrets_from(furnished: Furnished, key: str) -> set[str]:
    """Everything that tells of a client of whom this person must not know anything but, to the practice, its name."""
    found: set[str] = set()
    for home in furnished.homes.values():
        if home.key not in OWN[key]:
            found |= {home.mark} | {str(id) for id in home.kinds}
            found |= {person.name for person in cast.PEOPLE if person.client == home.key}
            if cast.BY_KEY[key].client or cast.BY_KEY[key].workspace != cast.CLIENTS[home.key][0]:
                found.add(cast.CLIENTS[home.key][1])
    # A consultant of the practice sees who its clients are, and their people, but nothing of their engagements.
    if key == "mina":
        weir = furnished.homes["weir"]
        found -= {person.name for person in cast.PEOPLE if person.client == "weir"}
        found -= {str(id) for id, kind in weir.kinds.items() if kind in KNOWN}
    return found


@dataclass
class FormSeen:
    """One form of a page: where it goes, what it would send, and the values offered for each field."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    offered: dict[str, set[str]] = field(default_factory=dict)

    def choices_of_records(self) -> dict[str, set[UUID]]:
        """The fields whose offered values are ids."""
        found = {name: {id for value in values if (id := _as_id(value))} for name, values in self.offered.items()}
        return {name: ids for name, ids in found.items() if ids and name != "once"}


def _as_id(value: str) -> UUID | None:
    try:
        return UUID(value) if len(value) == 36 else None
    except ValueError:
        return None


class FormReader(HTMLParser):
    """Reads the forms of a page, with whatever text a field asks for already typed in."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormSeen] = []
        self._open: FormSeen | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = FormSeen(values.get("action", ""), values.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None:
            self._field(tag, values)

    def _field(self, tag: str, values: dict[str, str]) -> None:
        name, value = values.get("name", ""), values.get("value", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._offer(self._select, value, chosen=bool(value) and not self._open.values.get(self._select))
        elif tag == "textarea" and name:
            self._open.values[name] = "Because the fence asks."
        elif tag in {"input", "button"} and name:
            typed = {"text": "Because the fence asks.", "number": "1", "date": "2026-12-01", "email": "a@example.org"}
            kind = values.get("type", "text" if tag == "input" else "submit")
            self._offer(name, value or typed.get(kind, ""), chosen=kind != "checkbox")

    def _offer(self, name: str, value: str, *, chosen: bool) -> None:
        self._open.offered.setdefault(name, set()).add(value)
        if chosen:
            self._open.values[name] = value

    def handle_endtag(self, tag: str) -> None:
        self._open = None if tag == "form" else self._open
        self._select = "" if tag == "select" else self._select


def forms_of(html: str) -> list[FormSeen]:
    reader = FormReader()
    reader.feed(html)
    return reader.forms
