"""What can be said of the look without a browser: sound HTML, nothing inline, known icons, a light style sheet."""

import gzip
import re
from pathlib import Path

import html5lib
import pytest

from devkit.assets import KIT_CLASSES
from tests.look import gallery, icons
from tracker.core.drawing import figures

TEMPLATES = gallery.ROOT / "templates"
WITHOUT_LETTERS = [path for path in TEMPLATES.rglob("*.html") if "emails" not in path.parts]
INLINE = re.compile(r"\s(style|on(click|load|change|submit|input|error))=|<style|javascript:|<script(?! src=)", re.I)
NAMED_ICON = re.compile(r"""\b(?:icon|draw)(?:\(|=)\s*["']([a-z0-9-]+)["']""")


@pytest.mark.parametrize("name", gallery.EVERY_PAGE)
def test_a_page_is_sound_html(name: str) -> None:
    html = gallery.page(name)
    html5lib.HTMLParser(strict=True).parse(html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", gallery.EVERY_PAGE)
def test_a_page_draws_only_icons_of_the_sprite(name: str) -> None:
    drawn = set(re.findall(r"icons\.svg#i-([a-z0-9-]+)", gallery.page(name)))
    assert drawn <= set(icons.ICONS)


@pytest.mark.parametrize("path", WITHOUT_LETTERS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_nothing_inline_and_names_known_icons(path: Path) -> None:
    text = path.read_text("utf-8")
    assert INLINE.search(text) is None
    assert set(NAMED_ICON.findall(text)) <= set(icons.ICONS)


STYLED = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", (gallery.STATIC / "theme.css").read_text("utf-8"))) | set(KIT_CLASSES)


@pytest.mark.parametrize("path", WITHOUT_LETTERS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_uses_only_classes_that_have_a_style(path: Path) -> None:
    drawn = re.sub(
        r"\{\{.*?\}\}", "\N{SECTION SIGN}", re.sub(r"\{[%#].*?[%#]\}", " ", path.read_text("utf-8"), flags=re.S)
    )
    names = {name for value in re.findall(r'\sclass="([^"]*)"', drawn) for name in value.split()}
    assert {name for name in names if "\N{SECTION SIGN}" not in name} - STYLED == set()


def test_every_field_of_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    page = gallery.page("forms")
    assert "Because she knows the candidates best.</textarea>" in page
    assert '<option selected value="tom">Tom</option>' in page
    assert 'value="soon"' in page
    for name in ("person", "why", "rung", "until", "told"):
        assert f'id="{name}-error"' in page and f'href="#{name}"' in page
    assert 'name="version"' in page and 'name="csrf_token"' in page


def test_an_expired_form_shows_what_was_typed_and_can_be_sent_again() -> None:
    page = gallery.page("error-419")
    assert page.count("Fill every vacancy from our own readers.") == 2  # to read, and to send once more
    assert '<form method="post" action="#again">' in page


def test_what_people_typed_is_never_markup() -> None:
    typed = [("<b>note</b>", "</textarea><script>alert(1)</script>")]
    page = gallery.ENVIRONMENT.get_template("errors/419.html").render(visitor=None, typed=typed, target='"><script>')
    assert "<script>" not in page and "<b>note" not in page.lower()


def test_an_index_is_never_shown_higher_than_it_is() -> None:
    assert [figures.whole(value) for value in (0, 59.99, 60, 79.999, 100)] == ["0", "59", "60", "79", "100"]
    assert [figures.part(value) for value in (0, 0.6999, 0.7, 0.05, 1)] == [".00", ".69", ".70", ".05", "1"]


def test_a_forecast_later_than_the_plan_says_so_in_words() -> None:
    page = gallery.page("portfolio")
    row = page[page.index("Fenwick &amp; Sons</a>") : page.index("Weir Community Trust")]
    assert "late" in re.sub(r"<[^>]+>", " ", row).split()
    assert "24 Apr to 26 Jun, plan 10 Apr" in row


def test_letters_come_in_both_kinds() -> None:
    for kind in ("html", "txt"):
        letter = gallery.ENVIRONMENT.get_template(f"emails/base.{kind}").render(action_url="https://b.example/x")
        assert "https://b.example/x" in letter


def test_our_style_sheet_is_light_and_asks_nobody_else() -> None:
    css = (gallery.STATIC / "theme.css").read_text("utf-8")
    assert len(gzip.compress(css.encode())) < 16_000  # as it goes over the wire
    assert re.findall(r"url\(([^)]*)\)|@import", css) == ['"vendor/inter-latin.woff2"']
    assert css.count("{") == css.count("}")
