"""What a run of letters, or of letters and digits, is or begins."""

from leakbench.detectors.normalize.characters import (
    AT,
    CLASS,
    COLON,
    DIGIT,
    DOT,
    HYPHEN,
    JOINT,
    UNDERSCORE,
    Bytes,
)
from leakbench.detectors.structured.candidates import PASSED, Place
from leakbench.detectors.structured.digit_runs import byte_before, byte_behind
from leakbench.detectors.structured.labels import NOTHING, label, shape
from leakbench.detectors.structured.machine_addresses import HEX, mac_end
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.plates import plate_bounds
from leakbench.detectors.structured.rules.kernels import mixed_by_form
from leakbench.detectors.structured.separated import separated_end
from leakbench.generator.engine.compiled import inlined, inner

_LICENSE_PLATE, _MAC = label("LICENSE_PLATE"), label("MAC")
_NAME, _PERMIT = shape("name"), shape("permit")
_HASH, _NINE = b"#9"
_WIDEST_GAP = 3  # hyphens, dots and the like between the parts of a name
_SHORTEST = 6  # characters of an account's name


@inlined
def _joins_name(byte: int) -> bool:
    """Whether a byte may stand between the parts of an account's name."""
    return byte in (HYPHEN, UNDERSCORE, DOT, _HASH)


@inlined
def _name_end(place: Place) -> tuple[int, int]:
    """(end of the name that goes on over hyphens and dots, how many digits that adds)."""
    data, end = place.data, place.cell_end
    stop = i = place.stop
    digits = 0
    while i < end:
        if CLASS[data[i]]:
            digits += CLASS[data[i]] == DIGIT
            i += 1
            stop = i
            continue
        gap = i
        while i < end and i - gap < _WIDEST_GAP and _joins_name(data[i]):
            i += 1
        if i == gap or i >= end or not CLASS[data[i]]:
            break
        if i - gap > 1 and data[gap] == data[gap + 1]:
            break
    return stop, digits


@inner
def account_end(place: Place, stop: int, kind: int) -> tuple[int, int]:
    """(stop, kind) of a candidate that may be an account's name, which goes on behind this run."""
    data, at, run, end = place.data, place.start, place.stop, place.cell_end
    named = kind in (NOTHING, _NAME, _PERMIT)
    within = (
        _joins_name(byte_before(place)) and at - 2 >= place.cell_start and CLASS[data[at - 2]] > 0
    )
    if not named or CLASS[data[at]] == DIGIT or within:
        return stop, kind
    last, digits = _name_end(place)
    if last > run and last < end and data[last] == AT:
        return last, PASSED
    if kind == NOTHING and last - at >= _SHORTEST and (digits or last == run):
        return last, _NAME
    if kind == _NAME and last > run and digits:
        return last, _NAME
    return stop, kind


@inlined
def letter_run(place: Place, tables: NumberTables, scratch: Bytes) -> tuple[int, int, int]:
    """(start, stop, kind) of what letters, or letters and digits, begin; stop 0 is nothing."""
    data, at, run, end = place.data, place.start, place.stop, place.cell_end
    width = run - at
    behind = byte_behind(place)
    if width == 2 and behind == COLON and HEX[data[at]]:
        stop = mac_end(place)
        return at, stop, _MAC if stop else NOTHING
    start, stop = plate_bounds(place, tables)
    if stop:
        return start, stop, _LICENSE_PLATE
    if width == 1:
        return at, 0, NOTHING
    kind = mixed_by_form(place, tables)
    stop = run
    if kind == NOTHING and data[at] == _NINE and JOINT[behind] and run + 1 < end:
        stop, kind = separated_end(place, tables, scratch)
    if kind == NOTHING:
        return at, 0, NOTHING
    return at, stop, kind
