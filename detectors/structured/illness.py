"""Whether a text speaks of a disease."""

from leakbench.detectors.normalize.characters import Bytes, is_letter
from leakbench.detectors.structured.cue_masks import OF_ILLNESS
from leakbench.detectors.structured.cue_search import word_after
from leakbench.detectors.structured.cues import CueTables
from leakbench.generator.engine.compiled import inner

_FIRST_ILL, _LAST_ILL = 0x592, 0x673  # U+7592 to U+7673: the radical 疒, last 12 bits
_HEAL = 0x597  # 疗, in the names of many firms


@inner
def _has_disease_code(data: Bytes, low: int, end: int) -> bool:
    """Whether a code of ICD-10 stands in a cell: a capital, two digits, a dot, a digit."""
    for i in range(low, end - 4):
        if (
            data[i + 3] == 46
            and 65 <= data[i] <= 90
            and 48 <= data[i + 1] < 58
            and 48 <= data[i + 2] < 58
            and 48 <= data[i + 4] < 58
            and (i + 5 == end or not 48 <= data[i + 5] < 58)
            and (i == low or not is_letter(data[i - 1]))
        ):
            return True
    return False


@inner
def tells_of_illness(
    data: Bytes,
    low: int,
    end: int,
    cues: CueTables,
) -> bool:
    """Whether a cell speaks of a disease: by a word, a code, or a character with the radical 疒."""
    for i in range(low, end - 2):
        if data[i] == 0xE7 and 0x96 <= data[i + 1] <= 0x99:
            code = (data[i + 1] & 63) << 6 | (data[i + 2] & 63)
            if _FIRST_ILL <= code <= _LAST_ILL and code != _HEAL:
                return True
    if _has_disease_code(data, low, end):
        return True
    return word_after(data, low, end, cues, 600, OF_ILLNESS) >= 0
