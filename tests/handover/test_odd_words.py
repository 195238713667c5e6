"""Every form of the handover, filled in with what nobody expects: it is kept or refused in words, and never lost."""

import re

import pytest

from tests import cast
from tests.fences.conftest import acting, furnished
from tests.fences.conftest import app as furnished_app
from tests.fences.routes import all_routes
from tests.pages import FormFound, Page
from tracker.core.database import db
from tracker.engagements.models import Engagement, EngagementState
from tracker.tenancy import scoped

__all__ = ["acting", "furnished"]
app = furnished_app
pytestmark = pytest.mark.slow

PARTS = ("handover.", "graduation.", "erasure.", "archive.", "engagements.gate", "engagements.pass")
ODD = {
    "long": "Ünser Übergabe 🎉 — " * 20_000,
    "odd": "‮ <script>alert(1)</script> {{ 7*7 }} %s \\x00 \x00\x07 '; DROP TABLE engagement; -- \u200b\u0301 𝕏",
    "lines": "One\r\n\r\n\r\n" * 300 + "=cmd|' /C calc'!A0",
    "blank": " \t\u00a0\u2003\n",
}


@pytest.fixture(params=[EngagementState.ACTIVE, EngagementState.HANDED_OVER], ids=str)
def handed(request, furnished, acting):
    with acting("helen"):
        for engagement in db.session.scalars(scoped(Engagement)):
            engagement.state = request.param
        db.session.commit()
    return furnished


TYPED = re.compile(r'<textarea[^>]*name="([^"]+)"|<input[^>]*type="text"[^>]*name="([^"]+)"|'
                   r'<input[^>]*name="([^"]+)"[^>]*type="text"')  # fmt: skip


def typed_into(page: Page, form: FormFound) -> set[str]:
    """The fields of one form that somebody types words into."""
    return {name for found in TYPED.findall(page.html) for name in found if name} & form.names


@pytest.mark.parametrize("key", ["helen", "marcus"])
def test_no_form_breaks_and_none_forgets_what_was_typed(handed, app, visit, key):
    visitor, broken, forgotten, sent = visit(key), [], [], 0
    for route in all_routes(app):
        if not route.name.startswith(PARTS) or not route.guarded or route.methods != ["GET", "POST"]:
            continue
        path = f"/w/{cast.BY_KEY[key].workspace}" + route.path(handed.id(route.model) if route.takes_id else None)
        page = visitor.opens(path, follow=False)
        for form in page.reader.forms if page.status == 200 else ():
            texts = typed_into(page, form)
            for what, words in ODD.items() if texts else ():
                answer = visitor.post(path, follow=False, **{**form.values, **dict.fromkeys(texts, words)})
                sent += 1
                broken += [(route.name, what, answer.status)] * (answer.status >= 500)
                if answer.status in {409, 422} and what == "long":
                    there = [len(str(value)) for one in answer.reader.forms for value in one.values.values()]
                    forgotten += [route.name] * (max(there, default=0) < len(words) // 2)
    assert broken == []
    assert forgotten == []
    assert sent > 10
