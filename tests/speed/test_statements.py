"""Every page asks the database a fixed number of questions, whatever the size of the data."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests import cast
from tests.counting import statements
from tests.makers import Northgate, acting
from tests.pages import Visitor
from tests.speed.worlds import many_of_everything, one_of_everything
from tracker.core.database import db
from tracker.tenancy import WorkspaceModel, scoped
from tracker.training.models import ItemProgress, ProgressState

pytestmark = pytest.mark.slow
# The promises; everything else may cost what an engagement's tab does, and a form a little more.
PORTFOLIO, TAB, CHECKLIST, TICK, ANY = 8, 8, 6, 12, 10
PROMISED = {
    "portfolio.listing": PORTFOLIO,
    "responsibilities.ladder": TAB,
    "strategy.overview": TAB,
    "strategy.goals": TAB,
    "training.overview": TAB,
    "toolkit.register": TAB,
    "worklog.log": TAB,
    "engagements.gates": TAB,
    "engagements.feed": TAB,
    "handover.overview": TAB,
    "overview.owner": TAB,
    "overview.decisions": TAB,
    "selfsufficiency.explain": TAB,
    "selfsufficiency.burn_down": TAB,
    "selfsufficiency.guards": TAB,
    "handover.pack": TAB,
    "overview.checklist": CHECKLIST,
}
OTHER_KEYS = {
    "strategy.revision": 1, "playbooks.show": "social-media", "playbooks.file": "social-media",
    "playbooks.shipped_calendar": "social-media", "playbooks.uses": "social-media", "playbooks.version": 1,
    "playbooks.version_file": 1, "playbooks.edit_page": "about", "playbooks.entries": "activities",
    "playbooks.edit_entry": {"part": "modules", "entry": "why-us"}, "playbooks.add": "tools",
    "deliverables.version": 1, "selfsufficiency.answer_guard": "bursts",
    "handover.answer_part": "who",
}  # fmt: skip
# Addresses that carry a one-time secret have no second size.
NO_RECORD = {"token", "filename"}


@dataclass(frozen=True)
class Asked:
    """What one page cost: its answer, and the statements of it."""

    status: int
    count: int


# Somebody of every role. How many statements a page asks follows from the code, hardly from the engine: on PostgreSQL
# one of each side looks for what depends on the order of rows.
EVERY_ROLE, EACH_SIDE = ("marcus", "mina", "helen", "priya", "aisha", "brook"), ("marcus", "helen")


def test_every_page_asks_the_same_number_of_questions_at_two_sizes(
    app: Flask, northgate: Northgate, visit: Callable[[str], Visitor]
) -> None:
    """In one world that grows once. A page that somebody may not open in the small world is not asked in the large."""
    keys = EACH_SIDE if app.config["SETTINGS"].database_url.startswith("postgresql") else EVERY_ROLE
    one_of_everything(app, northgate)
    paths = _paths(app, northgate)
    people = {key: visit(key) for key in keys}
    for path in paths.values():
        people["marcus"].client.get(people["marcus"].whole(path))  # what a process keeps for good is read once
    asked = {(key, page): _ask(app, people[key], path) for key in keys for page, path in paths.items()}
    small = {place: cost for place, cost in asked.items() if cost.status < 400}
    many_of_everything(app, northgate)
    people = {key: visit(key) for key in keys}  # anew: a session of some minutes notes that it was seen
    large = {(key, page): _ask(app, people[key], paths[page]) for key, page in small}
    for key in keys:
        assert sum(cost.status == 200 for (who, _), cost in small.items() if who == key) > 5, key
    grew = {place: (small[place], large[place]) for place in small if small[place] != large[place]}
    assert not grew, grew
    dear = {place: asked for place, asked in large.items() if asked.count > PROMISED.get(place[1], ANY)}
    assert not dear, dear


def test_a_tick_costs_no_more_with_more_people_and_more_work(
    app: Flask, northgate: Northgate, visit: Callable[[str], Visitor]
) -> None:
    one_of_everything(app, northgate)
    aisha, first, second = visit("aisha"), *_next_items(app, 2)
    small = _tick(app, aisha, first)
    many_of_everything(app, northgate)
    large = _tick(app, aisha, second)
    assert small == large
    assert large <= TICK


def _ask(app: Flask, person: Visitor, path: str) -> Asked:
    with statements(app) as sent:
        answer = person.client.get(person.whole(path))
    assert answer.status_code != 500, path
    return Asked(answer.status_code, len(sent))


def _tick(app: Flask, person: Visitor, progress: UUID) -> int:
    token = person.opens("/checklist").form("csrf_token").values["csrf_token"]
    fields = {"csrf_token": token, "note": "It went well.", "link": "https://files.example/it"}
    with statements(app) as sent:
        answer = person.post(f"/progress/{progress}/tick", headers={"HX-Request": "true"}, **fields)
    assert answer.status == 200, answer.text
    assert len(answer.response.data) <= 4096
    return len(sent)


def _next_items(app: Flask, count: int) -> list[UUID]:
    with acting(app, "aisha") as aisha:
        waiting = scoped(ItemProgress).where(
            ItemProgress.person_id == aisha.id, ItemProgress.state == ProgressState.TODO
        )
        found = sorted(db.session.scalars(waiting), key=lambda row: -row.item.number)
        return [row.id for row in found[:count]]


def _paths(app: Flask, northgate: Northgate) -> dict[str, str]:
    """A path for every page that can be opened, with a record of Northgate's engagement where it needs one."""
    found = {}
    with acting(app, "marcus"), app.test_request_context():
        for rule in app.url_map.iter_rules():
            path = _path(app, rule, northgate) if "GET" in rule.methods else None
            if path is not None:
                found[rule.endpoint] = path
    return found


def _path(app: Flask, rule: Rule, northgate: Northgate) -> str | None:
    if rule.arguments & NO_RECORD:
        return None
    values = {}
    for name in rule.arguments:
        if name == "id":
            id = _record(app.view_functions[rule.endpoint].policy[1], northgate)
            if id is None:
                return None
            values["id"] = id
        else:
            known = "deputy" if name == "post" else OTHER_KEYS[rule.endpoint]
            values[name] = known[name] if isinstance(known, dict) else known
    built = rule.build(values)
    return built[1] if built is not None else None


def _record(model: type[WorkspaceModel], northgate: Northgate) -> UUID | None:
    """Aisha herself, Northgate's engagement, or the first record in it."""
    query = scoped(model).with_only_columns(model.id).order_by(model.id)
    if model.__name__ == "Membership":
        return cast.BY_KEY["aisha"].id
    if model.__name__ == "Client":
        return cast.fixed("client northgate")
    if model.__name__ == "Engagement":
        return northgate.id
    if not hasattr(model, "engagement_id"):
        return db.session.scalars(query.limit(1)).first()
    return db.session.scalars(query.where(model.engagement_id == northgate.id).limit(1)).first()
