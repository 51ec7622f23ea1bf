"""Titles to property."""

from leakbench.detectors.normalize.characters import CLASS, DIGIT, OPEN, Bytes, digits_from
from leakbench.generator.engine.compiled import inner


@inner
def title_bounds(data: Bytes, first: int, run: int, end: int) -> tuple[int, int]:
    """(begin, end) of a property title whose year in brackets ends here; equal if none."""
    # 省简称(YYYY)…不动产权第NNNNNNN号
    if run + 1 >= end:
        return run, run
    begin = run - 4
    if data[begin - 1] == OPEN:
        begin -= 1
    elif begin - 3 >= first and data[begin - 3] in (0xEF, 0xE3):
        begin -= 3
    else:
        return run, run
    if begin - 3 < first or data[begin - 3] < 0xE4:
        return run, run
    begin -= 3
    i = run
    limit = min(end, run + 90)
    while i + 3 < limit:
        if (
            data[i] == 0xE7
            and data[i + 1] == 0xAC
            and data[i + 2] == 0xAC
            and CLASS[data[i + 3]] == DIGIT
        ):  # 第
            found = i - 6
            # 产权 or 权证 right before it
            if not (
                data[found + 3] == 0xE6 and data[found + 4] == 0x9D and data[found + 5] == 0x83
            ) and not (
                data[found + 3] == 0xE8 and data[found + 4] == 0xAF and data[found + 5] == 0x81
            ):
                return run, run
            i += 3
            width = digits_from(data, i, end)
            if width < 4:
                return run, run
            i += width
            if (
                i + 3 <= end and data[i] == 0xE5 and data[i + 1] == 0x8F and data[i + 2] == 0xB7
            ):  # 号
                i += 3
            return begin, i
        if data[i] == 10:
            break
        i += 1
    return run, run
