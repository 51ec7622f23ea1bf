import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter

import pytest

import leakbench as lb
from leakbench.detectors import registry

STUB = Path(lb.__file__).with_suffix(".pyi")
HEAVY = "{'click', 'faker', 'matplotlib', 'numba', 'numpy', 'pandas', 'pyarrow', 'rich', 'scipy'}"


def fresh(line):
    """What a new process prints that runs a line."""
    done = subprocess.run(
        [sys.executable, "-c", line], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_import_loads_nothing_heavy():
    """Not a single library comes with the package alone."""
    line = f"import sys, leakbench; print(sorted({HEAVY} & set(sys.modules)))"
    assert fresh(line) == "[]"


def test_the_import_is_quick():
    """It takes less than 50 ms."""
    timed = "import time; t = time.process_time(); import leakbench; print(time.process_time() - t)"
    assert min(float(fresh(timed)) for _ in range(3)) < 0.05


def test_all_names_come_without_slow_libraries():
    """SciPy, Faker, matplotlib and numba wait until something is done with a name."""
    line = (
        "import sys, leakbench as lb; found = [getattr(lb, name) for name in lb.__all__]; "
        "assert all(map(callable, found)); "
        "print(sorted({'faker', 'matplotlib', 'numba', 'scipy'} & set(sys.modules)))"
    )
    assert fresh(line) == "[]"


def test_type_checkers_see_the_same_names():
    """The stub declares what the package gives, no more and no less."""
    tree = ast.parse(STUB.read_text("utf-8"))
    lines = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    homes = {alias.asname: node.module for node in lines for alias in node.names}
    assert sorted(homes) == sorted(lb.__all__)
    for name in homes.keys() - {"detectors"}:
        assert getattr(import_module(homes[name]), name) is getattr(lb, name)


def test_the_names_are_offered_for_completion():
    """``dir`` knows them before they are loaded."""
    assert set(lb.__all__) <= set(dir(lb))


def test_other_names_are_no_attributes():
    """As of any module."""
    with pytest.raises(AttributeError, match="module 'leakbench' has no attribute 'evaluat'"):
        lb.evaluat  # noqa: B018 - the access is the test


def test_detectors_is_a_package_and_a_function():
    """Its modules are imported as ever, and calling it lists the detectors."""
    assert lb.detectors.registry is registry
    assert {"native", "regex"} <= {one["name"] for one in lb.detectors()}
    line = (
        "import leakbench as lb; from leakbench.detectors.registry import names; "
        "import leakbench.detectors.spans as spans; "
        "print(len(lb.detectors()) == len(names()) and spans.__name__)"
    )
    assert fresh(line) == "leakbench.detectors.spans"


def test_a_second_access_costs_nothing():
    """A loaded name is an ordinary attribute."""
    assert lb.Spec is vars(lb)["Spec"]
    begin = perf_counter()
    for _ in range(1000):
        assert lb.Spec
    assert perf_counter() - begin < 0.1
