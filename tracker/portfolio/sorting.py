"""The ways to sort the portfolio. Each is answered by an index, page by page from a key, its ties broken by an id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, tuple_

from tracker.clients.models import Client
from tracker.core.types import Id
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.models import Standing

# A row as it is read: the three records that it is made of.
Read = tuple[Engagement, Standing, Client]


@dataclass(frozen=True, slots=True)
class Sort:
    """One way to sort. `model` holds the column and breaks the tie by its id; `descends` is how it begins."""

    label: str
    model: Any
    column: Any
    read: Callable[[str], Any]
    descends: bool = False


SORTS = {
    "client": Sort("Client", Standing, Standing.client_name, str),
    "phase": Sort("Phase", Standing, Standing.step, int),
    "index": Sort("Index", Standing, Standing.value, float, descends=True),
    "change": Sort("Change over eight weeks", Standing, Standing.change, float, descends=True),
    "planned": Sort("Planned handover", Engagement, Engagement.planned_handover, date.fromisoformat),
    "forecast": Sort("Forecast", Standing, Standing.likely_on, date.fromisoformat),
    "share": Sort("Our share", Standing, Standing.our_share, float, descends=True),
    "seen": Sort("Client last seen", Standing, Standing.quiet_since, datetime.fromisoformat),
    "flags": Sort("Flags", Standing, Standing.gravest, int, descends=True),
    "needs": Sort("What needs somebody", Standing, Standing.urgency, int, descends=True),
}
UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort in one direction."""

    key: str = "client"
    descending: bool = False

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Order":
        """From an address; left out or unknown, by client."""
        key = str(values.get("sort") or "")
        if key not in SORTS:
            return cls()
        way = values.get("way")
        return cls(key, way == DOWN if way in {UP, DOWN} else SORTS[key].descends)

    @property
    def sort(self) -> Sort:
        return SORTS[self.key]

    def as_dict(self) -> dict[str, str]:
        """For an address: nothing where it is what an empty address says."""
        if self == Order():
            return {}
        way = DOWN if self.descending else UP
        return {"sort": self.key} | ({} if self.descending == self.sort.descends else {"way": way})

    def turned(self, key: str) -> "Order":
        """What a click on the head of column `key` leads to."""
        return Order(key, not self.descending if key == self.key else SORTS[key].descends)

    def apply(self, query: Select[Any], begun: bool, few: bool) -> Select[Any]:
        """Sort `query`; where it has `begun`, only what comes behind the parameters `after` and `after_id`.

        Where it finds but a `few` rows of all, these are read and sorted: walking the index of everything in order,
        in search of them, would cost the more the more there is.
        """
        columns = (self.sort.column, self.sort.model.id)
        if begun:
            query = query.where(self._behind(*columns))
        if few:
            columns = tuple(func.coalesce(column, column) for column in columns)
        return query.order_by(*(column.desc() if self.descending else column for column in columns))

    def _behind(self, column: Any, tie: Any) -> Any:
        start = (bindparam("after", type_=column.type), bindparam("after_id", type_=Id))
        return tuple_(column, tie) < tuple_(*start) if self.descending else tuple_(column, tie) > tuple_(*start)

    def key_of(self, row: Read) -> str:
        """Where the page behind `row` begins."""
        record = next(one for one in row if isinstance(one, self.sort.model))
        return self.mark(getattr(record, self.sort.column.key), record.id)

    @staticmethod
    def mark(value: Any, id: UUID) -> str:
        """The key of the row with this value of the sort's column, and this id of its table."""
        return f"{value.isoformat() if isinstance(value, date) else value}~{id}"

    def begin(self, after: str) -> dict[str, Any] | None:
        """The parameters for the page that `key_of` named; None for what no page named."""
        value, _, id = after.rpartition("~")
        try:
            return {"after": self.sort.read(value), "after_id": UUID(id)}
        except (ValueError, OverflowError):
            return None
