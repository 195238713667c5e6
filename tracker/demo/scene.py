"""The scene of one story: its people and its engagement's records, found by the keys that the playbook gives them."""

from random import Random
from typing import Any, TypeVar

from tracker.access.permissions import Can
from tracker.access.policies import allows, allows_proposing
from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.deliverables.models import Deliverable
from tracker.engagements.models import Engagement, ExitCriterion, Phase
from tracker.responsibilities.models import Activity, Provider
from tracker.selfsufficiency.keeping import keep_touched
from tracker.strategy.models import Measure, StrategySection
from tracker.tenancy import WorkspaceModel, scoped
from tracker.toolkit.models import Tool
from tracker.training.models import ChecklistItem, Competency, ItemProgress, Module

from .prose import Passage, prose
from .script import Person, Story

Record = TypeVar("Record", bound=WorkspaceModel)
_KEYS = {
    Activity: "key", StrategySection: "key", Tool: "key", Competency: "key", ExitCriterion: "key", Phase: "kind",
    ChecklistItem: "number", Measure: "key", Module: "key", Deliverable: "key",
}  # fmt: skip


class NotAllowed(Exception):
    """A story lets somebody do what the product would not let her do. A mistake in the story."""


class Scene:
    """`practice` are the memberships of the practice's people by key, shared by all scenes of a workspace."""

    def __init__(self, story: Story, practice: dict[str, Membership]):
        self.story = story
        self.practice = practice
        self.people: dict[str, Membership] = {}
        self.client: Client | None = None
        self.engagement: Engagement | None = None
        self.providers: dict[str, Provider] = {}
        self.tokens: dict[str, str] = {}
        self.random = Random(story.key)
        self._records: dict[type[Any], dict[Any, Any]] = {}

    def person(self, key: str) -> Membership:
        return self.people[key] if key in self.people else self.practice[key]

    def cast(self, key: str) -> Person:
        """Who `key` is in the script, whether she has joined yet or not."""
        return next(person for person in self.story.people if person.key == key)

    def get(self, model: type[Record], key: Any) -> Record:
        """The record of this engagement's playbook. Raises KeyError where the playbook has none of that key."""
        if model not in self._records:
            rows = db.session.scalars(scoped(model).where(model.engagement_id == self.engagement.id))
            self._records[model] = {getattr(row, _KEYS[model]): row for row in rows}
        return self._records[model][key]

    def progress(self, person: str, number: int) -> ItemProgress:
        query = scoped(ItemProgress).where(
            ItemProgress.item_id == self.get(ChecklistItem, number).id,
            ItemProgress.person_id == self.person(person).id,
        )
        return db.session.scalars(query).one()

    def passage(self, part: str, key: str) -> Passage:
        """The text of a section, a rule or a runbook: the story's own, else what all who use the playbook share."""
        own = prose(self.story.prose).get(part, {})
        return own[key] if key in own else prose(f"{self.story.playbook}.md")[part][key]

    def words_for(self, part: str, key: str) -> str:
        """What the owner says when he signs it, in the voice of this story."""
        said = self.passage(part, key).words
        return said[self.story.voice % len(said)]

    def bring_up_to_date(self) -> None:
        """What a commit would do: let the index and the facts follow what was recorded here. Everything stays open.

        What happened elsewhere on this day waits for the evening: here it is an earlier hour.
        """
        touched = db.session.info.get("touched", {})
        elsewhere = {id: touched.pop(id) for id in touched.keys() - {self.engagement.id}}
        keep_touched(db.session())
        if elsewhere:
            db.session.info["touched"] = elsewhere

    def check(self, can: Can, by: Membership, record: Any = None, *, propose: bool = False) -> None:
        """Ask the policy what a page would have asked it. Raises `NotAllowed`."""
        asked = allows_proposing if propose else allows
        if not asked(can, by, record):
            raise NotAllowed(f"{self.story.client}, {clock.today()}: {by.name} may not {can}.")
