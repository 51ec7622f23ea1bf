"""The five lines of the READMEs print what stands under them there."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")


def columns(text):
    """Lines as words, without the last column: rates are another at each run."""
    return [line.split()[:-1] for line in text.splitlines() if not line.startswith("…")]


@pytest.fixture(scope="module")
def printed():
    """What the example prints."""
    capture = pytest.MonkeyPatch()
    lines = []
    capture.setattr("builtins.print", lambda *told: lines.append(" ".join(map(str, told))))
    try:
        runpy.run_path(str(ROOT / "examples/first.py"))
    finally:
        capture.undo()
    return "\n".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_it_prints_what_is_shown(name, printed):
    """Scores to the digit; what follows is left out by whole lines."""
    text = (ROOT / name).read_text("utf-8")
    shown = re.search(r"^```text\n(detector .*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
    expected = columns(shown)
    assert columns(printed)[: len(expected)] == expected
    assert shown.endswith("…\n")
