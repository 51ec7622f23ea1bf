"""Second pass: numbers of 5 to 10 digits."""

from leakbench.detectors.normalize.characters import Bytes, number_at
from leakbench.detectors.structured.beside import after_foreign_name, has_mail
from leakbench.detectors.structured.candidates import LIKELY, TOLD
from leakbench.detectors.structured.cue_masks import ASKED, NUMBERS, OF_LODGING, UNFIT, VAGUE
from leakbench.detectors.structured.cue_search import word_after, word_before
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.illness import tells_of_illness
from leakbench.detectors.structured.kinds import (
    CONTACT,
    ELEVEN,
    FOURTEEN,
    HOTLINE,
    LANDLINE,
    MEDICAL_NO,
    NUMBER,
    OTHER_NUMBER,
    PASSPORT,
    PHONE,
    QQ,
    SERIAL,
    TRAVEL_PERMIT,
)
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.surroundings import (
    MONEY,
    UNITS,
    clause_begin,
    clause_end,
    fills_field,
    follows_key,
    follows_word,
    is_appended,
    is_one_of,
    name_of_paper,
    sentence_around,
)
from leakbench.detectors.structured.telephones import bare_landline
from leakbench.generator.engine.compiled import inlined, inner


@inner
def _calls_a_service(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether five digits in a sentence are a service's number rather than a price or a count."""
    two = number_at(data, at, 2)
    if two not in (95, 96, 12) and number_at(data, at, 3) != 100:
        return False
    if data[stop - 1] == 48 and data[stop - 2] == 48:
        return False
    i = at
    if i > low and data[i - 1] in (32, 58):
        i -= 1
    if not follows_word(data, low, i, stop, end) or is_one_of(data, i - 3, end, MONEY):
        return False
    return stop == end or data[stop] >= 0x80 or data[stop] in (10, 32, 44, 59, 33, 41)


@inner
def label_as_said(data: Bytes, at: int, width: int, said: int) -> tuple[int, int]:
    """(label, score) of 5 to 10 digits."""
    if said == QQ:
        return (QQ, TOLD) if data[at] != 48 else (-1, 0)
    if said == MEDICAL_NO:
        return (MEDICAL_NO, TOLD) if width >= 6 else (-1, 0)
    if said == PASSPORT:
        return (PASSPORT, TOLD) if 8 <= width <= 9 else (-1, 0)
    if said == TRAVEL_PERMIT:
        return (TRAVEL_PERMIT, TOLD) if 8 <= width <= 10 else (-1, 0)
    if said in (PHONE, LANDLINE, HOTLINE, CONTACT):
        if width == 5:
            two = number_at(data, at, 2)
            return (HOTLINE, TOLD) if two in (95, 96, 12, 10, 11) else (-1, 0)
        if width in (7, 8) and 50 <= data[at] <= 56 and said != CONTACT:
            return LANDLINE, TOLD
        if width >= 9 and data[at] != 48 and said == CONTACT:
            return QQ, LIKELY
    return -1, 0


@inlined
def said_of_number(
    data: Bytes,
    low: int,
    begins: int,
    at: int,
    stop: int,
    end: int,
    header: int,
    cues: CueTables,
    cues_behind: CueTables,
    form: int,
) -> int:
    """What the words around a number say."""
    width = stop - at
    said = word_before(data, low, at, NUMBERS, cues)
    if said == OTHER_NUMBER and form != FOURTEEN:
        # Such a word speaks for what stands in its own clause only.
        clause = max(low, clause_begin(data, low, at))
        said = word_before(data, clause, at, NUMBERS, cues)
    if said == OTHER_NUMBER and width == 5 and at - 9 > low:
        said = word_before(data, at - 9, at, NUMBERS, cues)
    if form in (NUMBER, ELEVEN) and width > 5 and (said < 0 or UNFIT >> said & 1):
        rest = clause_end(data, stop, end) - stop
        if (
            name_of_paper(data, begins, at)
            or word_after(
                data,
                stop,
                end,
                cues_behind,
                rest,
                1 << OTHER_NUMBER,
            )
            >= 0
        ):
            said = OTHER_NUMBER
    if said < 0:
        said = header
    if said == SERIAL and form != NUMBER:
        said = OTHER_NUMBER
    return said


@inlined
def label_few_digits(
    data: Bytes,
    begins: int,
    at: int,
    stop: int,
    end: int,
    numbers: NumberTables,
    cues_behind: CueTables,
    said: int,
    ill: bool,  # noqa: FBT001 - kernels take no keywords
    goes_on: bool,  # noqa: FBT001 - kernels take no keywords
) -> tuple[int, int]:
    """(label, score) of 5 to 10 digits."""
    width = stop - at
    label, score = -1, TOLD
    alone = fills_field(data, begins, at, stop, end)
    sick = ill
    if (
        ill
        and not (alone and (at == begins or data[at - 1] < 0x80))
        and not follows_key(data, begins, at)
    ):
        left, right = sentence_around(data, begins, at, stop, end)
        sick = tells_of_illness(
            data,
            left,
            right,
            cues_behind,
        )
    counted = is_one_of(data, stop, end, UNITS)
    if sick and width >= 6 and said >= 0 and VAGUE >> said & 1 and not counted:
        said = MEDICAL_NO
    elif said == SERIAL:
        said = OTHER_NUMBER
    label, score = label_as_said(data, at, width, said)
    if (
        label < 0
        and width == 10
        and said != OTHER_NUMBER
        and bare_landline(data, at, 10, numbers.local)
    ):
        label = LANDLINE
    if label < 0 and width == 5 and said < 0:
        said = word_after(
            data,
            stop,
            end,
            cues_behind,
            12,
            1 << HOTLINE,
        )
        label, score = label_as_said(data, at, width, said)
    if label < 0 and width in (7, 8) and 50 <= data[at] <= 56 and goes_on:
        label = LANDLINE  # one more local number after the first
    if label < 0 and said in (-1, HOTLINE, PHONE, CONTACT) and 6 <= width <= 10:
        if width == 9 and after_foreign_name(data, begins, at):
            label, score = PASSPORT, LIKELY
        elif sick and alone and not counted:
            label, score = MEDICAL_NO, LIKELY
    if label < 0 and width == 5 and said < 0:
        if _calls_a_service(data, begins, at, stop, end):
            label, score = HOTLINE, LIKELY
    elif label < 0 and (said < 0 or UNFIT >> said & 1):
        score = LIKELY
        asked = (
            width >= 9
            and data[at] != 48
            and (
                has_mail(data, begins, at, stop, end)
                or word_after(
                    data,
                    stop,
                    end,
                    cues_behind,
                    ASKED,
                    1 << CONTACT,
                )
                >= 0
            )
        )
        if asked and not sick:
            label = QQ
        elif alone and width in (8, 9):
            if (
                word_after(
                    data,
                    begins,
                    end,
                    cues_behind,
                    600,
                    OF_LODGING,
                )
                >= 0
            ):
                label = TRAVEL_PERMIT if width == 8 else PASSPORT
        elif follows_word(data, begins, at, stop, end) or (
            sick and follows_key(data, begins, at) and not counted
        ):
            if is_appended(data, begins, at, stop, end):
                label = QQ if said >= 0 and width >= 9 else -1
            elif sick and width >= 6:
                label = MEDICAL_NO
            elif width >= 9 and data[at] != 48 and not sick:
                label = QQ
    return label, score
