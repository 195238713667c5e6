"""Reading a playbook needs no web framework and no database, so that a file can be checked anywhere."""

import ast
import sys
from pathlib import Path

import pytest

from tracker.playbooks import reading

FOLDER = Path(reading.__file__).parent
PURE = (
    "reading", "playbook_shape", "records", "shapes", "rules", "checks",
    "pillars", "place", "tree", "problems", "content", "writing", "drafting", "parts", "keys", "gaps", "changes",
    "dates", "wording",
)  # fmt: skip
OUTSIDE = sys.stdlib_module_names | {"yaml"}


@pytest.mark.parametrize("name", PURE)
def test_it_imports_only_the_standard_library_yaml_and_its_pure_neighbours(name: str):
    for node in ast.walk(ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= OUTSIDE
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert str(node.module).split(".")[0] in OUTSIDE
        elif isinstance(node, ast.ImportFrom):
            neighbours = [node.module] if node.module else [alias.name for alias in node.names]
            assert node.level == 1 and set(neighbours) <= set(PURE)
