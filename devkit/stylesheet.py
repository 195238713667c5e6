"""A style sheet cut to the components we use, because a browser reads all of it before it draws anything."""

import re
from collections.abc import Collection, Iterator

CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
COMMENT = re.compile(r"/\*(?!!).*?\*/", re.S)
LICENCES = re.compile(r"(?:/\*!.*?\*/\s*)*", re.S)
GROUPS = ("@media", "@supports", "@layer", "@container")


def cut(css: str, wanted: Collection[str]) -> str:
    """Keep the rules for bare elements, and those all of whose classes are in `wanted`.

    Licence comments (`/*!`) stay, and so do at-rules that hold declarations. Animations go where nothing kept
    names them. The input is sound CSS; braces within strings do not occur in it.
    """
    kept = "".join(_kept(COMMENT.sub("", css), frozenset(wanted)))
    return re.sub(r"@keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", lambda m: _if_named(m, kept), kept)


def _kept(css: str, wanted: frozenset[str]) -> Iterator[str]:
    for start, body in _rules(css):
        licences = LICENCES.match(start)[0]
        head = start[len(licences) :]
        yield licences
        if head.startswith(GROUPS):
            inner = "".join(_kept(body, wanted))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}" if body else f"{head};"
        elif selectors := [one for one in _apart(head) if _is_wanted(one, wanted)]:
            yield f"{','.join(selectors)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """(selector or at-rule, what its braces hold), in order; licence comments ride on the selector."""
    start = 0
    while (brace := css.find("{", start)) >= 0:
        semicolon = css.find(";", start, brace)
        if semicolon >= 0 and css[start:semicolon].lstrip().startswith("@"):
            yield css[start:semicolon].strip(), ""
            start = semicolon + 1
            continue
        end = _closing(css, brace)
        yield css[start:brace].strip(), css[brace + 1 : end]
        start = end + 1


def _closing(css: str, brace: int) -> int:
    depth = 0
    for found in re.finditer(r"[{}]", css[brace:]):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return brace + found.start()
    return len(css)


def _apart(selectors: str) -> list[str]:
    """A list of selectors taken apart at the commas that stand in no bracket."""
    parts, depth = [""], 0
    for letter in selectors:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _is_wanted(selector: str, wanted: frozenset[str]) -> bool:
    return wanted.issuperset(CLASS.findall(selector))


def _if_named(animation: re.Match[str], css: str) -> str:
    return animation[0] if css.count(animation[1]) > 1 else ""
