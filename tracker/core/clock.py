"""The one place that reads a clock, so that history can be told and tests can travel."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import g, has_app_context

_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _pinned.get() or datetime.now(UTC)


def zone() -> ZoneInfo:
    """The time zone of the workspace at hand; UTC outside one."""
    return ZoneInfo(g.get("zone", "UTC") if has_app_context() else "UTC")


def today() -> date:
    """Today as the people of the workspace at hand would say it."""
    return now().astimezone(zone()).date()


def local(moment: datetime) -> datetime:
    """`moment` as the clocks on the wall of the workspace at hand show it."""
    return moment.astimezone(zone())


def day_of(moment: datetime) -> date:
    return moment.astimezone(zone()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Pretend that it is `moment` (aware)."""
    token = _pinned.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pinned.reset(token)


def ago(**span: float) -> datetime:
    return now() - timedelta(**span)
