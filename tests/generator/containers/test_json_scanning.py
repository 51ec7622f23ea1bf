import numpy as np
import pytest

from leakbench.generator.containers.json_scanning import STATES, Found, scan

TEXT = b'{"a": [{"b": "]}\\"{"}, [1], 2, {"c": {}}], "d": [3]}'
MEMBERS = [b'{"b": "]}\\"{"}', b"[1]", b'{"c": {}}']


@pytest.mark.parametrize("size", [1, 2, 5, 7, 100])
def test_members_of_arrays_are_found(size):
    """Not what stands in strings or in members; in pieces of any size."""
    state, found = np.zeros(STATES, np.int64), Found(np.empty(9, np.int64), np.empty(9, np.int64))
    members, rest, at = [], b"", 0
    for first in range(0, len(TEXT), size):
        text = rest + TEXT[first : first + size]
        count, begun, stop = scan(np.frombuffer(text, np.uint8), at, state, found)
        members += [text[found.starts[one] : found.ends[one]] for one in range(count)]
        rest, at = text[begun:], stop - begun
    assert members == MEMBERS
