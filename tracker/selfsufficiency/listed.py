"""What lists of engagements are sorted and narrowed by, kept beside the standing so that an index can answer.

Nothing here is empty. What has no value stands where it belongs in either direction: no work is the smallest share,
no end in sight is the latest day, a client who was never seen was last seen when the engagement began.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Index, String, event, inspect, update
from sqlalchemy.orm import Mapped, mapped_column, object_session

from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.types import Moment
from tracker.engagements.models import EngagementState
from tracker.tenancy import scoped

NO_END = date(9999, 12, 31)
NO_WORK = -1.0
HIGH, WARN = 2, 1
# A grave flag comes before whatever waits; `needs` stays below one degree.
DEGREE = 400_000_000
AT_WORK = frozenset({"prospect", "agreed", "active", "paused"})
# The places of an engagement on its way; the four phases stand from 2 to 5, in the order of their gates.
PROSPECT, AGREED, FIRST_PHASE, GATES_PASSED, HANDED_OVER, CLOSED, ENDED_EARLY, DECLINED = 0, 1, 2, 6, 7, 8, 9, 10
_BY_STATE = {
    EngagementState.PROSPECT: PROSPECT, EngagementState.AGREED: AGREED, EngagementState.HANDED_OVER: HANDED_OVER,
    EngagementState.CLOSED: CLOSED, EngagementState.ENDED_EARLY: ENDED_EARLY, EngagementState.DECLINED: DECLINED,
}  # fmt: skip


class Listed:
    """`client_name` and `state` are the client's and the engagement's; `step` how far it has come; `change` the index
    since eight weeks ago; `gravest` the severity of its gravest open flag (0 to 3); `urgency` how much it needs
    somebody, 0 where it needs nobody."""

    client_name: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[EngagementState] = mapped_column(String(12), default=EngagementState.PROSPECT)
    step: Mapped[int] = mapped_column(default=0)
    change: Mapped[float] = mapped_column(default=0.0)
    our_share: Mapped[float] = mapped_column(default=NO_WORK)
    likely_on: Mapped[date] = mapped_column(Date, default=NO_END)
    late: Mapped[bool] = mapped_column(default=False)
    gravest: Mapped[int] = mapped_column(default=0)
    urgency: Mapped[int] = mapped_column(default=0)
    quiet_since: Mapped[datetime] = mapped_column(Moment, default=clock.now)


def indexes(table: str) -> tuple[Index, ...]:
    """One for each way to sort, the tie broken by id, and one for what a state is asked together with."""
    by = {
        "client": "client_name", "value": "value", "change": "change", "share": "our_share", "likely": "likely_on",
        "step": "step", "gravest": "gravest", "urgency": "urgency", "quiet": "quiet_since",
    }  # fmt: skip
    sorts = (Index(f"ix_{table}_{name}", "workspace_id", column, "id") for name, column in by.items())
    return (*sorts, Index(f"ix_{table}_state", "workspace_id", "state", "quiet_since"))


def keep_listed(standing: Any) -> None:
    """Derive the columns of `Listed` from what the standing says."""
    standing.step = step_of(standing.state, standing.gate)
    standing.change = standing.value - standing.weekly[0][1] if len(standing.weekly or ()) > 1 else 0.0
    standing.our_share = NO_WORK if standing.practice_share is None else standing.practice_share
    for name, value in of_forecast(standing.forecast or {}).items():
        setattr(standing, name, value)
    standing.gravest = max((flag[2] for flag in flags_that_ask(standing.flags)), default=0)
    standing.urgency = urgency_of(standing.state, standing.gravest, standing.needs or 0)
    standing.quiet_since = standing.client_seen_at or standing.quiet_since or clock.now()


def step_of(state: str | None, gate: dict[str, Any] | None) -> int:
    """Where an engagement is on its way; a paused one stays in its phase."""
    if state in _BY_STATE:
        return _BY_STATE[EngagementState(state)]
    return FIRST_PHASE + min(gate.get("position", 0), 3) if gate else GATES_PASSED


def flags_that_ask(flags: list[Any] | None) -> list[Any]:
    """The open flags of a standing that nobody has put off: `[kind, subject, severity, state, …]`."""
    return [flag for flag in flags or () if flag[3] != "snoozed"]


def urgency_of(state: str | None, gravest: int, needs: int) -> int:
    """Flags also speak after the handover; what waits for a signature does so only while there is work."""
    waits = needs if state in AT_WORK else 0
    if state not in AT_WORK | {"handed_over"}:
        return 0
    return (gravest if gravest >= HIGH else 1 if waits else 0) * DEGREE + waits


def of_forecast(forecast: dict[str, Any]) -> dict[str, Any]:
    """The columns that say by which day it is likely, and whether that is later than planned; what gets no nearer is
    late as well."""
    likely, planned = forecast.get("likely"), forecast.get("planned")
    if not likely:
        return {"likely_on": NO_END, "late": forecast.get("state") == "not_converging"}
    return {"likely_on": date.fromisoformat(likely), "late": bool(planned and likely > planned)}


def keep_with(model: type[Any]) -> None:
    """Keep the columns whenever a row of `model` is written, and whenever a client is given another name."""

    @event.listens_for(model, "before_insert")
    def _begin(_mapper: Any, _connection: Any, row: Any) -> None:
        named = scoped(Client).with_only_columns(Client.name).where(Client.id == row.client_id)
        row.client_name = object_session(row).scalar(named) or ""
        keep_listed(row)

    @event.listens_for(model, "before_update")
    def _go_on(_mapper: Any, _connection: Any, row: Any) -> None:
        keep_listed(row)

    @event.listens_for(Client, "after_update")
    def _rename(_mapper: Any, _connection: Any, client: Client) -> None:
        if inspect(client).attrs.name.history.has_changes():
            theirs = update(model).where(model.client_id == client.id).values(client_name=client.name)
            object_session(client).execute(theirs.execution_options(synchronize_session=False))
