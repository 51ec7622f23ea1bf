"""The import graph of the house, as it is written: what import-linter cannot see."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PACKAGES = ("generator", "detectors", "benchmarks", "leakbench")
INTRINSICS = {
    "leakbench.generator.engine.intrinsics",
    "leakbench.generator.engine.lanes",
}
Graph = dict[str, set[str]]


def module_of(path):
    """The dotted name of a file; ``leakbench`` itself is the folder of that name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[parts[0] == "leakbench" :]
    return ".".join(("leakbench", *(part for part in parts if part != "__init__")))


@cache
def texts():
    """The source of every module."""
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {module_of(path): path.read_text("utf-8") for path in files}


def trees(words=""):
    """The syntax of every module, or of those in whose text some words stand."""
    return {module: ast.parse(text) for module, text in texts().items() if re.search(words, text)}


def outside_of_functions(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement that runs, or would for a type checker, when a module is imported."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from outside_of_functions(child)


def imported(statement: ast.AST) -> Iterator[str]:
    """What a statement may import; a name that is imported may be a module itself."""
    match statement:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names, level=0):
            for alias in names:
                yield f"{module}.{alias.name}"
                yield str(module)


def graph() -> Graph:
    """Which modules each module imports: the one that is named, not the packages it lies in."""
    found: Graph = {}
    for module, tree in trees().items():
        wanted = (name for node in outside_of_functions(tree) for name in imported(node))
        found[module] = {name for name in wanted if name in texts()} - {module}
    return found


def cycles(edges: Graph) -> list[list[str]]:
    """Modules that import one another, round and round: what no order of imports removes."""
    left = {module: set(to) for module, to in edges.items()}
    while done := [module for module, to in left.items() if not to & left.keys()]:
        for module in done:
            del left[module]
    found = []
    while left:
        path = [next(iter(left))]
        while (step := next(iter(left[path[-1]] & left.keys()))) not in path:
            path.append(step)
        found.append(path[path.index(step) :])
        for module in path:
            left.pop(module)
        while done := [module for module, to in left.items() if not to & left.keys()]:
            for module in done:
                del left[module]
    return found


def test_no_modules_import_one_another():
    """There is no cycle, with what is imported for type checkers alone counted.

    Imports inside of functions are left out: they run when everything is imported, and load
    what is slow only where it is needed.
    """
    edges = graph()
    assert "leakbench.generator.spec" in edges["leakbench.generator.corpus"]
    assert "leakbench.detectors.registry" in edges["leakbench.detectors.union"]
    assert "leakbench.benchmarks.scoring.counts" in edges["leakbench.benchmarks.scoring.scorer"]
    assert "leakbench.api.results" in edges["leakbench.api.evaluation"]
    found = cycles(edges)
    assert not found, f"modules import one another in a circle: {found}"


def test_imports_are_written_in_full():
    """No module imports from where it stands, which the graph does not follow."""
    relative = [
        module
        for module, tree in trees(r"from\s+\.").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative, f"write imports in full (from leakbench.ROOM import NAME): {relative}"


def test_intrinsics_stand_in_the_engine():
    """Nothing else builds code of its own, whether at import or inside of a function."""
    builders = {
        module
        for module, tree in trees("extending|cgutils|llvmlite").items()
        for node in ast.walk(tree)
        if {"numba.extending", "numba.core.cgutils", "llvmlite.ir"} & {*imported(node)}
    }
    assert builders == INTRINSICS


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"a"}, "c": {"a"}}, [["a", "b"]]),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, [["b", "c"]]),
    ],
)
def test_cycles_are_found(edges, expected):
    """The search finds what is planted, and nothing else."""
    assert [sorted(cycle) for cycle in cycles(edges)] == expected


def test_imports_for_type_checkers_are_seen():
    """A ``TYPE_CHECKING`` block counts, a function's body does not."""
    tree = ast.parse("if TYPE_CHECKING:\n    from a.b import C\ndef f():\n    import d\n")
    wanted = {name for node in outside_of_functions(tree) for name in imported(node)}
    assert wanted == {"a.b.C", "a.b"}
