"""What a run of digits is, or begins: a number known by its form, or a shape.

First the rules are asked about the run itself; then come the shapes that it may be a part of, which
code tells because their parts are bounded by what stands between them.
"""

from leakbench.detectors.normalize.characters import (
    CLASS,
    CLOSE,
    COLON,
    DIGIT,
    DOT,
    HYPHEN,
    JOINT,
    SLASH,
    Bytes,
)
from leakbench.detectors.structured.candidates import PASSED, Place
from leakbench.detectors.structured.dates import day_end
from leakbench.detectors.structured.labels import NOTHING, label, shape
from leakbench.detectors.structured.literals import lead
from leakbench.detectors.structured.machine_addresses import dotted_end, mac_end, point_end
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.rules.kernels import digits_by_form
from leakbench.detectors.structured.separated import separated_end
from leakbench.detectors.structured.telephones import (
    after_code,
    code_start,
    extension_end,
    grouped_mobile_end,
    landline_bounds,
    national_kind,
)
from leakbench.detectors.structured.titles import older_title_bounds, title_bounds
from leakbench.generator.engine.compiled import inlined, inner

_MOBILE, _LANDLINE, _TITLE = label("MOBILE"), label("LANDLINE"), label("PROPERTY_TITLE")
_GEO_POINT, _MAC = label("GEO_POINT"), label("MAC")
_DIGITS, _DATE, _DOTTED = shape("digits"), shape("date"), shape("dotted")
_ZERO, _ONE, _SIX, _EIGHT, _STAR, _HASH = b"0168*#"
_LAST_OF_NUMBER = "第".encode()[-1]
_WIDE_MARKS = lead("）"), lead("〕")  # first bytes of brackets
_SHORTEST, _LONGEST = 5, 24  # digits that a rule of the context is asked about
_PART = 10  # digits up to which a run may be part of a longer number
_LONGEST_PART = 18  # from so many on no separator follows


@inlined
def byte_before(place: Place) -> int:
    """The byte before a place; 0 if its cell begins there."""
    return int(place.data[place.start - 1]) if place.start > place.cell_start else 0


@inlined
def byte_behind(place: Place) -> int:
    """The byte behind a place; 0 if its cell ends there."""
    return int(place.data[place.stop]) if place.stop < place.cell_end else 0


@inlined
def _is_behind_digit(place: Place) -> bool:
    """Whether the byte two before a place is a digit."""
    two = place.start - 2
    return two >= place.cell_start and CLASS[place.data[two]] == DIGIT


@inner
def _open_digits(place: Place, inside: bool) -> tuple[int, int]:  # noqa: FBT001 - a kernel
    """(stop, kind) of digits that only their context can tell; stop 0 is nothing.

    Up to ten digits may be a part of something longer: then they are nothing by themselves.
    """
    data, at, run, end = place.data, place.start, place.stop, place.cell_end
    width = run - at
    before, behind = byte_before(place), byte_behind(place)
    if not _SHORTEST <= width <= _LONGEST:
        return 0, NOTHING
    if width <= _PART:
        if inside or (width == _SHORTEST and SLASH in (before, behind)):
            return 0, NOTHING
        goes_on = behind in (HYPHEN, DOT) and run + 1 < end and CLASS[data[run + 1]] == DIGIT
        if goes_on and not (width == 8 and behind == DOT):
            return 0, NOTHING
    return run, _DIGITS


@inlined
def _telephone(place: Place, tables: NumberTables, scratch: Bytes) -> tuple[int, int, int]:
    """(start, stop, kind) of the telephone number that has a code here; stop 0 is none."""
    data, at, run = place.data, place.start, place.stop
    width = run - at
    if width in (13, 15):
        kind = national_kind(place, tables)
        signed = kind != NOTHING and byte_before(place) == ord("+")
        return at - signed, run if kind != NOTHING else 0, kind
    if width == 2 and data[at] == _EIGHT and data[at + 1] == _SIX:
        return after_code(place, tables, scratch)
    return at, 0, NOTHING


@inlined
def digit_run(place: Place, tables: NumberTables, scratch: Bytes) -> tuple[int, int, int]:
    """(start, stop, kind) of what a run of digits begins; stop 0 is nothing.

    ``PASSED`` is what is read over up to its end.
    """
    data, at, run, end = place.data, place.start, place.stop, place.cell_end
    width = run - at
    before, behind = byte_before(place), byte_behind(place)
    inside = before in (DOT, HYPHEN, _STAR, _HASH) and _is_behind_digit(place)
    if before == _LAST_OF_NUMBER:
        start, stop = older_title_bounds(place, tables)
        if stop:
            return start, stop, _TITLE
    kind = digits_by_form(place, tables)
    if kind != NOTHING:
        start = code_start(data, place.cell_start, at) if kind == _MOBILE else at
        return start, run, kind
    start, stop, kind = _telephone(place, tables, scratch)
    if stop:
        return start, stop, kind
    if width in (3, 4) and data[at] == _ZERO and not inside:
        start, stop = landline_bounds(place, tables)
        if stop:
            return start, stop, _LANDLINE
    if width <= 3 and behind == DOT and not inside:
        stop = dotted_end(place)
        if stop:
            return at, stop, _DOTTED
        stop = point_end(place)
        if stop:
            return at, stop, _GEO_POINT
    if width == 4 and (behind == CLOSE or behind in _WIDE_MARKS) and at > place.cell_start:
        start, stop = title_bounds(place)
        if stop:
            return start, stop, _TITLE
    if width in (2, 4, 8) and not inside:
        stop, timed = day_end(place)
        if stop > 0:  # no birth has a time of day
            return (stop if timed else at), stop, (PASSED if timed else _DATE)
    parted = JOINT[behind] and run + 1 < end and CLASS[data[run + 1]] > 0
    of_time = before == COLON and _is_behind_digit(place)
    if parted and not inside and not of_time and width < _LONGEST_PART:
        stop, kind = separated_end(place, tables, scratch)
        if stop:
            return at, extension_end(data, stop, end) if kind == _LANDLINE else stop, kind
    if width == 3 and data[at] == _ONE and behind:
        stop = grouped_mobile_end(place, tables, scratch)
        if stop:
            return at, stop, _MOBILE
    if width == 2 and behind == COLON:
        return at, mac_end(place), _MAC
    stop, kind = _open_digits(place, inside)
    return at, stop, kind
