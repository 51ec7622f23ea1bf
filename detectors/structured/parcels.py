"""Second pass: waybills and landlines of 12 or 13 digits."""

from leakbench.detectors.normalize.characters import Bytes, Ints, number_at
from leakbench.detectors.structured.beside import has_neighbour
from leakbench.detectors.structured.candidates import LIKELY, TOLD
from leakbench.detectors.structured.cue_masks import PARCELS
from leakbench.detectors.structured.cue_search import word_after, word_before
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.kinds import LANDLINE, MOBILE, OTHER_NUMBER, SERIAL, WAYBILL
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.surroundings import PAUSES, is_one_of, stands_alone
from leakbench.detectors.structured.telephones import bare_landline
from leakbench.generator.engine.compiled import inlined


@inlined
def label_parcel(
    data: Bytes,
    low: int,
    begins: int,
    at: int,
    stop: int,
    end: int,
    header: int,
    numbers: NumberTables,
    cues: CueTables,
    cues_behind: CueTables,
    found: Ints,
    count: int,
    place: int,
) -> tuple[int, int]:
    """(label, score) of 12 or 13 digits."""
    width = stop - at
    label, score = -1, TOLD
    near = max(low, at - 21) if data[at] == 48 else low
    said = word_before(data, near, at, PARCELS, cues)
    if (
        said != WAYBILL
        and word_after(
            data,
            stop,
            end,
            cues_behind,
            24,
            1 << WAYBILL,
        )
        >= 0
        and (said != OTHER_NUMBER or data[at] in (52, 55, 51))
    ):
        said = WAYBILL
    if said < 0:
        said = header
    if said == SERIAL:
        said = OTHER_NUMBER
    two = number_at(data, at, 2)
    sentence = at - 3 >= low and data[at - 3] == 0xE3 and data[at - 1] == 0x82
    if said == OTHER_NUMBER or (said < 0 and sentence and width == 12):
        label = -1
    elif (
        width == 12
        and said != WAYBILL
        and data[at] == 48
        and data[at + 1] == 49
        and numbers.mobile[number_at(data, at + 1, 3)]
    ):
        label = MOBILE
    elif said == WAYBILL:
        if not (width == 13 and two in (69, 97, 21)):
            label = WAYBILL
    elif (
        width == 12
        and bare_landline(data, at, 12, numbers.local)
        and (said >= 0 or stands_alone(data, begins, at, stop, end))
    ):
        label = LANDLINE
    elif (
        (width == 13 and two in (73, 75, 77, 79, 43, 46, 31))
        or (width == 12 and two in (73, 74, 75, 77))
        or (
            width == 12
            and said < 0
            and (
                stands_alone(data, begins, at, stop, end)
                or (
                    is_one_of(data, at - 3, at, PAUSES)
                    and (stop == end or is_one_of(data, stop, end, PAUSES))
                )
            )
            and has_neighbour(found, count, place, MOBILE)
        )
    ):
        label, score = WAYBILL, LIKELY
    return label, score
