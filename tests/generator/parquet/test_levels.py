"""Tests of the levels of Parquet, against lists of levels made one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.parquet import levels

LISTS = st.lists(st.lists(st.booleans(), max_size=4), max_size=40)


def unpacked(run, width, size):
    """The numbers of a run."""
    head = shift = place = 0
    while True:
        byte = run[place]
        head |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            break
    if head % 2 == 0:
        assert head >> 1 == size
        return [int.from_bytes(run[place:], "little")] * size
    assert len(run) - place == (head >> 1) * width
    bits = int.from_bytes(run[place:], "little")
    return [bits >> width * i & (1 << width) - 1 for i in range(size)]


@given(LISTS, st.integers(0, 5))
def test_levels_tell_where_lists_begin_and_what_they_hold(lists, before):
    """A list without items has a level too; where the first one begins does not count."""
    offsets = np.cumsum([before, *map(len, lists)], dtype=np.int32)
    there = np.array([item for items in lists for item in items], np.bool_)
    every = [
        level
        for items in lists
        for level in ([(min(place, 1), 1 + item) for place, item in enumerate(items)] or [(0, 0)])
    ]
    size = levels.count(offsets)
    assert size == len(every)
    repetition, definition = levels.of_lists(offsets)
    assert unpacked(repetition, 1, size) == [begins for begins, _ in every]
    assert unpacked(definition, 1, size) == [min(held, 1) for _, held in every]
    nullable = levels.nullable_definition(offsets, there)
    assert unpacked(nullable, 2, size) == [held for _, held in every]


@given(
    st.integers(1, 15).flatmap(
        lambda width: st.tuples(
            st.just(width), st.lists(st.integers(0, (1 << width) - 1), max_size=70)
        )
    )
)
def test_codes_are_packed_by_bits(coded):
    """Of any width, in a number of eights."""
    width, codes = coded
    packed = levels.runs(np.array(codes, np.int16), width)
    assert unpacked(packed, width, len(codes)) == codes
