"""Every page and every button of a workspace that its client owns, as its owner: with none of a practice's people."""

import re
from html import unescape

import pytest

from tests.fences.furnishing import furnish
from tests.fences.routes import all_routes, ask, token_of
from tests.graduation import scenes

pytestmark = pytest.mark.slow

# What only a practice says, or only its clients are told.
A_PRACTICE = re.compile(
    r"[^<>\n]*(?:[Tt]he practice\b|\b[Oo]ur share|[Ll]eaning on us|[Ll]et us look|[Oo]ur access|"
    r"Northgate Recruitment only looks on)[^<>\n]*"
)
# What a charter or an event says stays as it was said.
KEPT = {
    "engagements.feed", "engagements.charter", "engagements.charter_version", "engagements.edit_charter",
    "engagements.sign",
}  # fmt: skip


@pytest.mark.one_engine
def test_no_page_breaks_where_there_is_no_practice(app, northgate, helen):
    furnished = furnish(app)
    scenes.handed_over(app, northgate)
    scenes.forget_the_furnished(app)
    scenes.asked(app, northgate)
    scenes.carried_out(app)
    helen.slug = "northgate"
    broken, shown, said = [], 0, set()
    for route in all_routes(app):
        if not route.guarded or "GET" not in route.methods:
            continue
        path = "/w/northgate" + route.path(furnished.id(route.model) if route.takes_id else None)
        answer = helen.client.get(path)
        status = answer.status_code
        shown += status == 200
        if status == 200 and answer.mimetype == "text/html" and route.name not in KEPT:
            page = answer.get_data(as_text=True).partition("<main")[2]
            said |= {(route.name, unescape(words).strip()) for words in A_PRACTICE.findall(page)}
        if status >= 500:
            broken.append((route.name, status))
    assert broken == []
    assert shown > 100
    assert not said, "\n".join(map(str, sorted(said)))
    token = token_of(helen)
    for route in all_routes(app):
        if route.guarded and route.methods == ["POST"]:
            path = "/w/northgate" + route.path(furnished.id(route.model) if route.takes_id else None)
            status = ask(helen, "POST", path, token).status_code
            if status >= 500:
                broken.append((route.name, status))
    assert broken == []


@pytest.mark.parametrize("words", ['"the practice"', '"Our share"'])
def test_how_a_workspace_says_it_is_not_settled_by_whoever_opens_a_page_first(app, words):
    """Jinja makes of a constant what a filter makes of it, once for all, unless it is told not to."""
    assert "said_here" in app.jinja_env.compile(f"{{{{ {words}|said_here }}}}", raw=True)
