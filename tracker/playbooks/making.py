"""Playbooks come into being: empty, as a copy of another, or from a data file."""

from typing import Any

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .drafting import Draft, skeleton
from .keys import key_from
from .models import Playbook
from .reading import list_shipped

MOST = 200
_LONGEST_SOURCE = 300


def make_empty(title: str, *, by: Membership) -> Playbook:
    return _make(skeleton(title), by=by, told={"from": "nothing"})


def copy_of(content: Draft, title: str, *, by: Membership, based_on: str = "") -> Playbook:
    """A copy of a playbook, which says for good what it is based on and keeps the licence.

    `based_on` is what the original itself was based on, if anything.
    """
    original = f"{content['title']}, version {content['version']}"
    words = f"{original} ({content['source']}; licence {content['licence']})"
    draft: Draft = {**content, "title": title, "version": 1, "source": _source(original, content["source"])}
    chain = words if not based_on else f"{words}, itself based on {based_on}"
    return _make(draft, by=by, based_on=chain[:600], told={"from": original})


def make_from_file(draft: Draft, *, by: Membership) -> Playbook:
    """A playbook from a data file that was read into a draft. Its key is kept where it is free."""
    return _make(draft, by=by, told={"from": "a file"}, key=draft["key"])


def _make(draft: Draft, *, by: Membership, told: dict[str, Any], based_on: str = "", key: str = "") -> Playbook:
    taken = {content.key for content in list_shipped()} | set(
        db.session.scalars(scoped(Playbook).with_only_columns(Playbook.key))
    )
    if db.session.scalar(scoped(Playbook).with_only_columns(func.count(Playbook.id))) >= MOST:
        raise Refused(f"A practice keeps at most {MOST} playbooks.")
    draft["title"] = draft["title"] or "Playbook without a title"
    draft["key"] = key if key and key not in taken else key_from(draft["title"], taken, "playbook")
    draft["version"] = 1
    playbook = Playbook(
        workspace_id=by.workspace_id, key=draft["key"], title=draft["title"], based_on=based_on, draft=draft,
        made_by_id=by.id, edited_by_id=by.id,
    )  # fmt: skip
    db.session.add(playbook)
    db.session.flush()
    record("playbook.made", playbook, by=by, after={"key": playbook.key, **told})
    return playbook


def _source(original: str, source: str) -> str:
    words = f"Based on {original}: {source}"
    return words if len(words) <= _LONGEST_SOURCE else words[: _LONGEST_SOURCE - 1] + "…"
