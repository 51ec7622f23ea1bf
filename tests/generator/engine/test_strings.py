import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.strings import Arena, choose

pytestmark = pytest.mark.slow

TEXTS = st.lists(st.text(max_size=40), min_size=1, max_size=30)


@given(TEXTS, TEXTS)
def test_what_is_interned_stays(first, second):
    """Vocabularies come back as they were, also after a block and another vocabulary."""
    arena = Arena()
    kept = arena.intern(first)
    arena.digits(np.arange(50, dtype=np.int64), 9)
    also = arena.intern(second)
    arena.reset()
    assert arena.texts(kept) == first
    assert arena.texts(also) == second
    assert kept.chars.tolist() == [len(text) for text in first]


@given(st.lists(st.integers(0, 2**62), min_size=1, max_size=20))
def test_numbers_are_written_as_python_writes_them(values):
    """Whole numbers have no leading zeros; fixed width has as many as it takes."""
    arena, array = Arena(), np.array(values, np.int64)
    assert arena.texts(arena.whole(array)) == [str(value) for value in values]
    assert arena.texts(arena.digits(array, 19)) == [f"{value:019d}" for value in values]


@given(TEXTS)
def test_copies_are_arrow_strings(texts):
    """Offsets and bytes of a copied column hold its strings one after another."""
    arena = Arena()
    kept = arena.intern(texts)
    assert kept.chars.tolist() == [len(text) for text in texts]
    offsets, data = arena.copy(kept)
    assert data.tobytes() == "".join(texts).encode()
    assert np.diff(offsets).tolist() == [len(text.encode()) for text in texts]


def test_columns_are_taken_chosen_and_blanked():
    """Views pick strings without copying them."""
    arena = Arena()
    left, right = arena.intern(["甲", "乙", "丙"]), arena.intern(["a", "b", "c"])
    assert arena.texts(left.take(np.array([2, 0]))) == ["丙", "甲"]
    assert arena.texts(choose(np.array([0, 1, 0]), [left, right])) == ["甲", "b", "丙"]
    assert arena.texts(left.blank(np.array([True, False, False]))) == ["", "乙", "丙"]


def test_a_growing_arena_keeps_its_strings():
    """Growth moves the buffer, not the views."""
    arena = Arena()
    kept = arena.intern(["留"])
    block = arena.digits(np.arange(5, dtype=np.int64), 3)
    arena.reserve(2 * len(arena.bytes))
    assert arena.texts(kept) + arena.texts(block) == ["留", "000", "001", "002", "003", "004"]


def test_too_much_text_is_refused():
    """A block beyond 2 GiB says so before it allocates."""
    with pytest.raises(MemoryError, match="2 GiB"):
        Arena().reserve(2**31)


def test_a_vocabulary_may_come_as_arrow_has_it():
    """Offsets and bytes, of texts whose characters take one to four bytes, some of them empty."""
    texts = ["杭州", "", "a号", "é", "𬱖村"]
    column = pa.array(texts)
    _, offsets, data = column.buffers()
    arena = Arena()
    before = arena.intern(["之前"])
    kept = arena.intern_bytes(
        np.frombuffer(offsets, np.int32)[: len(texts) + 1], np.frombuffer(data, np.uint8)
    )
    assert arena.texts(kept) == texts
    assert kept.chars.tolist() == [len(text) for text in texts]
    assert arena.texts(before) == ["之前"]
