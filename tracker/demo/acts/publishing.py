"""What goes out to customers, and the hours that are kept free for it."""

from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.worklog.content import Words, add_item, approve, publish, send_back, side_of
from tracker.worklog.models import AuthorKind, ContentItem, TimePlan
from tracker.worklog.time import agree_to, plan_time, waits_for

from ..scene import Scene
from ..script import act


@act
def drafts_content(
    scene: Scene, by: Membership, title: str, key: str = "write-posts", text: str = "", kind: str = "",
    channel: str = "", in_days: int | None = None, reply: bool = False, under: str = "", disclosure: str = "",
) -> None:  # fmt: skip
    """An idea, or with a text a draft; `kind` says whose words they are, else those of the writer's side."""
    scene.check(Can.KEEP_CONTENT, by, scene.engagement)
    words = Words(text, "", AuthorKind(kind) if kind else side_of(by), by)
    add_item(
        scene.engagement, scene.get(Activity, key), words, by=by, title=title, channel=channel, reply=reply,
        planned_on=clock.today() + timedelta(days=in_days) if in_days is not None else None,
        in_name_of_id=scene.person(under).id if under else None, disclosure=disclosure,
    )  # fmt: skip


@act
def approves_content(scene: Scene, by: Membership, *titles: str, words: str = "") -> None:
    for title in titles:
        item = _item(scene, title)
        scene.check(Can.APPROVE_CONTENT, by, item)
        approve(item, by=by, words=words)


@act
def returns_content(scene: Scene, by: Membership, title: str, words: str) -> None:
    item = _item(scene, title)
    scene.check(Can.APPROVE_CONTENT, by, item)
    send_back(item, by=by, words=words)


@act
def publishes(scene: Scene, by: Membership, *titles: str) -> None:
    for title in titles:
        item = _item(scene, title)
        scene.check(Can.KEEP_CONTENT, by, item)
        publish(item, by=by)


@act
def keeps_hours_free(scene: Scene, by: Membership, person: str, hours: int, displaces: str) -> None:
    scene.check(Can.PLAN_TIME, by, scene.engagement)
    plan_time(scene.engagement, scene.person(person), hours, displaces, by=by, first=clock.today())


@act
def agrees_to_hours(scene: Scene, by: Membership) -> None:
    """To all that wait for this person's word."""
    for plan in db.session.scalars(scoped(TimePlan).where(TimePlan.engagement_id == scene.engagement.id)).all():
        if waits_for(plan, by):
            scene.check(Can.AGREE_TIME, by, plan)
            agree_to(plan, by=by)


def _item(scene: Scene, title: str) -> ContentItem:
    query = scoped(ContentItem).where(ContentItem.engagement_id == scene.engagement.id, ContentItem.title == title)
    return db.session.scalars(query).one()
