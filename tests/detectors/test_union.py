import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.contract import SPANS, empty_spans, spans_from
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import DetectorArgumentError, UnknownDetectorError, listing, load
from leakbench.detectors.union import merge_longest

pytestmark = pytest.mark.slow

LABELS = ("MOBILE", "QQ", "PERSON_NAME")
ANSWER = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 1),
        st.integers(0, 9),
        st.integers(1, 5),
        st.sampled_from(LABELS),
    ),
    max_size=12,
)


def answer(*spans):
    """An answer of rows, columns, starts, ends, labels and scores."""
    return spans_from([(row, column, tuple(found)) for row, column, *found in spans])


def rows(batch):
    """The spans of an answer as tuples."""
    return [tuple(span.values()) for span in batch.to_pylist()]


def test_duplicates_are_one():
    """A span that two parts find is there once, with the first one's score."""
    first, second = answer((0, 0, 0, 2, "QQ", 0.5)), answer((0, 0, 0, 2, "QQ", 0.25))
    assert rows(merge_longest([first, second])) == [(0, 0, 0, 2, "QQ", 0.5)]


def test_the_longer_of_two_under_one_label_stays():
    """Overlapping spans of one label are one, whoever found the longer; touching ones are two."""
    first = answer((0, 0, 1, 3, "QQ", 1.0), (0, 0, 8, 9, "QQ", 1.0))
    second = answer((0, 0, 0, 3, "QQ", 0.5), (0, 0, 3, 5, "QQ", 0.5))
    assert rows(merge_longest([first, second])) == [
        (0, 0, 0, 3, "QQ", 0.5),
        (0, 0, 3, 5, "QQ", 0.5),
        (0, 0, 8, 9, "QQ", 1.0),
    ]


def test_labels_rows_and_columns_are_apart():
    """What overlaps under another label, or stands in another cell, is left alone."""
    spans = [(0, 0, 0, 4, "QQ"), (0, 0, 1, 3, "MOBILE"), (0, 1, 1, 3, "QQ"), (1, 0, 1, 3, "QQ")]
    assert [
        span[:5] for span in rows(merge_longest([answer(*spans[:2]), answer(*spans[2:])]))
    ] == spans


def test_nothing_is_nothing():
    """Without spans the answer is empty, and typed."""
    assert merge_longest([empty_spans(), empty_spans()]).schema.equals(SPANS)
    assert merge_longest([empty_spans(), empty_spans()]).num_rows == 0


@given(ANSWER, ANSWER)
def test_every_span_is_covered_and_none_is_made_up(first, second):
    """What stays was found; what does not is overlapped by one of its label, no shorter."""
    given_ = [[(r, c, s, s + n, label) for r, c, s, n, label in one] for one in (first, second)]
    kept = [span[:5] for span in rows(merge_longest(answer(*one) for one in given_))]
    assert [span[:4] for span in kept] == sorted(span[:4] for span in kept)
    assert len(set(kept)) == len(kept)
    found = set(given_[0] + given_[1])
    assert set(kept) <= found
    for row, column, start, end, label in found:
        assert any(
            (row, column, label) == (one[0], one[1], one[4])
            and one[2] < end
            and start < one[3]
            and one[3] - one[2] >= end - start
            for one in kept
        )


def test_it_finds_what_either_finds(found):
    """Names come from the one, numbers from the other."""
    text = "张伟，13800000000"
    assert found("union:regex+jieba", text) == [*found("jieba", text), *found("regex", text)]


def test_it_has_the_name_and_the_labels_of_its_parts():
    """An instance's labels are those of its parts; results are stored under the full name."""
    built = load("union:phonenumbers+jieba")
    assert built.name == "union:phonenumbers+jieba"
    assert built.labels == load("phonenumbers").labels | load("jieba").labels
    assert listing("union").template == "union:A+B"


def test_it_has_the_marks_of_its_parts():
    """A union with one of ours is ours."""
    marks = load("union:regex+jieba").about.marks
    assert set(marks) == {Mark.HOUSE, Mark.PATTERNS, Mark.TRAINED_ON_REAL}


def test_a_part_may_count_in_bytes(monkeypatch):
    """Spans of a part that counts bytes are put into code points first."""

    class Bytes:
        name = "bytes"
        labels = frozenset({"QQ"})
        offset_unit = "byte"

        def detect(self, batch, /):
            del batch
            return answer((0, 0, 3, 6, "QQ"))

    monkeypatch.setattr("leakbench.detectors.union.load", lambda _name: Bytes())
    from leakbench.detectors.union import Union  # noqa: PLC0415 - beside what is put in its place

    batch = pa.RecordBatch.from_pydict({"text": ["张伟"]})
    assert rows(Union("a+b").detect(batch)) == [(0, 0, 1, 2, "QQ", 1.0)]


@pytest.mark.parametrize("parts", ["regex", "regex+", "+regex", "regex++native", "+"])
def test_fewer_than_two_parts_are_refused(parts):
    """One detector is no union, and no name is no detector."""
    with pytest.raises(DetectorArgumentError, match="two or more") as caught:
        load(f"union:{parts}")
    assert caught.value.name == f"union:{parts}"


def test_a_part_twice_is_refused():
    """It would only take twice the time."""
    with pytest.raises(DetectorArgumentError, match="twice"):
        load("union:regex+regex")


def test_an_unknown_part_is_refused():
    """The message names the part."""
    with pytest.raises(UnknownDetectorError, match="unknown detector 'nobody'"):
        load("union:regex+nobody")
