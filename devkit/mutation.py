"""`dev.py mutate`: one constant, sign or condition of the index is changed at a time; a test must notice.

Cosmic Ray makes the mutants. Each is tried in a fork of a process that has everything else loaded already, since
starting Python anew for each of some thousands would take hours.
"""

import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INDEX = Path("tracker/selfsufficiency")
# What decides on numbers, and needs no database: the others only read, keep and show.
PURE = (
    "formula", "inputs", "worth", "delivered", "stages", "points", "raising", "acts", "reasons", "steps", "forecasting",
)  # fmt: skip
FLAGS, ALL_ELSE = "tests/selfsufficiency/triggers", "tests/selfsufficiency"
# Whose tests go by another name than the module.
OWN_TESTS = {"inputs": "formula", "worth": "formula", "delivered": "formula", "reasons": "points"}
ENOUGH = 0.95
LONGEST_SECONDS = 60
# `is` for `==` says the same of small numbers and of enumerations; a power or a shift in place of a sum, a `|` in an
# annotation or a decorator's absence are errors at once, for which no test deserves credit.
NOT_TRIED = ("_Is", "Bit", "Shift", "Pow", "Mod", "FloorDiv", "RemoveDecorator")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module, the name of the operator, and which of its places."""

    module: str
    operator: str
    occurrence: int
    line: int


def main(words: list[str]) -> int:
    modules = words or [*PURE, *sorted(f"flags/{path.stem}" for path in (ROOT / INDEX / "flags").glob("triggers_*.py"))]
    mutants = [mutant for module in modules for mutant in _mutants_of(module)]
    print(f"{len(mutants)} mutants of {len(modules)} modules", flush=True)
    workers = os.cpu_count() or 1
    survived: list[Mutant] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(workers, initializer=_begin, initargs=(folder,)) as pool,
    ):
        for mutant, noticed in zip(mutants, pool.map(_try, mutants, chunksize=4), strict=True):
            if not noticed:
                survived.append(mutant)
                print(f"survived: {mutant.module}.py:{mutant.line} {mutant.operator} #{mutant.occurrence}", flush=True)
    for module in modules:
        of = sum(mutant.module == module for mutant in mutants)
        print(f"{module}: {of - sum(mutant.module == module for mutant in survived)} of {of} noticed")
    share = 1 - len(survived) / len(mutants)
    print(f"{len(mutants) - len(survived)} of {len(mutants)} noticed, {share:.1%}")
    return int(share < ENOUGH)


def _mutants_of(module: str) -> Iterator[Mutant]:
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    tree = get_ast((ROOT / INDEX / f"{module}.py").read_text("utf-8"))
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments() or any(part in name for part in NOT_TRIED):
            continue
        places = (start for node in ast_nodes(tree) for start, _ in operator().mutation_positions(node))
        for occurrence, (line, _) in enumerate(places):
            yield Mutant(module, name, occurrence, line)


def _begin(folder: str) -> None:
    """A copy of the code for this worker, and all that is not mutated loaded."""
    place = Path(tempfile.mkdtemp(dir=folder))
    for name in ("tracker", "tests"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("vendor", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    os.chdir(place)
    sys.path[:] = [str(place), *(path for path in sys.path if Path(path or ".").resolve() != ROOT)]
    # Leaves the tests translated too, which takes longer than running them.
    if _run_tests(FLAGS) or _run_tests(ALL_ELSE):
        raise SystemExit("The tests fail before anything was changed.")
    import hypothesis  # noqa: F401
    import numpy  # noqa: F401
    import pytest  # noqa: F401

    for name in [name for name in sys.modules if name.split(".")[0] in {"tracker", "tests"}]:
        del sys.modules[name]
    import tracker.engagements.gates
    import tracker.engagements.pausing
    import tracker.training.proofs
    import tracker.worklog.shares  # noqa: F401

    sys.dont_write_bytecode = True


def _try(mutant: Mutant) -> bool:
    """Whether a test noticed."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    file = INDEX / f"{mutant.module}.py"
    sound = file.read_text("utf-8")
    changed = mutate_code(sound, get_operator(mutant.operator)(), mutant.occurrence)
    if changed is None:
        return True
    file.write_text(changed, "utf-8")
    try:
        return any(_run_tests(where) for where in _where(mutant.module))
    finally:
        file.write_text(sound, "utf-8")


def _where(module: str) -> tuple[str, ...]:
    """Where a change of this module is looked for: in the tests of its name first, which notice most at little cost."""
    if module.startswith("flags/"):
        return f"{FLAGS}/test_{module.removeprefix('flags/triggers_')}.py", FLAGS
    own = f"{ALL_ELSE}/test_{OWN_TESTS.get(module, module)}.py"
    return (own, ALL_ELSE)


def _run_tests(where: str) -> int:
    """The exit code of the pure tests in a fork; a loop without end counts as noticed."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    import hypothesis
    import pytest

    hypothesis.settings.register_profile("mutation", max_examples=25, deadline=None, derandomize=True, database=None)
    hypothesis.settings.load_profile("mutation")
    without = [f"-pno:{plugin}" for plugin in ("cacheprovider", "xdist", "playwright")]
    ways = ["-x", "-q", "--assert=plain", "--noconftest", *without]
    os._exit(pytest.main([*ways, where], plugins=[_OnlyPure()]))


class _OnlyPure:
    """Leaves out what needs a database: without the common fixtures such a test cannot begin."""

    def pytest_collection_modifyitems(self, items: list) -> None:
        infos = [item._fixtureinfo for item in items]
        can = [set(info.argnames) <= info.name2fixturedefs.keys() for info in infos]
        items[:] = [item for item, begins in zip(items, can, strict=True) if begins]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
