"""What the browser gets from npm packages: four files, copied to a folder that is not committed."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from devkit.stylesheet import cut
from devkit.trouble import Trouble

COPIES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
    "@fontsource-variable/inter/LICENSE": "inter-LICENSE.txt",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}
SPRITE = "icons.svg"
# What we use of the kit besides its treatment of bare elements; everything else is our own theme.
KIT_CLASSES = ("btn", "btn-primary", "btn-sm", "form-control", "form-select", "is-invalid")
SOURCE_MAP = re.compile(r"/\*[#@]\s*sourceMappingURL=[^*]*\*/\s*|^//[#@]\s*sourceMappingURL=.*\n?", re.M)
REMOTE_IMPORT = re.compile(r"@import\s+(?:url\()?\s*[\"']?(?:https?:)?//[^;]*;\s*", re.I)
REMOTE_URL = re.compile(r"url\(\s*[\"']?(?:https?:)?//[^)]*\)", re.I)
BACKGROUND = re.compile(r"<path stroke=\"none\" d=\"M0 0h24v24H0z\" fill=\"none\"\s*/>\s*")
DRAWING = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.S)


def lay_out(packages: Path, vendor: Path, icon_list: Path) -> None:
    """Copy the files and cut the icons from `packages` (a node_modules folder) into `vendor`.

    Raises `Trouble` when a package lacks a file, or the list names an icon that does not exist.
    """
    vendor.mkdir(parents=True, exist_ok=True)
    for source, name in COPIES.items():
        if not (packages / source).is_file():
            raise Trouble(f"The package behind {name} has no file {source}: its version may have moved it.")
        copy_clean(packages / source, vendor / name)
    names = icon_names(icon_list.read_text("utf-8"))
    (vendor / SPRITE).write_text(sprite(names, packages / "@tabler/icons/icons"), "utf-8")


def complete(vendor: Path) -> bool:
    """Whether every file is there."""
    return all((vendor / name).is_file() for name in (*COPIES.values(), SPRITE))


def copy_clean(source: Path, target: Path) -> None:
    """Copy a file; from style sheets and scripts drop what would make a browser ask elsewhere,
    and from style sheets what we do not use."""
    if source.suffix == ".css":
        target.write_text(cut(without_remote(source.read_text("utf-8")), KIT_CLASSES), "utf-8")
    elif source.suffix == ".js":
        target.write_text(SOURCE_MAP.sub("", source.read_text("utf-8")), "utf-8")
    else:
        shutil.copyfile(source, target)


def without_remote(css: str) -> str:
    """The style sheet without source maps, remote imports and remote images; `data:` images stay."""
    return REMOTE_URL.sub("none", REMOTE_IMPORT.sub("", SOURCE_MAP.sub("", css)))


def icon_names(listed: str) -> list[str]:
    """One name a line, sorted, once each; blank lines and what follows a # do not count."""
    lines = (line.partition("#")[0].strip() for line in listed.splitlines())
    return sorted({line for line in lines if line})


def sprite(names: Iterable[str], icons: Path) -> str:
    """One SVG document with a `<symbol id="i-NAME">` for each icon.

    A name that ends in `-filled` is the filled drawing. Raises `Trouble` for a name that has none.
    """
    symbols = "\n".join(_symbol(name, icons) for name in names)
    licence = "<!-- Icons by Tabler, MIT licence, copyright Paweł Kuna -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">{licence}\n{symbols}\n</svg>\n'


def _symbol(name: str, icons: Path) -> str:
    filled = name.endswith("-filled")
    drawing = icons / ("filled" if filled else "outline") / f"{name.removesuffix('-filled')}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not drawing.is_file():
        raise Trouble(f"There is no Tabler icon called “{name}”; correct it in tracker/static/icons.txt.")
    strokes = BACKGROUND.sub("", DRAWING.search(drawing.read_text("utf-8"))[1])
    paint = ' fill="currentColor" stroke="none"' if filled else ""
    shape = re.sub(r"\s*\n\s*", "", strokes).replace(" />", "/>").strip()
    return f'<symbol id="i-{name}" viewBox="0 0 24 24"{paint}>{shape}</symbol>'
