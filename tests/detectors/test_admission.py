from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from leakbench.detectors import registry
from leakbench.detectors.admission import admitted, is_house


def point(name, value="plugin:Kind", dist=("plugin", "1.0")):
    """An entry point of a distribution."""
    made = EntryPoint(name, value, registry.GROUP)
    vars(made)["dist"] = None if dist is None else SimpleNamespace(name=dist[0], version=dist[1])
    return made


OURS = point("native", "leakbench.detectors.native:Native", ("leakbench", "0.1.0"))


def test_everybody_has_a_name_of_their_own():
    """Whoever claims a name alone gets it, in order; letters are of any script."""
    entries, refused = admitted([point("b"), point("a.b-c_1"), point("甲")])
    assert list(entries) == ["a.b-c_1", "b", "甲"]
    assert not refused


def test_a_name_that_two_claim_is_nobodys():
    """Both are named, and what would bring them apart."""
    entries, refused = admitted([point("x", dist=("one", "1.0")), point("x", dist=("two", "2.0"))])
    assert entries == {}
    assert refused == {"x": "two detectors are called 'x', of one 1.0 and two 2.0: uninstall one"}


@pytest.mark.parametrize("order", [1, -1])
def test_ours_is_never_shadowed(order):
    """Whoever calls itself like it is refused, whatever is found first."""
    entries, refused = admitted([OURS, point("native")][::order])
    assert entries == {"native": OURS}
    assert refused == {"native": "detector 'native' of plugin 1.0: leakbench has one of this name"}


def test_ours_is_what_is_our_code():
    """Neither a package that calls itself leakbench nor one that names our module."""
    assert is_house(OURS)
    assert not is_house(point("native", "evil:Native", ("leakbench", "0.1.0")))
    assert not is_house(point("native", "leakbench.detectors.native:Native"))
    assert not is_house(point("native", dist=None))


@pytest.mark.parametrize(
    "name",
    ["", "../x", "a/b", "a\\b", "a:b", "a+b", "<b>x</b>", "a b", "\x1b[31mx", "x" * 65, "-x"],
)
def test_what_is_no_name_is_refused(name):
    """Paths, mark-up, control characters, arguments, and whole essays."""
    entries, refused = admitted([point(name)])
    assert entries == {}
    (told,) = refused.values()
    assert told.isprintable()
    assert len(told) < 160
    assert "plugin 1.0: names are of letters" in told


def test_a_refused_name_is_an_error_when_it_is_asked_for(monkeypatch):
    """With the same sentence."""
    known = admitted([OURS, point("x"), point("x", dist=("two", "2.0"))])
    monkeypatch.setattr(registry, "_admitted", lambda: known)
    with pytest.raises(registry.RefusedDetectorError, match="two detectors are called 'x'"):
        registry.load("x")
    assert registry.refusals() == list(known[1].values())
    assert registry.names() == ["native"]
