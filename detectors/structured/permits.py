"""Second pass: passports and travel permits."""

from leakbench.detectors.normalize.characters import Bytes, is_letter, lower_case
from leakbench.detectors.structured.candidates import LIKELY, TOLD
from leakbench.detectors.structured.cue_masks import OF_LODGING
from leakbench.detectors.structured.cue_search import word_after
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.kinds import OTHER_NUMBER, PASSPORT, TRAVEL_PERMIT, WECHAT
from leakbench.generator.engine.compiled import inner


@inner
def label_permit(
    data: Bytes,
    begins: int,
    at: int,
    end: int,
    cues_behind: CueTables,
    said: int,
) -> tuple[int, int]:
    """(label, score) of a letter and digits, as of a passport."""
    label, score = -1, TOLD
    one = lower_case(data[at])
    if said == WECHAT and not (
        data[at] <= 90
        and word_after(
            data,
            begins,
            end,
            cues_behind,
            600,
            OF_LODGING,
        )
        >= 0
    ):
        label = WECHAT
    elif said in (PASSPORT, TRAVEL_PERMIT):
        label = said
    elif said != OTHER_NUMBER:
        score = LIKELY
        single = not is_letter(data[at + 1])
        label = TRAVEL_PERMIT if one == 99 or (single and one in (104, 109)) else PASSPORT
    return label, score
