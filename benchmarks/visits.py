"""The five things that are measured, as requests to one workspace of a filled database."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from benchmarks.asking import Asked, Asker
from benchmarks.places import Place
from benchmarks.troupe import token_of
from tracker.accounts.models import Membership, User
from tracker.engagements.models import Engagement
from tracker.tenancy import Workspace
from tracker.training.models import ChecklistItem, ItemProgress, ProgressState

# Which of the ten engagements each visit goes to: halfway, well on, and just begun.
LADDER, OWNER, CHECKLIST, TICK = 5, 7, 4, 1


@dataclass(frozen=True)
class Visits:
    """`pages` by name; `ticks` are pairs of a tick and the undo that makes it possible again."""

    pages: dict[str, Asked]
    ticks: list[tuple[Asked, Asked]]


def visits_to(place: Place, app: Flask, number: int) -> Visits:
    """The visits to workspace `number`."""
    with place.owner().connect() as connection:
        workspace = connection.execute(select(Workspace.id).where(Workspace.slug == f"practice-{number}")).scalar_one()
        query = select(Engagement.id).where(Engagement.workspace_id == workspace).order_by(Engagement.reference)
        engagements = list(connection.execute(query).scalars())
        query = select(User.email, User.id).join(Membership, Membership.user_id == User.id)
        people = dict(connection.execute(query.where(Membership.workspace_id == workspace)).tuples().all())

        def person(key: str) -> Asker:
            user_id = people[f"{key}@practice-{number}.example"]
            return Asker.signed_in(app, user_id, token_of(number, key))

        root = f"/w/practice-{number}"
        pages = {
            "portfolio": Asked.page(f"{root}/portfolio", person("lead")),
            "engagement": Asked.page(f"{root}/engagements/{engagements[LADDER]}/ladder", person("lead")),
            "owner": Asked.page(f"{root}/engagements/{engagements[OWNER]}/overview", person(f"owner-{OWNER}")),
            "checklist": Asked.page(f"{root}/checklist", person(f"first-{CHECKLIST}")),
        }
        ticks = []
        for place_of in range(TICK + 1):
            trainee = person(f"first-{place_of}")
            for id in _open_items(connection, workspace, engagements[place_of], "First %"):
                path = f"{root}/progress/{id}"
                note = {"note": "It went as the steps say.", "link": "https://files.example/shown"}
                ticks.append((Asked.form(f"{path}/tick", trainee, htmx=True, **note),
                              Asked.form(f"{path}/undo", trainee)))  # fmt: skip
    return Visits(pages, ticks)


def _open_items(connection: object, workspace: UUID, engagement: UUID, name: str) -> list[UUID]:
    """Those that a tick does; a quiz is passed instead."""
    query = (
        select(ItemProgress.id, ChecklistItem.quiz)
        .join(Membership, (Membership.workspace_id == workspace) & (Membership.id == ItemProgress.person_id))
        .join(ChecklistItem, (ChecklistItem.workspace_id == workspace) & (ChecklistItem.id == ItemProgress.item_id))
        .where(
            ItemProgress.workspace_id == workspace, ItemProgress.engagement_id == engagement,
            Membership.name.like(name), ItemProgress.state == ProgressState.TODO,
        )
        .order_by(ChecklistItem.number)
    )  # fmt: skip
    return [id for id, quiz in connection.execute(query) if not quiz]
