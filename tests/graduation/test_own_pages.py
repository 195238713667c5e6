"""Every page and every button of a workspace that its client owns, as its owner: with none of a practice's people."""

import pytest

from tests.fences.furnishing import furnish
from tests.fences.routes import all_routes, ask, token_of
from tests.graduation import scenes

pytestmark = pytest.mark.slow


def test_no_page_breaks_where_there_is_no_practice(app, northgate, helen):
    furnished = furnish(app)
    scenes.handed_over(app, northgate)
    scenes.forget_the_furnished(app)
    scenes.asked(app, northgate)
    scenes.carried_out(app)
    helen.slug = "northgate"
    broken, shown = [], 0
    for route in all_routes(app):
        if not route.guarded or "GET" not in route.methods:
            continue
        path = "/w/northgate" + route.path(furnished.id(route.model) if route.takes_id else None)
        status = helen.client.get(path).status_code
        shown += status == 200
        if status >= 500:
            broken.append((route.name, status))
    assert broken == []
    assert shown > 100
    token = token_of(helen)
    for route in all_routes(app):
        if route.guarded and route.methods == ["POST"]:
            path = "/w/northgate" + route.path(furnished.id(route.model) if route.takes_id else None)
            status = ask(helen, "POST", path, token).status_code
            if status >= 500:
                broken.append((route.name, status))
    assert broken == []

