"""What stories start from: a small playbook, and Northgate's engagement on the shipped one, begun eight weeks ago."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask

from tests import cast
from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.context import entered
from tracker.core.database import db
from tracker.engagements.agreeing import agree
from tracker.engagements.charter import sign_charter
from tracker.engagements.models import Engagement, ExitCriterion, Phase
from tracker.engagements.starting import start_engagement
from tracker.playbooks import content as book
from tracker.playbooks.reading import list_shipped
from tracker.responsibilities.models import Activity
from tracker.strategy.models import StrategySection
from tracker.tenancy import WorkspaceModel, scoped
from tracker.toolkit.models import Tool
from tracker.training.models import ChecklistItem, Competency, Module

Record = TypeVar("Record", bound=WorkspaceModel)
BEGAN_AGO = timedelta(weeks=8)
HELENS_WORDS = "We want to run this ourselves by the summer, and we will protect the hours."


def member(key: str) -> Membership:
    """A person of the cast in the session at hand."""
    person = cast.BY_KEY[key]
    return db.session.get_one(Membership, (person.workspace_id, person.id))


def client(key: str) -> Client:
    workspace = cast.CLIENTS[key][0]
    return db.session.get_one(Client, (cast.fixed(f"workspace {workspace}"), cast.fixed(f"client {key}")))


def workspace_of(client_key: str) -> UUID:
    return cast.fixed(f"workspace {cast.CLIENTS[client_key][0]}")


@contextmanager
def acting(app: Flask, key: str) -> Iterator[Membership]:
    """Work inside this person's walls for a while; what was not committed is dropped, and no lock is left behind."""
    with app.app_context(), entered(cast.BY_KEY[key].context()):
        yield member(key)


def start(client_key: str, by: str = "marcus", **values: Any) -> Engagement:
    """Start an engagement in the session at hand, which must be that of `by`. Without a playbook, the small one."""
    values.setdefault("content", small_playbook())
    values.setdefault("starts_on", clock.today())
    return start_engagement(client(client_key), by=member(by), **values)


@dataclass(frozen=True)
class Northgate:
    """Northgate's active engagement. Records are found by the keys that the playbook gives them.

    `id` and `path` of the engagement; `activity("reply")`, `section("purpose")`, `tool("scheduler")`,
    `competency("write")`, `module("why-us")`, `item(6)`, `phase("training")`, `criterion("audit")` give ids.
    `get(Activity, "reply")` gives the record itself in the session at hand.
    """

    id: UUID
    ids: dict[str, dict[Any, UUID]] = field(repr=False)

    @property
    def path(self) -> str:
        return f"/engagements/{self.id}"

    def activity(self, key: str) -> UUID:
        return self.ids["Activity"][key]

    def section(self, key: str) -> UUID:
        return self.ids["StrategySection"][key]

    def tool(self, key: str) -> UUID:
        return self.ids["Tool"][key]

    def competency(self, key: str) -> UUID:
        return self.ids["Competency"][key]

    def module(self, key: str) -> UUID:
        return self.ids["Module"][key]

    def item(self, number: int) -> UUID:
        return self.ids["ChecklistItem"][number]

    def phase(self, kind: str) -> UUID:
        return self.ids["Phase"][kind]

    def criterion(self, key: str) -> UUID:
        return self.ids["ExitCriterion"][key]

    def get(self, model: type[Record], key: Any) -> Record:
        return self.one(model, self.ids[model.__name__][key])

    @property
    def engagement(self) -> Engagement:
        """The engagement in the session at hand."""
        return self.one(Engagement, self.id)

    def one(self, model: type[Record], id: UUID) -> Record:
        return db.session.get_one(model, (cast.fixed("workspace harbour"), id))


_KEYED = {
    Activity: "key", StrategySection: "key", Tool: "key", Competency: "key", Module: "key", ChecklistItem: "number",
    Phase: "kind", ExitCriterion: "key",
}  # fmt: skip


