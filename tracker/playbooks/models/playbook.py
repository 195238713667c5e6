"""Playbook: what a practice writes down of how it hands over, to start engagements from."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import WorkspaceModel, belongs, joined

from ..drafting import Draft, skeleton
from ..publishing import sound_content
from .version import PlaybookVersion

CHANGED = "Somebody else changed this draft since you opened it. Look at it again before you go on."


class Playbook(WorkspaceModel):
    """`revision` counts the changes of the draft, `published_revision` is the one that the newest version was made of.

    `newest` is the number of that version, 0 before the first. `based_on` says for good what it was copied from, and
    under which licence. `removed` keeps what was lately taken out of the draft.
    """

    constraints = (
        UniqueConstraint("workspace_id", "key"),
        belongs("membership", "made_by_id", wall="workspace"),
        belongs("membership", "edited_by_id", wall="workspace"),
        belongs("membership", "proposed_by_id", wall="workspace"),
        belongs("membership", "retired_by_id", wall="workspace"),
    )

    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    based_on: Mapped[str] = mapped_column(String(600), default="")
    draft: Mapped[Draft] = deferred(mapped_column(Json, default=skeleton, nullable=False))
    removed: Mapped[list[Any]] = deferred(mapped_column(Json, default=list, nullable=False))
    revision: Mapped[int] = mapped_column(default=1)
    published_revision: Mapped[int] = mapped_column(default=0)
    newest: Mapped[int] = mapped_column(default=0)
    made_by_id: Mapped[UUID] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    edited_by_id: Mapped[UUID] = mapped_column(Id)
    edited_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    proposed_by_id: Mapped[UUID | None] = mapped_column(Id)
    proposed_at: Mapped[datetime | None] = mapped_column(Moment)
    retired_by_id: Mapped[UUID | None] = mapped_column(Id)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)

    edited_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Playbook.edited_by_id, Membership)
    )
    proposed_by: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Playbook.proposed_by_id, Membership)
    )

    @property
    def retired(self) -> bool:
        return self.retired_at is not None

    @property
    def changed(self) -> bool:
        """Does the draft hold what no version holds yet?"""
        return self.revision != self.published_revision

    @property
    def proposed(self) -> bool:
        return self.proposed_at is not None

    @property
    def state(self) -> str:
        if self.retired:
            return "retired"
        return "published" if self.newest else "draft"

    def rework(self, change: Callable[[Draft, list[Any]], dict[str, Any]], *, by: Membership) -> None:
        """Change the draft: `change` gets it, and what was lately removed, to alter; it gives words for the record."""
        self.hold()
        draft, removed = deepcopy(self.draft), list(self.removed)
        told = change(draft, removed)
        if draft == self.draft and removed == self.removed:
            return
        self.draft, self.removed, self.title = draft, removed, draft["title"] or self.title
        self.revision += 1
        self.edited_by_id, self.edited_at = by.id, clock.now()
        self.proposed_by_id = self.proposed_at = None
        record("playbook.edited", self, by=by, after={"revision": self.revision, **told})

    def replace_draft(self, draft: Draft, *, by: Membership, seen: int | None = None) -> None:
        """Put another draft in the place of this one; the key stays, so that versions go on counting."""

        def change(old: Draft, _: list[Any]) -> dict[str, Any]:
            self._as_seen(seen)
            old.clear()
            old |= {**draft, "key": self.key}
            return {"what": "the whole draft"}

        self.rework(change, by=by)

    def publish(self, note: str = "", *, by: Membership, seen: int | None = None) -> PlaybookVersion:
        """Make the next version of the draft that stands at revision `seen`.

        Raises `Refused` when it has gaps or could not feed every pillar of the index, `Stale` when it was changed.
        """
        self.hold()
        self._as_seen(seen)
        if not self.changed:
            raise Refused(f"Nothing changed since version {self.newest}.")
        number = self.newest + 1
        content = sound_content(self.draft, self.key, number)
        version = PlaybookVersion(
            workspace_id=self.workspace_id, playbook_id=self.id, number=number, title=content.title,
            summary=content.summary, note=note, content=content.as_dict(), published_by_id=by.id,
        )  # fmt: skip
        db.session.add(version)
        self.newest, self.published_revision, self.title = number, self.revision, content.title
        self.proposed_by_id = self.proposed_at = None
        record("playbook.published", self, by=by, because=note, after={"version": number})
        return version

    def propose(self, note: str = "", *, by: Membership, seen: int | None = None) -> None:
        """Ask a lead to publish the draft. It must be sound already."""
        self.hold()
        self._as_seen(seen)
        if self.proposed:
            raise Refused("It was proposed already. A lead decides.")
        if not self.changed:
            raise Refused(f"Nothing changed since version {self.newest}.")
        sound_content(self.draft, self.key, self.newest + 1)
        self.proposed_by_id, self.proposed_at = by.id, clock.now()
        record("playbook.proposed", self, by=by, because=note, after={"version": self.newest + 1})

    def retire(self, by: Membership) -> None:
        """Offer it for new engagements no longer. Engagements that started from it keep their copy."""
        self.hold()
        if not self.retired:
            self.retired_at, self.retired_by_id = clock.now(), by.id
            record("playbook.retired", self, by=by)

    def bring_back(self, by: Membership) -> None:
        self.hold()
        if self.retired:
            self.retired_at = self.retired_by_id = None
            record("playbook.brought_back", self, by=by)

    def hold(self) -> None:
        """Lock the row until the transaction ends: of two people at once, the second sees what the first did."""
        db.session.flush()
        names = ("draft", "removed", "revision", "published_revision", "newest", "proposed_at", "retired_at", "title")
        db.session.refresh(self, names, with_for_update=True)

    def _as_seen(self, seen: int | None) -> None:
        if seen is not None and seen != self.revision:
            raise Stale(CHANGED)
