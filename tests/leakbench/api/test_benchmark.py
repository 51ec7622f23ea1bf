"""Tests of the one place of the API that knows the benchmark's rooms."""

import ast
from pathlib import Path

from leakbench.api import benchmark

FOLDER = Path(benchmark.__file__).parent


def imported():
    """What each module of the API imports, inside of functions too: module and names."""
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                yield path.stem, node.module, {alias.name for alias in node.names}


def test_no_other_module_imports_the_benchmark():
    """When something moves there, one module changes."""
    importers = {
        stem for stem, module, _ in imported() if module.startswith("leakbench.benchmarks")
    }
    assert importers == {"benchmark"}


def test_every_name_is_used():
    """And is there."""
    used = [names for _, module, names in imported() if module == "leakbench.api.benchmark"]
    assert set().union(*used) == set(benchmark.__all__)
    assert all(hasattr(benchmark, name) for name in benchmark.__all__)
