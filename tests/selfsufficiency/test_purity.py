"""The formula stands alone: the standard library, its own neighbours, no clock."""

import ast
import sys
from pathlib import Path

import pytest

import tracker.selfsufficiency.formula as formula

FOLDER = Path(formula.__file__).parent
PURE = ("inputs", "delivered", "worth", "stages", "formula", "reasons", "points", "acts", "raising")


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_imports_only_the_standard_library_and_its_pure_neighbours(name):
    tree = ast.parse((FOLDER / f"{name}.py").read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= sys.stdlib_module_names
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert node.module.split(".")[0] in sys.stdlib_module_names
        elif isinstance(node, ast.ImportFrom):
            neighbours = [node.module] if node.module else [alias.name for alias in node.names]
            assert node.level == 1 and set(neighbours) <= set(PURE)


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_reads_no_clock_and_rolls_no_dice(name):
    tree = ast.parse((FOLDER / f"{name}.py").read_text())
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {
        a.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for a in node.names
    }
    assert not called & {"today", "now", "utcnow"}
    assert not imported & {"time", "random", "datetime"}
