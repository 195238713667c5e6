"""Whatever is typed is data: shown as text, kept as typed where it may stand, refused at its field where not."""

from html.parser import HTMLParser

import pytest

from tests.strategy.scenes import path, written
from tracker.core.markdown import markdown

pytestmark = pytest.mark.slow

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "![a](x.png)",
    '[a](https://e.example "\' onmouseover=alert(1) x=")',
    "<https://e.example/\"onclick=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//e.example></iframe>",
    "<form action=//e.example><input name=csrf_token>",
    "# <svg/onload=alert(1)>",
    "| <b onclick=x> | b |\n|---|---|\n| <i onload=y> | c |",
    "```html\n<script>alert(1)</script>\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x]: javascript:alert(1)\n\n[x]",
    "<style>*{display:none}</style>",
    "{{ config }} {% raw %} ${7*7}",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_leaves_nothing_that_runs(text):
    html = str(markdown(text)).lower()
    reader = _Tags()
    reader.feed(html)
    assert {name for name, _ in reader.found} <= HARMLESS
    for name, attributes in reader.found:
        assert set(attributes) <= ({"href", "rel", "title"} if name == "a" else set())
        assert attributes.get("href", "#").startswith(("https://", "http://", "mailto:", "#"))


HARMLESS = {"p", "a", "h3", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"}


class _Tags(HTMLParser):
    """The tags of a page, with their attributes, as a browser finds them."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_pages_show_hostile_text_without_harm(northgate, helen, acting):
    with acting("helen"):
        for ending in ("", "\n\nand once more"):
            written(northgate, "\n\n".join(HOSTILE) + ending, by="helen", share=1)
    pages = [path(northgate, page) for page in ("", "edit", "sign", "revisions/2")]
    for page in [*pages, f"{northgate.path}/strategy/whole"]:
        shown = helen.opens(page)
        reader = _Tags()
        reader.feed(shown.html)
        tags = [name for name, _ in reader.found]
        assert shown.status == 200 and "alert(1)" in shown.html
        assert tags.count("script") == 2 and not {"img", "iframe", "style"} & set(tags)
        assert not [tag for tag in reader.found if (tag[1].get("href") or "").lower().startswith("javascript")]


ODD = [
    "🎉 Ünïcödé — 漢字",
    "العربية وعبرية עברית together",
    "a\u202egnirts desrever",
    "tab\tand    spaces",
    "line\r\nbreak\rmac",
    "nul\x00byte and bell\x07",
    "e\u0301 combining",
    "=1+1",
    "-" * 500,
    ">" * 2000,
    "[" * 5000,
    "*_" * 4000,
]


@pytest.mark.every_engine
@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_saved_and_shown(northgate, helen, text):
    page = helen.sends(path(northgate, "edit"), text=text, share="1.0")
    assert page.status == 200 and page.says("Saved as revision 1.")
    assert "\x00" not in page.html and "\u202e" not in page.html


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x00\x07", "\u202e"])
def test_a_text_of_nothing_is_refused_at_its_field(northgate, helen, text):
    page = helen.sends(path(northgate, "edit"), text=text, share="1.0")
    assert page.status == 422 and page.says("Text is missing.")


@pytest.mark.parametrize("share", ["", "0.0", "2", "nan", "inf", "abc", "1.0; drop table", None])
def test_a_share_that_is_not_offered_is_refused_and_the_text_kept(northgate, helen, share):
    form = helen.opens(path(northgate, "edit")).form("text")
    values = {**form.values, "text": "Our words.", "share": share}
    page = helen.post(path(northgate, "edit"), **{name: value for name, value in values.items() if value is not None})
    assert page.status == 422
    assert page.form("text").values["text"] == "Our words."


@pytest.mark.every_engine
@pytest.mark.parametrize("based_on", ["", "x", "-1", "1e3", "99999999999999999999", "١", None])
def test_a_meddled_revision_number_never_overwrites(northgate, helen, acting, based_on):
    with acting("helen"):
        written(northgate, "First.", by="helen", share=1)
    form = helen.opens(path(northgate, "edit")).form("text")
    values = {**form.values, "text": "Second.", "based_on": based_on}
    page = helen.post(path(northgate, "edit"), **{name: value for name, value in values.items() if value is not None})
    assert page.status == 409
    assert page.form("text").values["text"] == "Second." and page.says("First.")


@pytest.mark.parametrize("words", ["", "ok", "x" * 1001, "\x00"])
def test_words_that_cannot_be_a_signature_are_refused_at_their_field(northgate, helen, acting, words):
    with acting("helen"):
        written(northgate, "First.", by="helen", share=1)
    page = helen.sends(path(northgate, "sign"), words=words)
    assert page.status == 422 and page.form("words")
    assert not helen.opens(path(northgate)).says("Signed")


@pytest.mark.parametrize("person", ["dawn", "marcus", "brook", "tessa"])
def test_a_section_is_not_given_to_somebody_from_elsewhere_by_a_meddled_form(northgate, priya, person):
    from tests import cast

    page = priya.sends(path(northgate, "assign"), person=str(cast.BY_KEY[person].id))
    assert page.status == 422
    assert priya.opens(path(northgate)).says("Nobody in particular")


def test_fields_that_are_not_on_the_form_have_no_effect(northgate, helen, acting):
    form = helen.opens(path(northgate, "edit")).form("text")
    smuggled = {"number": "7", "author_id": "x", "by_client": "0", "client_id": "x", "workspace_id": "x", "weight": "9"}
    helen.post(path(northgate, "edit"), **{**form.values, "text": "Ours.", "share": "1.0", **smuggled})
    page = helen.opens(path(northgate))
    assert page.says("Revision 1") and page.says("Helen Ames")
