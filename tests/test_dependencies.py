"""Tests of what is installed with leakbench: pinned for CI, and under licences that are allowed."""

import re
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
LICENCES = tomllib.loads((ROOT / "tests/licences.toml").read_text("utf-8"))
ASKED = [
    Requirement(one)
    for one in (
        *PROJECT["dependencies"],
        *(one for name in ("peers", "report", "dev") for one in EXTRAS[name]),
    )
]


def pins():
    """The pinned versions, by name."""
    found = {}
    for line in CONSTRAINTS:
        if not line.startswith("#"):
            one = Requirement(line)
            found.setdefault(canonicalize_name(one.name), []).append(one)
    return found


def test_constraints_are_versions_and_nothing_else():
    """No address of a registry and no path stands there: one version a line, for all or some."""
    for line in CONSTRAINTS:
        if not line.startswith("#"):
            assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [\w.'<>=!* ]+)?", line), line


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_what_is_asked_for_is_pinned(asked):
    """To versions that pyproject.toml admits; ``make lock`` pins anew."""
    pinned = pins()[canonicalize_name(asked.name)]
    for one in pinned:
        (version,) = one.specifier
        assert version.version in asked.specifier


@cache
def installed():
    """All distributions that are asked for, and those that they ask for in turn."""
    found = {}
    waiting = list(ASKED)
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        if (name, frozenset(asked.extras)) in found:
            continue
        try:
            one = distribution(name)
        except PackageNotFoundError:  # for another platform or Python
            continue
        found[name, frozenset(asked.extras)] = one
        for text in one.requires or ():
            inner = Requirement(text)
            extras = asked.extras or {""}
            if inner.marker is None or any(inner.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(inner)
    return {name: one for (name, _), one in found.items()}


def test_all_that_comes_with_it_is_pinned():
    """Also what only others ask for."""
    assert not installed().keys() - pins().keys()


def said(metadata):
    """What a package says of its licence, as SPDX expression."""
    if metadata["License-Expression"]:
        return metadata["License-Expression"]
    classifiers = metadata.get_all("Classifier", [])
    names = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    names = names or [metadata["License"] or ""]
    return " AND ".join(LICENCES["called"].get(name, name) for name in names)


def allowed(expression):
    """Whether all of an expression, or one of its choices, is allowed."""
    choices = expression.strip("()").split(" OR ")
    return any(
        all(part.strip("() ") in LICENCES["allowed"] for part in one.split(" AND "))
        for one in choices
    )


def test_every_licence_is_allowed():
    """As packages say it, or as it was read where they do not; each list names what there is."""
    own = LICENCES["packages"]
    wrong = {
        name: said(one.metadata)
        for name, one in installed().items()
        if not allowed(own[name][0] if name in own else said(one.metadata))
    }
    assert not wrong
    assert not own.keys() - installed().keys()
    assert not [name for name in own if allowed(said(installed()[name].metadata))]


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-or-later", False),
        ("", False),
    ],
)
def test_what_is_allowed(expression, is_allowed):
    """All parts of one choice."""
    assert allowed(expression) is is_allowed


def test_what_stands_apart_is_in_no_extra_with_others():
    """And is an extra of its own name, which nobody gets unasked."""
    for name in LICENCES["apart"]:
        assert [Requirement(one).name for one in EXTRAS[name]] == [name]
        assert name not in installed()
        others = [one for extra, some in EXTRAS.items() if extra != name for one in some]
        assert name not in [Requirement(one).name for one in (*others, *PROJECT["dependencies"])]
