"""Second pass: candidates become spans, those without a label of their own by what stands around.

The nearest cue word before a candidate, or right after it, decides; a column's header counts as a
word in front of each of its cells. Without any word some forms are still more likely one kind than
none, and get a lower score.
"""

from leakbench.detectors.normalize.characters import Bytes, Ints
from leakbench.detectors.structured.accounts import label_account
from leakbench.detectors.structured.births import label_day
from leakbench.detectors.structured.candidates import BEGIN, END, FIRST, KIND, LAST, ROW, SURE, TOLD
from leakbench.detectors.structured.cue_masks import ALL, OPEN
from leakbench.detectors.structured.cue_search import word_before
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.few_digits import label_few_digits, said_of_number
from leakbench.detectors.structured.illness import tells_of_illness
from leakbench.detectors.structured.kinds import (
    BACKWARDS,
    CONTACT,
    DATE,
    DOCUMENT,
    DOTTED,
    ELEVEN,
    EMAIL,
    FIFTEEN,
    FOURTEEN,
    HOTLINE,
    LANDLINE,
    MOBILE,
    NAME,
    NUMBER,
    PARCEL,
    PERMIT,
    QQ,
    SPREAD,
    UNDECIDED,
)
from leakbench.detectors.structured.many_digits import (
    label_dotted,
    label_eleven,
    label_fifteen,
    label_fourteen,
)
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.parcels import label_parcel
from leakbench.detectors.structured.permits import label_permit
from leakbench.generator.engine.compiled import compiled

_SHORT = 5  # digits that are no patient's number


@compiled
def decide(
    data: Bytes,
    offsets: Ints,
    found: Ints,
    count: int,
    header: int,
    numbers: NumberTables,
    cues: CueTables,
    cues_behind: CueTables,
    out: Ints,
) -> int:
    """Turn candidates into spans.

    Args:
        data: The column's value bytes.
        offsets: Where each cell begins; one more entry ends the last.
        found: Candidates, shape (6, capacity).
        count: How many of them there are.
        header: What the column's header says, or -1.
        numbers: What numbers begin with.
        cues: Cue words before a value.
        cues_behind: Cue words after a value.
        out: Row, first and last code point (or byte of the view), label and score of each span,
            then bytes from and to, int32, shape (7, count or more).

    Returns:
        How many spans there are.
    """
    spans = 0
    last_row = -1
    told_row = -1
    ill = False
    last_stop = 0
    for place in range(count):
        row = found[ROW, place]
        at = int(found[BEGIN, place])
        stop = int(found[END, place])
        form = found[KIND, place]
        label = int(form)
        score = SURE
        skip = 0
        if form == HOTLINE and stop - at == 10:
            said = word_before(data, int(offsets[row]), at, ALL, cues)
            if said in (QQ, CONTACT) or (said < 0 and header == QQ):
                label = QQ
        if form >= UNDECIDED:
            low = int(offsets[row])
            begins = low
            if row == last_row and form != DATE:
                low = last_stop  # a word speaks for the next value only
            end = int(offsets[row + 1])
            label = -1
            score = TOLD
            said = -1
            if form == DATE:
                label, score = label_day(
                    data,
                    low,
                    begins,
                    at,
                    stop,
                    end,
                    header,
                    numbers,
                    cues,
                    cues_behind,
                    found,
                    count,
                    place,
                )
            elif form in (NAME, DOCUMENT):
                label, score, skip = label_account(
                    data,
                    low,
                    begins,
                    at,
                    stop,
                    end,
                    header,
                    numbers,
                    cues,
                    found,
                    count,
                    place,
                    form,
                )
            elif form == PARCEL:
                label, score = label_parcel(
                    data,
                    low,
                    begins,
                    at,
                    stop,
                    end,
                    header,
                    numbers,
                    cues,
                    cues_behind,
                    found,
                    count,
                    place,
                )
            else:
                said = said_of_number(
                    data, low, begins, at, stop, end, header, cues, cues_behind, form
                )
                if form == SPREAD:
                    if said == QQ:
                        label = QQ
                elif form == NUMBER:
                    open_to_doubt = bool(stop - at > _SHORT and (said < 0 or OPEN >> said & 1))
                    if open_to_doubt and row != told_row:
                        told_row = row
                        ill = tells_of_illness(data, begins, end, cues_behind)
                    # One more local number may follow the first.
                    goes_on = (
                        spans > 0
                        and out[0, spans - 1] == row
                        and out[3, spans - 1] == LANDLINE
                        and at - out[6, spans - 1] <= 4
                    )
                    label, score = label_few_digits(
                        data,
                        begins,
                        at,
                        stop,
                        end,
                        numbers,
                        cues_behind,
                        said,
                        open_to_doubt and ill,
                        goes_on,
                    )
                elif form in (ELEVEN, BACKWARDS):
                    label, score = label_eleven(
                        data,
                        begins,
                        at,
                        stop,
                        end,
                        numbers,
                        cues_behind,
                        said,
                        form,
                    )
                elif form == FOURTEEN:
                    label, score = label_fourteen(data, at, said, numbers.province)
                elif form == FIFTEEN:
                    label, score = label_fifteen(data, at, said, numbers.province)
                elif form == DOTTED:
                    label = label_dotted(data, low, at, said)
                elif form == PERMIT:
                    label, score = label_permit(data, begins, at, end, cues_behind, said)
        if label >= 0:
            first = found[FIRST, place] + skip
            # An apostrophe that keeps a spreadsheet from counting is part of the value.
            if (
                skip == 0
                and label not in (MOBILE, LANDLINE, HOTLINE, EMAIL)
                and at > offsets[row]
                and data[at - 1] == 39
                and not (stop < offsets[row + 1] and data[stop] == 39)
            ):
                first -= 1
                at -= 1
            out[0, spans] = row
            out[1, spans] = first
            out[2, spans] = found[LAST, place]
            out[3, spans] = label
            out[4, spans] = score
            last_row = row
            last_stop = stop
            out[5, spans] = at + skip
            out[6, spans] = stop
            spans += 1
    return spans
