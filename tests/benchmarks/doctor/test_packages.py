import sys

import pytest

from leakbench.benchmarks.doctor import packages
from leakbench.benchmarks.doctor.packages import Asked, asked_of, package_findings


@pytest.fixture
def asks(monkeypatch):
    """Lets leakbench ask for other packages."""

    def ask(*requirements):
        monkeypatch.setattr(packages, "requires", lambda _: list(requirements))
        return {(one.name, one.state): one for one in package_findings()}

    return ask


@pytest.mark.slow
def test_the_core_is_whole_here():
    """All that leakbench asks for is installed where its tests run."""
    found = {one.name: one for one in package_findings()}
    assert found["core"].state == "ok"
    assert "pyarrow" in found["core"].told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("click>=8.1", ("click", "8.1", "")),
        ("Faker", ("Faker", "", "")),
        ('ray[data]>=2.50; extra == "ray"', ("ray", "2.50", "ray")),
        ("a>=1; python_version < '3.15' and extra == 'dev'", ("a", "1", "dev")),
    ],
)
def test_requirements_are_read(text, expected):
    """The name, the lowest version, and for which extra it is."""
    assert asked_of(text) == Asked(*expected)


def test_a_package_too_old_is_broken(asks):
    """In the core; what is needed is said."""
    told = asks("click>=99.1")["core", "broken"]
    assert "at least 99.1 is needed" in told.told


def test_a_package_that_cannot_be_imported_is_broken(asks, monkeypatch):
    """Being installed is not enough for the core."""
    monkeypatch.setitem(sys.modules, "rich", None)
    assert "rich cannot be imported" in asks("rich>=13")["core", "broken"].told


def test_extras_are_told_apart(asks):
    """Whole, in part with what is missing, and not at all; those for authors are left out."""
    found = asks(
        "click>=8.1",
        'numpy>=1; extra == "whole"',
        'numpy>=1; extra == "part"',
        'no-such-package; extra == "part"',
        'no-such-package; extra == "none"',
        'no-such-package; extra == "dev"',
    )
    assert found["extras", "ok"].told == "whole"
    assert found["extras", "missing"].told == "nothing of none"
    part = found["leakbench[part]", "missing"]
    assert part.told == "no-such-package is not installed"
    assert part.mend == "pip install 'leakbench[part]'"
    assert len(found) == 5
