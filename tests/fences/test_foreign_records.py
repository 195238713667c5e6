"""A record of elsewhere answers exactly as one that never was: every route, by every person who has no part in it."""

import pytest

from tests.fences.routes import Route, all_routes, ask, comparable, routes_with_id, token_of
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.engagements.models import Engagement, TeamMember
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.every_engine]


def told_apart(furnished, visitor, prefix, home, routes, status):
    """The requests to `home`'s records that are not answered with `status`, or not as for an id that never was."""
    token, never, told = token_of(visitor), new_id(), []
    for route in routes:
        for method in route.methods:
            real = ask(visitor, method, prefix + route.path(furnished.id(route.model, home)), token)
            none = ask(visitor, method, prefix + route.path(never), token)
            if real.status_code != status or comparable(real) != comparable(none):
                told.append((method, route.name, real.status_code, none.status_code))
    return told


def found(furnished, visitor, prefix, home, routes):
    """The requests to `home`'s records that are answered by anything but the page of what never was."""
    token = token_of(visitor)
    never = f"{prefix}/sections/{new_id()}/edit"
    nothing = {method: comparable(ask(visitor, method, never, token)) for method in ("GET", "POST")}
    assert {answer[0] for answer in nothing.values()} == {404}
    return [
        (method, route.name)
        for route in routes
        for method in route.methods
        if comparable(ask(visitor, method, prefix + route.path(furnished.id(route.model, home)), token))
        != nothing[method]
    ]


def inside(routes: list[Route]) -> list[Route]:
    return [route for route in routes if route.guarded]


def test_a_stranger_is_sent_to_sign_in_and_learns_nothing(furnished, app, visitor):
    assert told_apart(furnished, visitor, "/w/harbour", "northgate", routes_with_id(app), 302) == []


def test_a_stranger_is_sent_to_sign_in_from_every_page_that_is_not_public(app, visitor):
    token = token_of(visitor)
    for route in all_routes(app):
        for method in route.methods if route.policy != "public" else []:
            answer = ask(visitor, method, "/w/harbour" + route.path(new_id() if route.takes_id else None), token)
            assert answer.status_code == 302, (method, route.name)
            assert answer.headers["Location"].startswith("/sign-in"), (method, route.name)


def test_an_owner_of_another_client_of_the_practice_learns_nothing(furnished, app, dawn):
    assert told_apart(furnished, dawn, "/w/harbour", "northgate", routes_with_id(app), 404) == []


def test_a_lead_of_another_practice_learns_nothing(furnished, app, tessa):
    assert told_apart(furnished, tessa, "/w/tidewater", "northgate", routes_with_id(app), 404) == []


# Somebody, the address of the workspace in which she asks, and whose records she asks for.
ELSEWHERE = [
    ("wes", "harbour", "northgate"), ("helen", "harbour", "weir"), ("brook", "harbour", "weir"),
    ("marcus", "harbour", "quay"), ("mina", "harbour", "quay"), ("helen", "harbour", "quay"),
    ("ewan", "tidewater", "northgate"), ("tessa", "tidewater", "weir"),
    ("ewan", "harbour", "northgate"), ("tessa", "harbour", "northgate"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "slug", "home"), ELSEWHERE)
def test_what_belongs_elsewhere_is_not_there(furnished, app, visit, key, slug, home):
    assert found(furnished, visit(key), f"/w/{slug}", home, routes_with_id(app)) == []


def test_a_workspace_of_others_is_like_one_that_never_was(furnished, app, tessa):
    token, told = token_of(tessa), []
    for route in inside(all_routes(app)):
        path = route.path(new_id() if route.takes_id else None)
        for method in route.methods:
            real = ask(tessa, method, f"/w/harbour{path}", token)
            none = ask(tessa, method, f"/w/nowhere{path}", token)
            if real.status_code != 404 or comparable(real, but="harbour") != comparable(none, but="nowhere"):
                told.append((method, route.name, real.status_code))
    assert told == []


def of_engagements(routes: list[Route]) -> list[Route]:
    """Routes whose record is an engagement or belongs to one."""
    return [
        route for route in routes
        if route.guarded and (route.model is Engagement or "engagement_id" in route.model.__table__.columns)
    ]  # fmt: skip


def test_a_consultant_without_a_part_in_an_engagement_finds_nothing_of_it(furnished, app, visit, acting):
    with acting("marcus"):
        for seat in db.session.scalars(scoped(TeamMember)):
            seat.ended_at = seat.named_at
        db.session.commit()
    routes = of_engagements(routes_with_id(app))
    assert found(furnished, visit("mina"), "/w/harbour", "northgate", routes) == []


def test_a_providers_person_finds_nothing_that_was_not_given_to_her_firm(furnished, app, visit):
    routes = of_engagements(routes_with_id(app))
    assert found(furnished, visit("brook"), "/w/harbour", "northgate", routes) == []
