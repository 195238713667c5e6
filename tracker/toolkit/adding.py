"""New rows of the register: tools and runbooks."""

import re
import unicodedata
from datetime import date

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement, ScopeAct
from tracker.engagements.scope import settle
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .models import NEEDED, Runbook, Tool, check_description
from .secrets_refused import refuse_secrets

MOST_TOOLS = 60


def add_tool(
    engagement: Engagement, *, by: Membership, name: str, purpose: str, address: str, competencies: list[str],
    renews_on: date | None = None,
) -> Tool:  # fmt: skip
    """Put a tool into the register: at once at the client, as a proposal from the practice.

    Raises `Refused` for a name that is there already, a secret, or an address without https.
    """
    check_description(name, purpose, address, competencies)
    keys, names, last = _those_there(engagement)
    if name.casefold() in names:
        raise Refused("A tool of that name is in the register already.", "name")
    if len(keys) >= MOST_TOOLS:
        raise Refused(f"A register holds at most {MOST_TOOLS} tools.")
    tool = Tool(
        **engagement.keys, position=last + 1, key=_free_key(name, keys), name=name, purpose=purpose, address=address,
        competencies=competencies, renews_on=renews_on, proposed_by_id=by.id,
        proposed_at=None if by.of_client else clock.now(),
    )  # fmt: skip
    db.session.add(tool)
    db.session.flush()
    if by.of_client:
        settle(tool, "tool", ScopeAct.ADD, tool.name, because=NEEDED, by=by)
    record("tool.added" if by.of_client else "tool.proposed", tool, by=by)
    return tool


def write_runbook(activity: Activity, *, by: Membership, title: str, text: str) -> Runbook:
    """The first version. Somebody who was quicker makes this one `Stale`."""
    refuse_secrets(title=title, text=text)
    if runbook_of(activity) is not None:
        raise Stale("Somebody else has written this runbook meanwhile. Both texts are kept below.", "text")
    runbook = Runbook(**activity.keys, activity_id=activity.id, title=title, text=text, author_id=by.id)
    db.session.add(runbook)
    db.session.flush()
    record("runbook.written", runbook, by=by, after={"version": 1})
    return runbook


def runbook_of(activity: Activity) -> Runbook | None:
    return db.session.scalar(scoped(Runbook).where(Runbook.activity_id == activity.id))


def _those_there(engagement: Engagement) -> tuple[set[str], set[str], int]:
    rows = [*db.session.execute(
        scoped(Tool).where(Tool.engagement_id == engagement.id).with_only_columns(Tool.key, Tool.name, Tool.position)
    )]  # fmt: skip
    last = max((row.position for row in rows), default=-1)
    return {row.key for row in rows}, {row.name.casefold() for row in rows}, last


def _free_key(name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "tool"
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, MOST_TOOLS + 3))) if key not in taken)
