"""Tests of batches of strings of any type, and of what every detector makes of them."""

import mmap

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakbench.detectors.conformance import PROBES
from leakbench.detectors.plain_strings import (
    StringsError,
    cells_of,
    check_strings,
    plain_strings,
    without_nulls,
)

TYPES = (
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.int32(), pa.large_string()),
    pa.dictionary(pa.int64(), pa.string_view()),
)
CELLS = st.lists(
    st.sampled_from([None, "", *PROBES, "😀", "a", "电话１３８００００００００"]), max_size=12
)


def of_type(cells, kind):
    """Cells as an array of a type."""
    if not pa.types.is_dictionary(kind):
        return pa.array(cells, pa.string()).cast(kind)
    words = pa.array([*dict.fromkeys(cells), "unused"], pa.string())
    index = pa.array([words.to_pylist().index(cell) for cell in cells], kind.index_type)
    return pa.DictionaryArray.from_arrays(index, words.cast(kind.value_type))


@given(CELLS, st.integers(0, 3))
def test_nulls_become_empty(cells, skipped):
    """And nothing else changes, sliced or not."""
    column = pa.array([None, *cells], pa.string())[min(skipped, len(cells)) :]
    assert without_nulls(column).to_pylist() == [cell or "" for cell in column.to_pylist()]


@st.composite
def shaped(draw):
    """The same cells as ``string``, and in any type as a slice of more of them."""
    cells, before, after = draw(CELLS), draw(CELLS), draw(CELLS)
    column = of_type([*before, *cells, *after], draw(st.sampled_from(TYPES)))
    column = column.slice(len(before), len(cells))
    return pa.record_batch([pa.array(cells, pa.string())], ["text"]), pa.record_batch(
        [column], ["text"]
    )


def one(column, name="text"):
    """A batch of one column."""
    return pa.record_batch([column], [name])


@given(shaped())
def test_any_type_is_read_as_string(both):
    """Types, slices, nulls, and dictionaries that hold nulls or what nobody uses."""
    plain, other = both
    made = plain_strings(other)
    assert made.schema.types == [pa.string()]
    assert made.to_pydict() == plain.to_pydict()
    assert cells_of(other) == [plain.column(0).to_pylist()]


@pytest.mark.slow
@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(both=shaped())
def test_every_detector_finds_in_any_type_what_it_finds_in_string(detector, both):
    """Span for span and score for score."""
    plain, other = both
    assert detector.detect(other).to_pylist() == detector.detect(plain).to_pylist()


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 400, 5_000])
@pytest.mark.parametrize("kind", TYPES, ids=str)
@pytest.mark.parametrize("name", ["native", "structured", "tagger"])
def test_many_rows_of_any_type_are_read(load_detector, name, kind, rows):
    """As many as once were read as what they are not, and beyond all memory that is used again."""
    detector = load_detector(name)
    cells = [PROBES[row % len(PROBES)] for row in range(rows)]
    found = detector.detect(one(of_type(cells, kind)))
    assert found.equals(detector.detect(one(pa.array(cells))))
    assert found.num_rows >= rows


@pytest.mark.slow
@pytest.mark.parametrize(
    "column",
    [pa.array([1]), pa.array([b"a"]), pa.array([["a"]]), pa.array([1.5]).dictionary_encode()],
    ids=lambda column: str(column.type),
)
def test_every_detector_refuses_what_is_no_string(detector, column):
    """In one line that names column and type."""
    with pytest.raises(StringsError, match=r"^column '年龄': .* is no type of strings$") as caught:
        detector.detect(one(column, "年龄"))
    assert str(column.type) in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("nulls", [False, True])
def test_every_detector_refuses_bytes_that_are_no_utf8(detector, nulls):
    """Also among nulls; in one line that names the column."""
    cells = [*(probe.encode() for probe in PROBES), None if nulls else b"", b"\xe4\xb8"]
    column = pa.array(cells, pa.binary()).view(pa.string())
    with pytest.raises(StringsError, match=r"^column 'text': [^\n]*UTF-?8[^\n]*$"):
        detector.detect(one(column))


@pytest.mark.parametrize("given", [None, [], {"text": ["a"]}, pa.table({"text": ["a"]})])
def test_what_is_no_batch_is_refused(given):
    """Tables too: their chunks are batches."""
    with pytest.raises(StringsError, match=f"not {type(given).__name__}$") as caught:
        plain_strings(given)
    assert caught.value.column is None


def test_columns_of_nulls_only_are_empty():
    """As pandas makes of a column in which nothing stands."""
    made = plain_strings(pa.record_batch([pa.nulls(2), pa.array(["a", "b"])], ["a", "b"]))
    assert made.to_pydict() == {"a": [None, None], "b": ["a", "b"]}
    assert made.schema.types == [pa.string()] * 2


def test_plain_batches_stay():
    """Nothing is copied."""
    batch = one(pa.array(["a"]))
    assert plain_strings(batch) is batch


def huge(*texts):
    """Large strings that begin beyond what 32 bits can count, after one as long as all before."""
    begin = 1 << 32
    memory = mmap.mmap(-1, begin + 100)
    ends = np.cumsum([begin, *map(len, texts)])
    memory[begin : ends[-1]] = b"".join(texts)
    buffers = (pa.py_buffer(np.array([0, *ends], np.int64)), pa.py_buffer(memory))
    return pa.LargeStringArray.from_buffers(len(texts) + 1, *buffers)


def test_a_slice_far_inside_of_a_large_column_is_read():
    """Its own text is short, wherever it stands."""
    column = huge(b"a", "王".encode()).slice(1)
    assert cells_of(one(column)) == [["a", "王"]]


@pytest.mark.long
def test_more_text_than_string_can_hold_is_refused():
    """Plain or as a dictionary, in one line."""
    often = pa.array(np.zeros(3_000, np.int8))
    for column in (huge(b"a"), pa.DictionaryArray.from_arrays(often, ["a" * 1_000_000])):
        with pytest.raises(StringsError, match=r"^column 'text': at most 2 GiB of text") as caught:
            plain_strings(one(column))
        assert len(str(caught.value).splitlines()) == 1


def test_unsound_arrow_is_refused():
    """Offsets that run backwards, in any type."""
    offsets, data = pa.py_buffer(np.array([0, 3, 1], np.int64)), pa.py_buffer(b"abc")
    with pytest.raises(StringsError, match=r"^column 'text': it is no sound Arrow"):
        plain_strings(one(pa.LargeStringArray.from_buffers(2, offsets, data)))
    offsets = pa.py_buffer(np.array([0, 3, 1], np.int32))
    with pytest.raises(StringsError, match=r"^column 'text': it is no sound Arrow"):
        check_strings(one(pa.StringArray.from_buffers(2, offsets, data)))


def test_python_strings_are_never_read_beyond_their_memory():
    """Offsets that leave it, or run backwards, are refused before Arrow follows them."""
    offsets = pa.py_buffer(np.array([0, 1 << 24, 2], np.int32))
    column = pa.StringArray.from_buffers(2, offsets, pa.py_buffer(b"ab"))
    with pytest.raises(StringsError, match=r"^column '备注': it is no sound Arrow"):
        cells_of(pa.RecordBatch.from_arrays([column], ["备注"]))
