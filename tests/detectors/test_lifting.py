import pyarrow as pa
import pytest

from leakbench.detectors.contract import accept, per_text, spans_from
from leakbench.detectors.label_aliases import UnmappedLabelError
from leakbench.detectors.lifting import Detects, NotADetectorError, lifted
from leakbench.detectors.regex import Regex
from leakbench.generator.entities import known_labels

BATCH = pa.RecordBatch.from_pydict({"text": ["电话13800000000", None, ""]})


def first(text):
    """The first character of every text, under a usual name of a label."""
    return [(0, 1, "TEL", 0.5)] if text else None


class Silent:
    """An object that says nothing of itself."""

    def detect(self, batch, /):
        """The first character of every text."""
        return per_text(lambda _text: [(0, 1, "PHONE", 0.5)], batch)


class Bytes(Silent):
    """One that counts in bytes, and says what it finds."""

    name = "bytes"
    labels = ("TEL",)
    offset_unit = "byte"

    def detect(self, batch, /):
        """The first character of the first text."""
        return spans_from([(0, 0, (0, 3, "PHONE", 0.5))][: batch.num_rows])


def test_whatever_detects_is_a_detector():
    """No base class is needed."""
    assert isinstance(Regex(), Detects)
    assert not isinstance(len, Detects)


@pytest.mark.parametrize("given", [first, Silent(), Bytes()])
def test_what_is_lifted_keeps_to_the_contract(given):
    """Its spans are typed, in code points once they are accepted, and in the registry's labels."""
    one = lifted(given)
    (span,) = accept(one.detect(BATCH), BATCH, one).to_pylist()
    assert span == {"row": 0, "column": 0, "start": 0, "end": 1, "label": "PHONE", "score": 0.5}


def test_labels_are_its_own_or_the_callers_or_all():
    """What nobody declares is remembered as it is seen."""
    assert lifted(Bytes(), ["QQ"]).labels == {"PHONE"}
    assert lifted(first, ["QQ"]).labels == {"QQ"}
    one = lifted(first)
    assert (one.labels, one.seen) == (known_labels(), set())
    one.detect(BATCH)
    assert one.seen == {"PHONE"}
    assert lifted(Bytes()).seen is None


def test_its_name_is_its_own_or_that_of_its_class():
    """A caller may change it."""
    assert [lifted(one).name for one in (first, Silent(), Bytes())] == ["first", "Silent", "bytes"]


def test_a_label_without_a_meaning_is_remembered():
    """Whether it is declared or found."""
    with pytest.raises(UnmappedLabelError, match="SPELL"):
        lifted(type("Odd", (Silent,), {"labels": ["SPELL"]})())
    one = lifted(lambda _text: [(0, 1, "SPELL")])
    with pytest.raises(UnmappedLabelError, match="SPELL"):
        one.detect(BATCH)
    assert one.stop.label == "SPELL"


@pytest.mark.parametrize("given", [3, None, Silent, "regex"])
def test_what_cannot_detect_is_refused(given):
    """A class is none yet."""
    with pytest.raises(NotADetectorError, match="hand over"):
        lifted(given)
