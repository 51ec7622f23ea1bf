"""Second pass: days of birth among the days."""

from leakbench.detectors.normalize.characters import Bytes, Ints
from leakbench.detectors.structured.beside import after_name, has_neighbour, sex_follows
from leakbench.detectors.structured.candidates import BEGIN, END, KIND, LIKELY, ROW, TOLD
from leakbench.detectors.structured.cue_masks import BEHIND, DATES
from leakbench.detectors.structured.cue_search import word_after, word_before
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.days import born_in, is_to_come, year_month_day
from leakbench.detectors.structured.kinds import (
    BANK_CARD,
    DATE_OF_BIRTH,
    OTHER_DATE,
    PROPERTY_TITLE,
    RESIDENT_ID,
)
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.generator.engine.compiled import inlined


@inlined
def label_day(
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
    """(label, score) of a day."""
    row = found[ROW, place]
    label, score = -1, TOLD
    said = word_after(
        data,
        stop,
        end,
        cues_behind,
        BEHIND,
        DATES,
    )
    if said < 0:
        said = word_before(data, low, at, DATES, cues)
    if said < 0 and header >= 0:
        said = header
    if is_to_come(data, at):
        said = OTHER_DATE
    if said == DATE_OF_BIRTH or (said < 0 and sex_follows(data, stop, end)):
        label = DATE_OF_BIRTH
    elif said != OTHER_DATE:
        value = year_month_day(data, at, stop)
        others = False  # people born on other days
        for other in range(max(0, place - 12), min(count, place + 12)):
            if found[ROW, other] == row and found[KIND, other] == RESIDENT_ID:
                born = born_in(data, found[BEGIN, other], found[END, other])
                if born == value:
                    label = DATE_OF_BIRTH
                others |= born not in (0, value)
        if (
            label < 0
            and not others
            and stop - at >= 8
            and 1910_00_00 < value < 2015_00_00
            and (value < 2000_00_00 or after_name(data, begins, at, numbers.surname))
            and not has_neighbour(found, count, place, PROPERTY_TITLE)
            and not has_neighbour(found, count, place, BANK_CARD)
        ):
            label, score = DATE_OF_BIRTH, LIKELY
    return label, score
