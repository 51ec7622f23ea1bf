"""Megabytes that are made to take long take as long as others of their size.

Sixteen times as much may take four times longer than sixteen times as long; what is quadratic takes
sixteen times longer than that.
"""

import io
import time

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.scoring.matching import SpanArrays, match
from leakbench.detectors import registry
from leakbench.detectors.answer_checks import check_spans, to_code_points
from leakbench.detectors.normalize.column import normalize_column
from leakbench.detectors.spans import spans_from
from leakbench.generator.containers.formats import FORMATS
from leakbench.generator.containers.sheets import ContainerError

pytestmark = pytest.mark.slow

MORE, SLACK = 16, 4
SOON = 0.004  # seconds below which nothing is compared: a clock and a cache are all that is told
UNITS = (
    "7", "７", "７ ", "1 ", "1-", "１-", "1.", "1/", "1*", "1\n", "'1", "1\u200b", "1\ufe0f\u20e3",
    "138-", "1.1.1.1.", "aa:bb:", "a:", "@", "a@", "a.b@", "a at b dot ", "a", "A1", "a_", "京A",
    "一", "王", "一三八", "电话", "电话1", "第", "转", "+86", "不动产权第", "2020年", "2020年1月",
    "公司", "省市区路号", "（", "((()))", "[", "。", "\n", " ", " " * 40 + "1", "91", "王小芳，",
    "13800000000", "13800000000,", "１３８００００００００，", "11010119900101001", "1" * 18 + "X ",
)  # fmt: skip
WRITTEN = (
    '"', '",', ',"', '"a\n', "a,", "\r", "\n", "[", '{"a":', '{"a":1}', "<table>", "<td>", "<!--",
    "&#", "(", "'", "''", "\\", "\\'", "/*", "--\n", "INSERT INTO a VALUES (", "BEGIN:VCARD\n",
    "TEL:1\n", "FN;CHARSET=", "=\n ", ";",
)  # fmt: skip


def seconds(work):
    """The least processor time of two runs."""
    taken = []
    for _ in range(2):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
        if taken[-1] > 1:
            break
    return min(taken)


def check_linear(work, few, what):
    """Do a work of a size, and of sixteen times that; it is repeated before anybody is blamed."""
    for _ in range(3):
        less, more = (seconds(work(size)) for size in (few, MORE * few))
        if more < max(SOON, MORE * SLACK * less):
            return
    pytest.fail(f"{what}: {less:.4f} s for {few}, {more:.4f} s for {MORE * few}")


def texts(unit, size):
    """One cell of a unit again and again."""
    return pa.RecordBatch.from_pydict({"text": [unit * (size // len(unit.encode()))]})


@pytest.mark.parametrize(
    ("name", "size"),
    [("structured", 20_000), ("tagger", 8_000), ("native", 8_000), ("regex", 3_000)],
)
def test_detectors(name, size):
    """One cell of nothing but what could be a part of something."""
    one = registry.load(name)
    for unit in UNITS:

        def work(size, unit=unit):
            batch = texts(unit, size)
            return lambda: one.detect(batch)

        check_linear(work, size, f"{name} of {unit!r}")


def test_reading_as_it_was_meant():
    """The column, and the way back of as many spans as there are characters."""
    for unit in ("１３８００００００００，", "一三八", "1\u200b", "a"):

        def work(size, unit=unit):
            column = texts(unit, size).column(0)

            def there_and_back():
                normal = normalize_column(column)
                start = np.arange(len(normal.text[0].as_py()), dtype=np.int32)[::-1]
                normal.written(np.zeros_like(start), start, start + 1)

            return there_and_back

        check_linear(work, 20_000, f"normalize of {unit!r}")


def spans(start, end):
    """Spans of one cell and one label."""
    count = len(start)
    return SpanArrays(
        np.zeros(count, np.int64),
        start.astype(np.int32),
        end.astype(np.int32),
        np.zeros(count, np.int16),
    )


@pytest.mark.parametrize("shape", ["equal", "shifted", "one over all", "all over one", "stairs"])
def test_matching(shape):
    """A million spans in one cell, as deep as an answer may have them."""

    def work(size):
        start = np.arange(size) * 4
        everything = spans(np.zeros(1), np.full(1, 4 * size))
        true = spans(start, start + 3)
        left, right = {
            "equal": (true, true),
            "shifted": (true, spans(start + 1, start + 4)),
            "one over all": (true, everything),
            "all over one": (everything, true),
            "stairs": (true, spans(start, start + 80)),
        }[shape]
        return lambda: match(left, np.zeros(len(left.cell), np.bool_), right)

    check_linear(work, 4_000, shape)


@pytest.mark.parametrize("check", [check_spans, to_code_points])
def test_checking_answers(check):
    """As many spans as characters in one cell."""

    def work(size):
        batch = texts("a", size)
        answer = spans_from((0, 0, (place, place + 1, "QQ")) for place in range(0, size, 3))
        return lambda: check(answer, batch, "some")

    check_linear(work, 6_000, check.__name__)


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if one.text])
def test_readers(form):
    """Texts of nothing but what opens, closes or separates something."""
    for unit in WRITTEN:

        def work(size, unit=unit):
            data = (unit * (size // len(unit))).encode()
            return lambda: read(form, data)

        check_linear(work, 5_000, f"{form} of {unit!r}")


def read(form, data):
    """All cells of a file; what cannot be read is left."""
    try:
        for sheet in FORMATS[form].read(io.BytesIO(data), "made"):
            for _ in sheet.batches:
                pass
    except ContainerError:
        pass
