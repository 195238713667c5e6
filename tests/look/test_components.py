"""Templates ask only for components that exist: Jinja itself would draw nothing, and say nothing."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.look import gallery

TEMPLATES = gallery.ROOT / "templates"
READER = Environment()


@cache
def tree(name: str) -> nodes.Template:
    return READER.parse((TEMPLATES / name).read_text("utf-8"))


@cache
def offered(name: str) -> frozenset[str]:
    """What a template can lend to others: its macros and what it sets or imports at the top."""
    names: set[str] = set()
    for part in tree(name).body:
        if isinstance(part, nodes.Macro):
            names.add(part.name)
        elif isinstance(part, nodes.Assign | nodes.AssignBlock):
            names.update(node.name for node in part.find_all(nodes.Name) if node.ctx == "store")
        elif isinstance(part, nodes.FromImport):
            names.update(lent if isinstance(lent, str) else lent[1] for lent in part.names)
    return frozenset(names)


def wishes(name: str) -> Iterator[tuple[str, str]]:
    """(template, name asked of it) for everything a template borrows."""
    borrowed = {}
    for one in tree(name).find_all(nodes.FromImport):
        for lent in one.names:
            yield one.template.value, lent if isinstance(lent, str) else lent[0]
    for one in tree(name).find_all(nodes.Import):
        borrowed[one.target] = one.template.value
    for asked in tree(name).find_all(nodes.Getattr):
        if isinstance(asked.node, nodes.Name) and asked.node.name in borrowed:
            yield borrowed[asked.node.name], asked.attr


@pytest.mark.parametrize("name", sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*")))
def test_whatever_a_template_borrows_exists(name: str) -> None:
    assert [f"{lender} has no {wish}" for lender, wish in wishes(name) if wish not in offered(lender)] == []


def test_a_wish_that_cannot_be_met_is_noticed(tmp_path: Path) -> None:
    source = '{% import "components/buttons.html" as buttons %}{{ buttons.buton("Save") }}'
    asked = [one.attr for one in READER.parse(source).find_all(nodes.Getattr)]
    assert asked == ["buton"] and "buton" not in offered("components/buttons.html")
