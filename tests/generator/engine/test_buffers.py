import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.buffers import named, names, numbers, strings, values, values_of

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=8)


@given(st.lists(st.one_of(st.none(), st.integers(-(2**31), 2**31 - 1)), max_size=20))
def test_numbers_are_those_of_the_array(given_values):
    """Numbers come back, and what the bitmap leaves out is null."""
    data = np.array([value or 0 for value in given_values], np.int32)
    valid = np.packbits(
        np.array([value is not None for value in given_values], bool), bitorder="little"
    )
    array = numbers(pa.int32(), data, valid)
    array.validate(full=True)
    assert array.to_pylist() == given_values
    assert numbers(pa.int32(), data).to_pylist() == data.tolist()


@given(TEXTS)
def test_strings_and_names_agree(texts):
    """Strings out of buffers are those out of Python, and codes stand for them."""
    array = names(texts)
    array.validate(full=True)
    assert array.to_pylist() == texts
    offsets, data = (np.frombuffer(buffer, kind) for buffer, kind in buffers(array))
    assert strings(offsets[: len(texts) + 1], data).equals(array)
    codes = np.arange(len(texts), dtype=np.int16)[::-1].copy()
    assert named(codes, array).to_pylist() == texts[::-1]


def buffers(array):
    """Offsets and bytes of an array, with their types."""
    _, offsets, data = array.buffers()
    return (offsets, np.int32), (data or b"", np.uint8)


@given(st.lists(st.lists(st.integers(0, 2**31 - 1), max_size=5), min_size=1, max_size=4))
def test_values_are_those_of_the_column(chunks):
    """Chunk by chunk, whatever their lengths and offsets."""
    column = pa.chunked_array([pa.array([7, *chunk], pa.int32())[1:] for chunk in chunks])
    assert values(column).tolist() == column.to_pylist()
    assert [values_of(chunk).tolist() for chunk in column.chunks] == [
        chunk.to_pylist() for chunk in column.chunks
    ]


def test_a_column_without_chunks_has_no_values():
    """Of its type all the same."""
    nothing = values(pa.chunked_array([], pa.int16()))
    assert (nothing.dtype, len(nothing)) == (np.int16, 0)
