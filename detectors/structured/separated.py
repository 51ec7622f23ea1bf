"""Numbers that one separator breaks up into groups.

Wherever a group ends, the rules are asked about the characters so far, without the separators; the
longest number that is known counts.
"""

from leakbench.detectors.normalize.characters import (
    CLASS,
    DIGIT,
    DOT,
    HYPHEN,
    JOINT,
    UNDERSCORE,
    Bytes,
    as_int,
)
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.labels import NOTHING, label, shape
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.rules.kernels import (
    separated_by_form,
    separated_mixed_by_form,
)
from leakbench.generator.engine.compiled import inlined, inner

_SEPARATED, _BANK_CARD = shape("separated"), label("BANK_CARD")
_LONGEST = 20  # characters of a number
_LONG_GROUP = 10  # characters that are a number of their own
_WIDEST_GAP = 3  # separators between two groups
_LINE_END, _STAR, _HASH = b"\n*#"


@inlined
def _gap_end(data: Bytes, at: int, end: int, gap: int) -> tuple[int, int]:
    """(where the next group begins or -1, the separator beside hyphens so far)."""
    i = at
    while i < end and i - at < _WIDEST_GAP and JOINT[data[i]]:
        if data[i] != HYPHEN:  # which may stand beside any other
            if gap and data[i] != gap:
                return -1, gap
            gap = as_int(data[i])
        i += 1
    if i == at or i >= end or not CLASS[data[i]] or (i - at > 1 and data[at] == data[at + 1]):
        return -1, gap
    return i, gap


@inner
def separated_end(place: Place, tables: NumberTables, scratch: Bytes) -> tuple[int, int]:
    """(stop, kind) of the number whose first group begins here; stop 0 is none."""
    data, i, end = place.data, place.start, place.cell_end
    count = letters = group = groups = gap = 0
    best, kind = 0, NOTHING
    while i < end and count < _LONGEST:
        byte = data[i]
        if CLASS[byte]:
            letters += CLASS[byte] != DIGIT
            scratch[count] = byte
            count += 1
            group += 1
            i += 1
            if i < end and CLASS[data[i]]:
                continue
            if group >= _LONG_GROUP:
                break
            group = 0
            groups += 1
            so_far = Place(scratch, 0, 0, 0, count, count)
            if letters:
                known = separated_mixed_by_form(so_far, tables)
            else:
                known = separated_by_form(so_far, tables)
            # Numbers on lines of their own are several, whatever their digits add up to.
            if known != NOTHING and not (known == _BANK_CARD and gap == _LINE_END):
                best, kind = i, known
        else:
            group_start, gap = _gap_end(data, i, end, gap)
            if group_start < 0:
                break
            i = group_start
    odd = gap in (DOT, _STAR, _HASH, UNDERSCORE)  # nobody writes telephone numbers so
    if not best and not letters and groups > 1 and 9 <= count <= 11 and odd:
        return i, _SEPARATED
    return best, kind
