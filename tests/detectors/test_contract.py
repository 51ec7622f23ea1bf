import subprocess
import sys

import pyarrow as pa
import pytest

from leakbench.detectors import contract
from leakbench.detectors.contract import Detector, SpanError, accept, offset_unit, per_text

BATCH = pa.RecordBatch.from_pydict({"text": ["张伟QQ", None], "备注": ["", "QQ"]})


def cue(text):
    """Find the two letters, with a score in odd places."""
    at = text.index("QQ")
    yield (at, at + 2, "QQ", 0.5) if at else (at, at + 2, "QQ")


class Toy:
    """A detector as short as one can be."""

    name = "toy"
    labels = frozenset({"QQ"})

    def detect(self, batch, /):
        """Look for the cue."""
        return per_text(cue, batch)


class ByteToy(Toy):
    """The same, counting in bytes."""

    offset_unit = "byte"

    def detect(self, batch, /):
        """Look for the cue in the bytes."""
        return per_text(
            lambda text: [
                (len(text[:at].encode()), len(text[:end].encode()), *rest)
                for at, end, *rest in cue(text)
            ],
            batch,
        )


def test_every_export_exists():
    """The contract's public names are what it offers."""
    assert sorted(contract.__all__) == sorted(set(contract.__all__))
    assert all(hasattr(contract, name) for name in contract.__all__)


def test_a_class_is_a_detector_without_inheriting():
    """Name, labels and detect are all it takes."""
    assert isinstance(Toy(), Detector)
    assert not isinstance(object(), Detector)


def test_per_text_lifts_a_function():
    """Spans come by row, then column; null and empty cells are never passed on."""
    spans = Toy().detect(BATCH)
    assert spans.schema.equals(contract.SPANS)
    assert [tuple(span.values()) for span in spans.to_pylist()] == [
        (0, 0, 2, 4, "QQ", 0.5),
        (1, 1, 0, 2, "QQ", 1.0),
    ]


def test_accept_converts_bytes():
    """Whatever a detector counts in, its accepted answer is in code points."""
    assert not ByteToy().detect(BATCH).equals(Toy().detect(BATCH))
    assert accept(ByteToy().detect(BATCH), BATCH, ByteToy()).equals(Toy().detect(BATCH))
    assert accept(Toy().detect(BATCH), BATCH, Toy()).equals(Toy().detect(BATCH))


def test_accept_refuses_what_is_not_declared():
    """An accepted answer has labels that its detector declares."""
    toy = Toy()
    toy.labels = frozenset({"EMAIL"})
    with pytest.raises(SpanError, match="label 'QQ' is not declared"):
        accept(toy.detect(BATCH), BATCH, toy)


def test_an_unknown_unit_is_refused():
    """A unit that is neither code points nor bytes is refused by name."""
    toy = Toy()
    assert offset_unit(toy) == "code point"
    toy.offset_unit = "utf-16"
    with pytest.raises(SpanError, match="detector toy: offset_unit 'utf-16'"):
        offset_unit(toy)


UNAIDED = """
import sys
import pyarrow as pa
from leakbench.detectors.contract import accept, empty_spans, per_text
from leakbench.detectors.registry import load
from leakbench.detectors.union import merge_longest

class Bytes:
    name, labels, offset_unit = "bytes", frozenset({"MOBILE"}), "byte"

text = pa.StringArray.from_buffers(
    2, pa.py_buffer(bytes([0] * 4 + [11] + [0] * 3 + [11] + [0] * 3)), pa.py_buffer(b"19900000000"),
    pa.py_buffer(b"\\x01"), 1,
)
batch = pa.RecordBatch.from_arrays([text], ["text"])
regex = load("regex")
found = accept(regex.detect(batch), batch, regex)
assert found.num_rows == 1
assert accept(found, batch, Bytes).equals(found)
assert merge_longest([found, empty_spans()]).num_rows == 1
assert accept(load("structured").detect(batch), batch, load("structured")).num_rows == 1
print("pandas" in sys.modules)
"""


@pytest.mark.slow
def test_no_answer_imports_pandas():
    """Neither made of tuples, nor in bytes, of several detectors, or by kernels."""
    pytest.importorskip("pandas")
    asked = subprocess.run(
        [sys.executable, "-c", UNAIDED], capture_output=True, check=True, text=True
    )
    assert asked.stdout == "False\n"
