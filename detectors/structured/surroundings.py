"""Where clauses and sentences around a value begin and end."""

from leakbench.detectors.normalize.characters import SPACE, Bytes, byte_set
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.literals import (
    END,
    LEAD,
    PAUSE,
    THREE,
    has_role,
    has_role_before,
    precedes,
    utf8,
)
from leakbench.generator.engine.compiled import inlined, inner

_CLAUSE_ENDS = byte_set(b"\t\n,;|")
_KEY_ENDS = byte_set(b'"#(:=[]')
_LINE_END = ord("\n")
_SPACE_WIDE = utf8("\u3000")


@inner
def clause_start(data: Bytes, low: int, at: int) -> int:
    """Where the clause or field that leads to a place begins."""
    i = at
    while i > low and not _CLAUSE_ENDS[data[i - 1]] and not has_role_before(data, low, i, PAUSE):
        i -= 1
    return i


@inner
def sentence_around(place: Place) -> tuple[int, int]:
    """(start, end) of the sentence around a value."""
    data, low, at, stop, end = place.data, place.cell_start, place.start, place.stop, place.cell_end
    i = at
    while i > low and data[i - 1] != _LINE_END and not has_role_before(data, low, i, END):
        i -= 1
    j = stop
    while j < end and data[j] != _LINE_END and not has_role(data, j, end, END):
        j += 1
    return i, j


@inlined
def over_space(data: Bytes, low: int, at: int) -> int:
    """The place before a space, narrow or wide, that ends at a place; or the place itself."""
    if at > low and data[at - 1] == SPACE:
        return at - 1
    return at - THREE if precedes(data, low, at, _SPACE_WIDE) else at


@inner
def follows_key(place: Place) -> bool:
    """Whether a colon, bracket or equals sign after a key stands right before a value."""
    data, low = place.data, place.cell_start
    i = over_space(data, low, place.start)
    return i > low and (_KEY_ENDS[data[i - 1]] or has_role_before(data, low, i, LEAD))
