"""Tests of telling what ended a detector."""

import json

import pyarrow as pa
import pytest

from leakbench.benchmarks.console.options import DEBUG
from leakbench.benchmarks.running.entrants import entrant
from leakbench.benchmarks.running.failures import (
    SHOWN,
    DetectorFailedError,
    Place,
    error_line,
    failed,
    quoted,
)
from leakbench.benchmarks.running.isolation import isolated
from leakbench.benchmarks.timing.call_timing import Timing

PLUGIN = """
import json
from leakbench.detectors.contract import empty_spans
from leakbench.detectors.registry import About

class Fragile:
    about = About("fragile", "pip install fragile", "MIT", "")
    name = "fragile"
    labels = frozenset({"MOBILE"})

    def detect(self, batch):
        return self._deeper(batch.column(0).to_pylist())

    def _deeper(self, texts):
        for text in texts:
            json.loads(text)
        return empty_spans()
"""
BATCH = pa.RecordBatch.from_pydict({"text": ["1", "2", "{", "4"]})


@pytest.fixture
def fragile(tmp_path):
    """A detector that reads JSON, in a file."""
    path = tmp_path / "reading.py"
    path.write_text(PLUGIN, "utf-8")
    return f"{path}:Fragile"


@pytest.mark.slow
@pytest.mark.parametrize("debug", [False, True])
def test_a_process_tells_line_and_row(fragile, monkeypatch, capfd, debug):
    """Its own line, not that of the library it calls; the traceback for whoever asks."""
    monkeypatch.setenv(DEBUG, "1") if debug else monkeypatch.delenv(DEBUG, raising=False)
    one = isolated(fragile)
    with pytest.raises(DetectorFailedError) as caught:
        one.answers([BATCH], Timing())
    assert str(caught.value).startswith("JSONDecodeError: Expecting property name")
    assert str(caught.value).endswith(", at reading.py:16 in _deeper (batch 0, row 2)")
    assert quoted(caught.value.place, [BATCH]) == "{"
    said = capfd.readouterr().err
    assert ("Traceback (most recent call last)" in said) == debug
    assert ("in raw_decode" in said or "in decode" in said) == debug


@pytest.mark.usefixtures("stand_ins")
def test_who_cannot_be_built_says_where():
    """The line of its constructor."""
    failure = entrant("unbuilt").failure
    assert failure.startswith("OSError: no model, at ")
    assert failure.endswith(" in __init__")


def test_paths_begin_at_the_package():
    """Results are published, and nobody's home belongs in them."""
    try:
        json.loads("{")
    except ValueError as error:
        said = str(failed(error))
    assert "test_failures.py:" in said
    assert str(__file__) not in said


def test_leakbench_says_it_in_words():
    """Its own errors need no line of code; words that are told stay as they are."""
    reason = DetectorFailedError("took more than 2 s over a batch")
    assert failed(reason) is reason
    assert error_line(reason) == "took more than 2 s over a batch"
    assert error_line(ValueError("two\nlines")) == "ValueError: two lines"
    assert error_line(ValueError()) == "ValueError"


@pytest.mark.parametrize("row", [None, 7])
def test_a_place_survives_the_way_between_processes(row):
    """As JSON; who sends anything else is taken at its word."""
    place = Place(batch=1, first=4, rows=9, row=row)
    error = DetectorFailedError("no model", place)
    assert str(DetectorFailedError.from_json(error.to_json())) == str(error)
    assert error.after(2, 100).place.first == 104
    odd = error.to_json()["place"]
    for strange in (
        *({}, {"place": 3}, {"place": {"batch": 1}}, {"place": odd | {"row": "7"}}),
        *({"place": odd | {"remark": 1}}, {"place": odd | {"rows": True}}),
    ):
        told = DetectorFailedError.from_json({"reason": "x", **strange})
        assert (str(told), told.place) == ("x", None)


def test_what_another_process_says_is_shown_on_one_line():
    """Whatever it puts into its words; its line of code stays where these are long."""
    place = {"batch": 0, "first": 0, "rows": 1, "row": 0, "remark": "a\nb\x1b[31m"}
    place |= dict.fromkeys(("column", "start", "end", "label"))
    told = str(DetectorFailedError.from_json({"reason": "x\n" * 9, "place": place}))
    assert told.isprintable()
    try:
        json.loads("{")
    except ValueError as error:
        error.args = ("long " * 200,)
        said = DetectorFailedError.from_json(failed(error).to_json())
    assert "…, at " in str(said)
    assert str(said).endswith("in test_what_another_process_says_is_shown_on_one_line")


def test_a_quotation_is_short():
    """On one line, around the span if there is one, and of all cells if nobody knows which."""
    text = "\n".join(map(str, range(100)))
    batch = pa.RecordBatch.from_pydict({"姓名": ["甲", "乙"], "备注": [text, None]})
    place = Place(batch=0, first=10, rows=2, row=10)
    assert quoted(place, [batch]).startswith("甲 | 0 1 2 ")
    assert len(quoted(place, [batch])) <= SHOWN + 2
    span = Place(batch=0, first=10, rows=2, row=10, column="备注", start=100, end=120)
    assert quoted(span, [batch]).strip("…") in text.replace("\n", " ")
    assert quoted(Place(batch=0, first=10, rows=2, row=11), [batch]) == "乙 |"
    for nowhere in (None, Place(batch=0, first=0, rows=2), Place(batch=0, first=0, rows=2, row=9)):
        assert quoted(nowhere, [batch]) is None