def assemble() -> Northgate:
    """Write Northgate's engagement: started by Marcus with Mina, its charter signed by Helen a day later."""
    began = clock.now() - BEGAN_AGO
    with entered(cast.BY_KEY["mina"].context()), clock.at(began):
        shipped = list_shipped()[0]
        engagement = start("northgate", by="mina", content=shipped, starts_on=clock.today(), lead=member("marcus"))
        db.session.commit()
        engagement_id = engagement.id
    with entered(cast.BY_KEY["marcus"].context()), clock.at(began):
        agree(db.session.get_one(Engagement, (cast.fixed("workspace harbour"), engagement_id)), by=member("marcus"))
        db.session.commit()
    with entered(cast.BY_KEY["helen"].context()), clock.at(began + timedelta(days=1)):
        engagement = db.session.get_one(Engagement, (cast.fixed("workspace harbour"), engagement_id))
        sign_charter(engagement, HELENS_WORDS, by=member("helen"))
        db.session.commit()
    return northgate()


def northgate() -> Northgate:
    """Northgate's engagement as it stands in the database."""
    with entered(cast.BY_KEY["marcus"].context(writes=False)):
        engagement_id = db.session.scalars(scoped(Engagement).with_only_columns(Engagement.id)).one()
        ids = {model.__name__: _ids(model, key) for model, key in _KEYED.items()}
    return Northgate(engagement_id, ids)


def _ids(model: type[Any], key: str) -> dict[Any, UUID]:
    query = scoped(model).with_only_columns(getattr(model, key), model.id)
    return {found: id for found, id in db.session.execute(query)}


def small_playbook() -> book.PlaybookContent:
    """The least that a playbook can be and still measure every pillar. Every call gives an equal one."""
    return book.PlaybookContent(
        key="small",
        title="Newsletter: leave the tools behind",
        version=1,
        language="en-GB",
        source="Written for the tests",
        licence="MIT",
        summary="Two activities and their like.",
        charter="## What we agree\n\nThe handover is planned from today, and everything we make is yours.",
        sla=book.Sla("First answer", 4, "Within four staffed hours."),
        drill=book.Drill("A bad Sunday", "An invented incident, without warning."),
        leader_essentials=book.LeaderEssentials("Leader essentials", "What whoever leads can do alone."),
        phases=tuple(_phase(kind, weeks) for kind, weeks in _WEEKS.items()),
        activities=(_activity("reply", True), _activity("write", False)),
        competencies=(book.Competency("answering", "Answer readers", True, 3, "Alone and in time."),),
        modules=(book.Module("first", "First steps", "To begin with.", (_item(1, True), _item(2, False))),),
        tools=(book.Tool("inbox", "Shared inbox", "Where readers write to.", ("answering",)),),
        sections=(book.Section("purpose", "Purpose", "Which result changes?", "One number.", True),),
        check_ins=tuple(book.CheckIn(day, ("What did you run alone?",)) for day in (30, 60, 90, 180, 365)),
        handover_pack=("Signed strategy",),
    )


_WEEKS = {"strategy": 4, "implementation": 6, "training": 6, "handover": 4}


def _phase(kind: str, weeks: int) -> Any:
    rule = {
        "strategy": book.Rule.of("charter_signed"),
        "implementation": book.Rule.of("champion_named"),
        "training": book.Rule.of("charter_signed"),
        "handover": book.Rule.of("charter_signed"),
    }[kind]
    return book.Phase(
        kind, kind.capitalize(), weeks,
        (
            book.Criterion(f"{kind}-read", "What the data shows holds", rule=rule),
            book.Criterion(f"{kind}-shown", "What a person shows is done", evidence="The document, with its date"),
        ),
        (book.Deliverable(f"{kind}-paper", f"{kind.capitalize()} paper", "What came out of it."),),
    )  # fmt: skip


def _activity(key: str, critical: bool) -> Any:
    return book.Activity(
        key=key, name=f"{key.capitalize()} to readers", purpose="So that readers are heard.", critical=critical,
        customer_facing=True, kind="tactical", frequency="daily", usual_doer="Staff", accountable="champion",
        rungs=(0, 2, 3, 4), target=4, unit="reply", competencies=("answering",),
    )  # fmt: skip


def _item(number: int, leader: bool) -> Any:
    return book.Item(
        number=number, text=f"Answer reader {number}", why="Readers wait.", steps=("Read it", "Answer it"), minutes=10,
        competency="answering", activities=("reply",), leader=leader, evidence="note", required=True,
    )  # fmt: skip
