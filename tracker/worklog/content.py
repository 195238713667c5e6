"""What is said to customers: written, approved by somebody of the client, published, and whose words it was."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity, DoerKind
from tracker.tenancy import scoped

from .checking import Ground, ground_of
from .logging import log_work
from .models import AuthorKind, ContentDecision, ContentItem, ContentState, ContentVersion, Mode

UNDECIDED = {ContentState.IDEA, ContentState.DRAFTED, ContentState.RETURNED}
ENDED = {ContentState.PUBLISHED, ContentState.DROPPED}


@dataclass(frozen=True, slots=True)
class Words:
    """A text or the address where it stands, and whose it is."""

    text: str
    link: str
    author_kind: AuthorKind
    author: Membership | None = None

    @property
    def empty(self) -> bool:
        return not (self.text or self.link)


def add_item(engagement: Engagement, activity: Activity, words: Words, *, by: Membership, **what: Any) -> ContentItem:
    """A new item of `activity`: an idea, or a first draft where there are words. `what` are its title and the like."""
    item = ContentItem(
        **engagement.keys, activity_id=activity.id, author_kind=words.author_kind,
        author_id=_id(words.author), state=ContentState.IDEA, version=0, **what,
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    record("content.added", item, by=by)
    if not words.empty:
        _write(item, words, by)
    return item


def revise(item: ContentItem, words: Words, *, by: Membership, based_on: int, **what: Any) -> None:
    """Change what is said of the item, and write a new version where the words are new: it asks for approval anew.

    Raises `Stale` when somebody wrote a version since `based_on`.
    """
    _lock(item)
    if item.version != based_on:
        raise Stale("Somebody wrote another version meanwhile. Yours is kept here; look at theirs, then save again.")
    if item.state == ContentState.PUBLISHED:
        raise Refused("It is published. What was said stays as it was.")
    for name, value in what.items():
        setattr(item, name, value)
    if not words.empty and _new(item, words):
        _write(item, words, by)
    else:
        if item.state == ContentState.DROPPED:
            item.state = ContentState.DRAFTED if item.version else ContentState.IDEA
        record("content.changed", item, by=by)


def approve(item: ContentItem, *, by: Membership, words: str = "") -> None:
    """Somebody who answers for it, or the owner, lets it go out. Whoever answers for it has looked it over by that.

    Raises `Refused` while it is not said how readers learn that somebody else wrote it.
    """
    ground = _decide(item)
    if item.ghost_written and not item.disclosure:
        who = item.in_name_of.name if item.in_name_of else "somebody"
        raise Refused(f"It appears under the name of {who}, who did not write it. Say first how readers learn that.")
    item.state = ContentState.APPROVED
    _note(item, by, True, words)
    record("content.approved", item, by=by, because=words)
    if by.id in ground.answering(item.activity):
        log_work(item.activity, Mode.OVERSIGHT, by=by, note=f"Approved: {item.title}"[:500])


def send_back(item: ContentItem, *, by: Membership, words: str) -> None:
    if not words:
        raise Refused("Say what should be different.", "words")
    _decide(item)
    item.state = ContentState.RETURNED
    _note(item, by, False, words)
    record("content.returned", item, by=by, because=words)


def publish(item: ContentItem, *, by: Membership, on: date | None = None, log: bool = False) -> None:
    """It went out on a day (today). With `log` it is logged as one piece of work in the same go."""
    _lock(item)
    if item.state != ContentState.APPROVED:
        raise Refused("It goes out once somebody of the client has approved it.")
    on = on or clock.today()
    if on > clock.today():
        raise Refused("That day has not come yet.", "on")
    item.state, item.published_on = ContentState.PUBLISHED, on
    record("content.published", item, by=by, after={"on": on, "author": item.author_kind})
    mode = logged_as(item, by, ground_of(item.engagement_id, item.activity))
    if log and mode is not None:
        person = item.author if mode == Mode.CLIENT and item.author and item.author.of_client else None
        log_work(item.activity, mode, by=by, person=person, on=on, note=f"Published: {item.title}"[:500])


def drop(item: ContentItem, *, by: Membership) -> None:
    """It is not going to be published. A change takes it up again."""
    _lock(item)
    if item.state in ENDED:
        raise Stale("This was published or dropped already.")
    item.state = ContentState.DROPPED
    record("content.dropped", item, by=by)


def logged_as(item: ContentItem, by: Membership, ground: Ground) -> Mode | None:
    """The mode in which `by` may log that it was made, from whose words it is; None: that is for others to log."""
    if item.author_kind == AuthorKind.TOGETHER:
        return Mode.TOGETHER
    if item.author_kind == AuthorKind.PRACTICE:
        return Mode.CONSULTANT if by.of_practice else None
    if by.of_practice:
        return None
    if item.author_kind == AuthorKind.CLIENT:
        return Mode.CLIENT
    outsourced = item.activity.doer_kind == DoerKind.PROVIDER
    return Mode.PROVIDER if outsourced and by.id in ground.answering(item.activity) else None


def may_approve(member: Membership, item: ContentItem) -> bool:
    """The owner, and whoever accepted to answer for its activity or to stand in."""
    if not member.of_client or member.client_id != item.client_id:
        return False
    answering = ground_of(item.engagement_id, item.activity).answering(item.activity)
    return member.role == Role.OWNER or member.id in answering


def side_of(author: Membership) -> AuthorKind:
    """What somebody writes alone is of her side."""
    if author.of_practice:
        return AuthorKind.PRACTICE
    return AuthorKind.CLIENT if author.of_client else AuthorKind.PROVIDER


def _check_author(words: Words, by: Membership) -> None:
    if by.of_practice and words.author_kind == AuthorKind.CLIENT:
        raise Refused("Only the client's own people say that a text is theirs.", "author_kind")
    if words.author is None or words.author_kind == AuthorKind.TOGETHER:
        return
    if side_of(words.author) != words.author_kind:
        raise Refused(f"{words.author.name} is not on that side.", "author")


def _new(item: ContentItem, words: Words) -> bool:
    latest = latest_version(item)
    if latest is None:
        return True
    said = (latest.text, latest.link, latest.author_kind, latest.author_id)
    return said != (words.text, words.link, words.author_kind, _id(words.author))


def latest_version(item: ContentItem) -> ContentVersion | None:
    query = scoped(ContentVersion).where(ContentVersion.item_id == item.id, ContentVersion.number == item.version)
    return db.session.scalars(query).one_or_none()


def _write(item: ContentItem, words: Words, by: Membership) -> None:
    _check_author(words, by)
    item.version += 1
    item.author_kind, item.author_id, item.state = words.author_kind, _id(words.author), ContentState.DRAFTED
    keys = {name: getattr(item, name) for name in ("workspace_id", "client_id", "engagement_id")}
    db.session.add(
        ContentVersion(
            **keys, item_id=item.id, number=item.version, text=words.text, link=words.link,
            author_kind=words.author_kind, author_id=item.author_id, written_by_id=by.id,
        )
    )  # fmt: skip
    record("content.written", item, by=by, after={"version": item.version})


def _decide(item: ContentItem) -> Ground:
    _lock(item)
    if item.state != ContentState.DRAFTED:
        raise Stale("This does not wait for an approval.")
    return ground_of(item.engagement_id, item.activity)


def _note(item: ContentItem, by: Membership, approved: bool, words: str) -> None:
    db.session.add(
        ContentDecision(**item.keys, item_id=item.id, number=item.version, approved=approved, words=words, by_id=by.id)
    )


def _lock(item: ContentItem) -> None:
    db.session.flush()
    db.session.refresh(item, with_for_update=True)


def _id(person: Membership | None) -> Any:
    return person.id if person is not None else None
