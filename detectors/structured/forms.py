"""First pass: what could be an identifier, by its form alone, in one walk over the bytes.

The walk goes from character to character and stops only at runs of ASCII digits and letters. Forms
with a check digit or an unmistakable shape get their label here; the rest get a kind that the
second pass decides by the words around it. A cell with characters that stand for digits is put off:
it is read again in the normalising view.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.candidates import BEGIN, END, FIRST, KIND, LAST, PASSED, ROW
from leakbench.detectors.structured.checked import is_uscc
from leakbench.detectors.structured.digital import digits_run
from leakbench.detectors.structured.dotted import mac_end
from leakbench.detectors.structured.doubts import (
    ODD,
    is_doubtful,
    is_lookalike,
    is_odd_gap,
    is_suspicious,
    words_end,
)
from leakbench.detectors.structured.folds import DROPPED, FOLDED, SEPARATOR
from leakbench.detectors.structured.kinds import EMAIL, MAC
from leakbench.detectors.structured.lettered import account_end, letters_run
from leakbench.detectors.structured.mail import MAIL, mail_end, spelt_mail
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.symbols import (
    AT,
    CLASS,
    COLON,
    DIGIT,
    SPACE,
    Bytes,
    Flags,
)
from leakbench.generator.compiled import compiled

_GOES_ON = np.zeros(256, np.bool_)  # what may follow up to four digits that a form begins with
_GOES_ON[[0xE2, 0xE3, 0xE5, 0xEF]] = True  # dashes, brackets and 年
_GOES_ON[np.frombuffer(b" -.*#_\n/):@", np.uint8)] = True


@compiled
def find(
    data: Bytes,
    offsets: NDArray[np.int32],
    raw: bool,  # noqa: FBT001 - kernels take no keywords
    alarms: Bytes,
    hints: Bytes,
    numbers: NumberTables,
    put_off: Flags,
    out: NDArray[np.int32],
) -> int:
    """Find the candidates of a column.

    Args:
        data: The column's value bytes.
        offsets: Where each cell begins; one more entry ends the last.
        raw: Whether cells that need the normalising view are put off.
        alarms: Which code points need the view, and which are numerals.
        hints: What the last 12 bits of a Chinese character's code point hint at.
        numbers: What numbers begin with.
        put_off: Set where a cell is to be read in the view, shape (cells,).
        out: Candidates, int32, shape (6, capacity); see ``ROW`` and the following.

    Returns:
        How many candidates there are; if more than the capacity, the rest are not in ``out``.
    """
    found = 0
    capacity = out.shape[1]
    scratch = np.empty(24, np.uint8)
    for row in range(len(offsets) - 1):
        first = int(offsets[row])
        end = int(offsets[row + 1])
        i = first
        shift = first  # bytes so far that are no code point of their own, plus the cell's begin
        taken = first
        before = found
        while i < end:
            u = np.uint64(i)  # an unsigned index is never counted from the end
            byte = data[u]
            if byte >= 0x80:
                if 0xE4 <= byte < 0xEA:
                    begin = i
                    i, doubtful = words_end(data, first, i, end, hints)
                    shift += (i - begin) // 3 * 2
                    if raw and doubtful and is_doubtful(data, first, begin, i, end, alarms):
                        put_off[row] = True
                        break
                    continue
                if byte >= 0xE0 and byte < 0xF0:
                    if raw:
                        code = ((byte & 15) << 12) | ((data[i + 1] & 63) << 6) | (data[i + 2] & 63)
                        fold = alarms[code]
                        if fold and (
                            fold == DROPPED
                            or fold >= FOLDED
                            or is_suspicious(data, first, i, end, fold, code, alarms)
                        ):
                            put_off[row] = True
                            break
                    i += 3
                    shift += 2
                elif byte >= 0xF0:
                    if raw and (
                        data[i + 1] == 0x9D
                        or (i > first and CLASS[data[i - 1]])
                        or (i + 4 < end and CLASS[data[i + 4]])
                    ):
                        put_off[row] = True
                        break
                    i += 4
                    shift += 3
                else:
                    if raw:
                        fold = alarms[(byte & 31) << 6 | (data[i + 1] & 63)]
                        if fold and (
                            fold != SEPARATOR
                            or (
                                i > first
                                and i + 2 < end
                                and CLASS[data[i - 1]] == DIGIT
                                and CLASS[data[i + 2]] == DIGIT
                            )
                        ):
                            put_off[row] = True
                            break
                    i += 2
                    shift += 1
                continue
            if byte == AT:
                begin = i
                while begin > taken and (CLASS[data[begin - 1]] or MAIL[data[begin - 1]]):
                    begin -= 1
                while begin < i and not CLASS[data[begin]]:
                    begin += 1
                stop = mail_end(data, i + 1, end) if begin < i else -1
                if stop > 0:
                    while found > before and found <= capacity and out[END, found - 1] > begin:
                        found -= 1
                    if found < capacity:
                        out[ROW, found] = row
                        out[BEGIN, found] = begin
                        out[END, found] = stop
                        out[KIND, found] = EMAIL
                        out[FIRST, found] = begin - shift
                        out[LAST, found] = stop - shift
                    found += 1
                    i = stop
                    taken = stop
                else:
                    i += 1
                continue
            kind = CLASS[byte]
            if not kind:
                if raw and ODD[byte] and is_odd_gap(data, first, i, end):
                    put_off[row] = True
                    break
                i += 1
                continue
            run = i + 1
            digital = kind == DIGIT
            while run < end:
                kind = CLASS[data[np.uint64(run)]]
                if not kind:
                    break
                digital &= kind == DIGIT
                run += 1
            width = run - i
            begin = i
            stop = 0
            label = -1
            nb = data[run] if run < end else np.uint8(0)
            pb = data[i - 1] if i > first else np.uint8(0)
            if digital:
                if nb == AT and run + 1 < end and CLASS[data[run + 1]]:
                    i = run
                    continue
                if width < 5 and not _GOES_ON[nb] and not (width == 3 and byte == 49):
                    i = run
                    continue
                begin, stop, label = digits_run(data, first, i, run, end, numbers, scratch)
            else:
                if (
                    raw
                    and width > 1
                    and is_lookalike(data, i, run)
                    and not (width == 18 and is_uscc(data, i, numbers.province))
                ):
                    put_off[row] = True
                    break
                if width == 2 and byte == 97 and data[i + 1] == 116 and pb == SPACE and nb == SPACE:
                    begin, stop = spelt_mail(data, taken, i, end)
                    if stop > begin:
                        while found > before and found <= capacity and out[END, found - 1] > begin:
                            found -= 1
                        label = EMAIL
                    else:
                        begin = i
                        stop = 0
                else:
                    begin, stop, label = letters_run(data, first, i, run, end, numbers, scratch)
            if label == MAC and stop <= 0:
                stop = mac_end(data, i, end) if width == 2 and nb == COLON else 0
            if not digital:
                stop, label = account_end(data, first, i, run, end, stop, label)
            if label == PASSED:
                i = stop
                continue
            if stop > 0 and label >= 0:
                if nb == AT and stop == run and label > 60:
                    i = run
                    continue
                if found < capacity:
                    lead = 0
                    for k in range(begin, i):
                        lead += data[k] & 0xC0 == 0x80
                    tail = 0
                    for k in range(run, stop):
                        tail += data[k] & 0xC0 == 0x80
                    out[ROW, found] = row
                    out[BEGIN, found] = begin
                    out[END, found] = stop
                    out[KIND, found] = label
                    out[FIRST, found] = begin - shift + lead
                    out[LAST, found] = stop - shift - tail
                    shift += tail
                found += 1
                i = stop
                if label < 60:
                    taken = stop
                continue
            i = run
        if put_off[row]:
            found = before
    return found
