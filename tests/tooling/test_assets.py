"""The browser gets a few files, which ask nothing of anybody else."""

from pathlib import Path

import pytest

from devkit.assets import complete, icon_names, lay_out, sprite, without_remote
from devkit.trouble import Trouble

OUTLINE = """<svg
  xmlns="http://www.w3.org/2000/svg" width="24" fill="none" stroke="currentColor"
>
  <path stroke="none" d="M0 0h24v24H0z" fill="none" />
  <path d="M5 12l5 5l10 -10" />
</svg>"""


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    files = {
        "@tabler/core/dist/css/tabler.min.css": ".btn{a:b}.no{a:b}\n/*# sourceMappingURL=tabler.min.css.map */",
        "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "font",
        "@fontsource-variable/inter/LICENSE": "OFL",
        "htmx.org/dist/htmx.min.js": "var htmx={}\n//# sourceMappingURL=htmx.min.js.map\n",
        "@tabler/icons/icons/outline/check.svg": OUTLINE,
        "@tabler/icons/icons/filled/star.svg": OUTLINE,
    }
    for name, content in files.items():
        (tmp_path / "packages" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "packages" / name).write_text(content)
    return tmp_path / "packages"


@pytest.fixture
def icon_list(tmp_path: Path) -> Path:
    (tmp_path / "icons.txt").write_text("check # done\n\nstar-filled\ncheck\n")
    return tmp_path / "icons.txt"


def test_everything_a_page_asks_for_is_laid_out(packages, icon_list, tmp_path):
    vendor = tmp_path / "vendor"
    assert not complete(vendor)
    lay_out(packages, vendor, icon_list)
    assert complete(vendor)
    assert (vendor / "tabler.min.css").read_text() == ".btn{a:b}"
    assert (vendor / "htmx.min.js").read_text() == "var htmx={}\n"
    assert (vendor / "inter-latin.woff2").read_text() == "font"
    assert (vendor / "icons.svg").read_text().count("<symbol") == 2


def test_an_icon_becomes_a_symbol_without_its_invisible_background(packages):
    cut = sprite(["check", "star-filled"], packages / "@tabler/icons/icons")
    assert '<symbol id="i-check" viewBox="0 0 24 24"><path d="M5 12l5 5l10 -10"/></symbol>' in cut
    assert '<symbol id="i-star-filled" viewBox="0 0 24 24" fill="currentColor" stroke="none">' in cut


@pytest.mark.parametrize("name", ["unicorn", "../../secret", "Check"])
def test_an_icon_that_does_not_exist_is_named(packages, name):
    with pytest.raises(Trouble, match=f"no Tabler icon called “{name}”; correct it in tracker/static/icons.txt"):
        sprite([name], packages / "@tabler/icons/icons")


def test_a_file_that_a_package_no_longer_has_is_named(packages, icon_list, tmp_path):
    (packages / "htmx.org/dist/htmx.min.js").unlink()
    with pytest.raises(Trouble, match="behind htmx.min.js has no file htmx.org/dist/htmx.min.js"):
        lay_out(packages, tmp_path / "vendor", icon_list)


def test_the_list_of_icons_is_sorted_and_holds_each_name_once():
    assert icon_names("x # cross\ncheck\n\n# a note\nx\n") == ["check", "x"]


def test_a_style_sheet_asks_no_other_host():
    css = '@import url("https://a.invalid/x.css");.a{background:url(//b.invalid/i.png)}.c{background:url("data:image/svg+xml,x")}'
    assert without_remote(css) == '.a{background:none}.c{background:url("data:image/svg+xml,x")}'
