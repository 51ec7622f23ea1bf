import re
import sys

import pytest

from leakbench.detectors import conformance
from leakbench.detectors.registry import (
    DetectorArgumentError,
    Mark,
    UnknownDetectorError,
    listing,
    load,
)

SOURCE = """
import re

import leakbench as lb
from neighbour import LENGTH

PATTERN = re.compile(r"(?<![0-9])1[0-9]{%d}(?![0-9])" % (LENGTH - 1))


def find(text):
    return [(one.start(), one.end(), "MOBILE") for one in PATTERN.finditer(text)]


def usual(text):
    return [(0, 1, "TEL", 0.5)]


usual.labels = ["TEL"]


class Whole:
    name = "whole"
    labels = frozenset({"MOBILE"})
    version = "3.1"
    cost = {"requests": 3}
    about = lb.About("somebody-s", "pip install somebody-s", "MIT", "")

    def detect(self, batch, /):
        return lb.per_text(find, batch)


class Bytes(Whole):
    offset_unit = "byte"

    def detect(self, batch, /):
        return lb.per_text(lambda text: [(3, 6, "MOBILE")] if text else [], batch)


class Holder:
    ready = Whole()


built = Whole()
number = 3


class Odd:
    labels = ("SPELL",)

    def detect(self, batch, /):
        return batch


class Idle:
    pass


class Choosy:
    def __init__(self, argument):
        self.argument = argument


class Failing:
    def __init__(self):
        raise RuntimeError("no\\nmodel")
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory with a file, one beside it, and a package of the same."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(SOURCE)
    (tmp_path / "neighbour.py").write_text("LENGTH = 11\n")
    (tmp_path / "packed_up").mkdir()
    (tmp_path / "packed_up/__init__.py").touch()
    (tmp_path / "packed_up/inside.py").write_text(SOURCE)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith(("leakbench_user_", "neighbour", "packed_up", "mine")):
            del sys.modules[name]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "where", ["./mine.py", "mine.py", "{folder}/mine.py", "packed_up.inside", "mine"]
)
@pytest.mark.parametrize("attribute", ["find", "Whole", "built", "Holder.ready"])
def test_it_is_a_detector_like_any_other(folder, where, attribute, batch, ask):
    """A function, a class, an object or a part of one, of a file or a module."""
    name = f"{where.format(folder=folder)}:{attribute}"
    one = load(name)
    assert one.name == name
    assert ask(one, batch("电话13800000000", None)) == [(0, 0, "13800000000", "MOBILE")]
    assert load(name).name == name
    assert listing(name).available


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("attribute", ["find", "Whole"])
def test_it_conforms(attribute):
    """As others do."""
    conformance.check(load(f"./mine.py:{attribute}"))


@pytest.mark.usefixtures("folder")
def test_it_says_what_it_finds(batch, ask):
    """In the registry's labels or usual names; who does not say may find everything."""
    assert load("mine.py:Whole").labels == {"MOBILE"}
    assert load("mine.py:usual").labels == {"PHONE"}
    assert ask(load("mine.py:usual"), batch("x")) == [(0, 0, "x", "PHONE", 0.5)]
    assert {"MOBILE", "PERSON", "QQ"} < load("mine.py:find").labels


@pytest.mark.usefixtures("folder")
def test_its_unit_is_its_own(batch, ask):
    """Bytes if it says so."""
    assert ask(load("mine.py:Bytes"), batch("甲乙丙")) == [(0, 0, "乙", "MOBILE")]


def test_its_version_is_its_content(folder):
    """After its own word; what it says about itself is kept, and else it is the user's."""
    before = load("mine.py:Whole")
    assert re.fullmatch(r"3\.1\+sha256\.[0-9a-f]{12}", before.content_version)
    assert before.about.package == "somebody-s"
    assert before.cost == {"requests": 3}
    assert re.fullmatch(r"sha256\.[0-9a-f]{12}", load("mine.py:find").content_version)
    assert load("mine.py:find").about.marks == (Mark.USER_MODEL,)
    (folder / "mine.py").write_text(SOURCE + "\n# changed\n")
    assert load("mine.py:Whole").content_version != before.content_version


@pytest.mark.usefixtures("folder")
def test_one_content_is_one_module():
    """So that a class is itself, however often it is asked for."""
    first, second = (load("mine.py:built") for _ in range(2))
    assert first.detect is not second.detect
    assert len([name for name in sys.modules if name.startswith("leakbench_user_mine")]) == 1


def test_nothing_beside_it_stands_in_for_a_package(folder):
    """Its folder comes last."""
    (folder / "pyarrow.py").write_text("raise RuntimeError\n")
    load("mine.py:find")
    assert sys.path[-1] == str(folder)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("./gone.py:find", "no such file: gone.py"),
        ("./mine.py", "say what in it detects: ./mine.py:NAME"),
        ("./mine.py:", "no '' in it; it has: find, usual, Whole, Bytes, Holder, Odd"),
        ("./mine.py:gone", "no 'gone' in it; it has: find, usual"),
        ("packed_up.inside:gone", "no 'gone' in it; it has: find, usual"),
        ("packed_up.gone:find", "no module 'packed_up.gone'"),
        ("gone.inside:find", "no module 'gone'"),
        ("./mine.py:number", "number is int, not a class or an object with detect()"),
        ("./mine.py:Idle", "Idle is Idle, not a class or an object with detect()"),
        ("./mine.py:Odd", "its labels: label 'SPELL' is not in the registry"),
        ("./mine.py:Failing", "when it is built: RuntimeError: no model (mine.py:"),
        ("./mine.py:Choosy", "when it is built: TypeError: Choosy.__init__() missing"),
    ],
)
def test_what_is_missing_is_named(name, reason):
    """In one line, before anything runs."""
    with pytest.raises(DetectorArgumentError) as caught:
        load(name)
    assert str(caught.value).startswith(f"detector {name!r}: {reason}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import re\n\n1 / 0\n", "at import: ZeroDivisionError: division by zero (bad.py:3)"),
        ("x = 1\ndef (:\n", "at import: SyntaxError: invalid syntax (bad.py:2)"),
        (
            "import nowhere\n",
            "at import: ModuleNotFoundError: No module named 'nowhere' (bad.py:1)",
        ),
        ("import re\nre.compile('(')\n", "subpattern (bad.py:2)"),
    ],
)
@pytest.mark.parametrize("where", ["./bad.py", "bad"])
def test_an_error_at_import_says_where(folder, source, reason, where):
    """The file and the line of it."""
    (folder / "bad.py").write_text(source)
    with pytest.raises(DetectorArgumentError) as caught:
        load(f"{where}:find")
    assert reason in str(caught.value)
    assert "bad" not in sys.modules


@pytest.mark.usefixtures("folder")
def test_a_slip_in_a_name_is_told_as_one():
    """A word that is neither a module nor registered is an unknown detector."""
    with pytest.raises(UnknownDetectorError, match="unknown detector 'unoin:regex'"):
        load("unoin:regex")
