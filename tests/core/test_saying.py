"""What is written about “the practice” is said of a coach where a client owns the workspace, and only there."""

from types import SimpleNamespace

import pytest
from flask import g
from markupsafe import Markup

from tracker.tenancy import said_here

LINES = [
    ("Where the practice still delivers", "Where the coach still delivers"),
    ("The practice's part", "The coach's part"),
    ("nothing that your consultants wrote", "nothing that your coaches wrote"),
    ("Our share", "The coach's share"),
    ("If we left today", "If the coach left today"),
    ("Skills fade without practice; so does good practice.", "Skills fade without practice; so does good practice."),
]


@pytest.mark.parametrize(("written", "said"), LINES)
def test_in_a_clients_own_workspace_it_is_said_of_the_coach(app, written, said):
    with app.test_request_context():
        g.workspace = SimpleNamespace(owned_by_client=True)
        assert said_here(written) == said
        g.workspace = SimpleNamespace(owned_by_client=False)
        assert said_here(written) == written


def test_markup_stays_markup_and_other_text_is_still_escaped(app):
    with app.test_request_context():
        g.workspace = SimpleNamespace(owned_by_client=True)
        page = app.jinja_env.from_string("{{ kept|said_here }} {{ typed|said_here }}")
        shown = page.render(kept=Markup("<b>The practice</b>"), typed="<i>the practice</i>")
    assert shown == "<b>The coach</b> &lt;i&gt;the coach&lt;/i&gt;"


def test_outside_every_workspace_nothing_is_changed(app):
    with app.test_request_context():
        assert said_here("The practice pays for it.") == "The practice pays for it."
