"""Triggers that tests pull by hand, and an engagement looked at in the ways of real use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask

from tests.makers import Northgate, acting
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.selfsufficiency.flags import sighting
from tracker.selfsufficiency.flags.models import Flag
from tracker.selfsufficiency.flags.sighting import Kind, Proof, Severity, Sighting, World
from tracker.tenancy import scoped

WARN, HIGH, CRITICAL = Severity.WARN, Severity.HIGH, Severity.CRITICAL
LAMP, GUARD = "lamp", "guard-lamp"


class Lamps:
    """Two kinds of flags that burn as the test says: `lamps.burn("hall")` on, `lamps.out("hall")` off."""

    def __init__(self) -> None:
        self.burning: dict[tuple[str, str], Sighting] = {}
        self.broken = False

    def burn(self, subject: str = "", severity: Severity = HIGH, *, kind: str = LAMP, says: str = "") -> None:
        proof = Proof("Seen burning", clock.today() - timedelta(days=3), None, "", {})
        self.burning[kind, subject] = Sighting(
            subject, subject.capitalize(), severity, says or f"The lamp in the {subject or 'house'} burns.", (proof,)
        )

    def out(self, subject: str = "", *, kind: str = LAMP) -> None:
        del self.burning[kind, subject]

    def _seen(self, kind: str) -> Any:
        def trigger(_world: World) -> Iterator[Sighting]:
            if self.broken:
                raise RuntimeError("the fuse")
            yield from (one for (key, _), one in self.burning.items() if key == kind)

        return trigger


@contextmanager
def only_lamps(app: Flask, northgate: Northgate) -> Iterator[Lamps]:
    """In place of all triggers; what they saw until now is gone."""
    before = dict(sighting.KINDS)
    lamps = Lamps()
    sighting.KINDS.clear()
    for key in (LAMP, GUARD):
        title = "Lamp" if key == LAMP else "Guru guard: lamp"
        sighting.KINDS[key] = Kind(key, title, "Put it out.", lamps._seen(key))
    try:
        look(app, northgate)
        yield lamps
    finally:
        sighting.KINDS.clear()
        sighting.KINDS.update(before)


def look(app: Flask, northgate: Northgate, *, days: int = 0) -> None:
    """Something happens in the engagement, so many days from now, and Baton looks at it."""
    with acting(app, "marcus") as marcus, clock.at(clock.now() + timedelta(days=days)):
        northgate.engagement.title = f"Lamps, look {new_id()}"
        record("engagement.retitled", northgate.engagement, by=marcus)
        db.session.commit()


def raised(app: Flask, northgate: Northgate, lamps: Lamps, subject: str = "hall", **how: Any) -> UUID:
    """A flag that was just raised."""
    lamps.burn(subject, **how)
    look(app, northgate)
    return [flag.id for flag in all_flags(app, northgate) if flag.subject == subject][-1]


def all_flags(app: Flask, northgate: Northgate) -> list[Flag]:
    """Every lamp that was ever flagged, the oldest first, read anew."""
    with acting(app, "marcus"):
        query = scoped(Flag).where(Flag.engagement_id == northgate.id, Flag.kind.in_((LAMP, GUARD))).order_by(Flag.id)
        found = [*db.session.scalars(query)]
        db.session.expunge_all()
        return found


def does(app: Flask, northgate: Northgate, key: str, id: UUID, verb: Any) -> Any:
    """Somebody does something to a flag, and it is committed."""
    with acting(app, key) as me:
        answer = verb(northgate.one(Flag, id), me)
        db.session.commit()
        return answer
