"""What any detector must keep to: one check per property, for its author to run.

    >>> from leakbench.detectors.conformance import check
    >>> check(MyDetector())

Nothing here asks how much a detector finds, only whether it stands where the detector says. The
checks are as strong as what it finds in ``PROBES``: one that finds nothing there passes easily.
"""

from collections.abc import Callable, Sequence
from typing import NoReturn

import pyarrow as pa

from leakbench.detectors.check_digits import credit_check, luhn_check, resident_check
from leakbench.detectors.contract import Detector, SpanError, accept
from leakbench.generator.entities import known_labels
from leakbench.generator.errors import LeakbenchError

Answer = tuple[int, int, int, int, str, float]  # the columns of SPANS
Place = tuple[int, int, int, int, str]  # the same without the score
Check = Callable[[Detector], None]

# Invented values with true check digits, each named so that most kinds of detector find something.
_RESIDENT = "11010119000101001"
_CREDIT = "91110101MA0000000"
_CARD = "622202000000000000"
PROBES = (
    "联系人张伟，手机13800000000，座机0571-80000000，邮箱zhangwei@example.com。",
    f"姓名：李静，身份证{_RESIDENT}{resident_check(_RESIDENT)}，微信：abc_12345，QQ：100000001。",
    f"杭州示例科技有限公司，信用代码{_CREDIT}{credit_check(_CREDIT)}，热线400-000-0000。",
    f"王芳|浙江省杭州市西湖区文三路1号|{_CARD}{luhn_check(_CARD)}|京A12345|10.0.0.1",
    "今天下午的面很好吃，老板说下个月要搬到对面去。",
)

# Characters that those who count wrongly count otherwise: two UTF-16 units, three or four bytes, no
# width, a part of the character before them.
MISCOUNTED = ("😀𬱖", "\u200b\ufeff", "e\u0301あ゙", "👨\u200d👩", "㐀〇")

STRING_TYPES = (pa.large_string(), pa.string_view())

LONG_CELL = 100_000  # characters


class ConformanceError(LeakbenchError, AssertionError):
    """A detector does not keep a property.

    Attributes:
        detector: The detector's name.
        check: Name of the check that failed.
        reason: What it did.
    """

    def __init__(self, detector: str, check: str, reason: str) -> None:
        self.detector = detector
        self.check = check
        self.reason = reason
        super().__init__(f"detector {detector} fails {check}: {reason}")


def labels_are_known(detector: Detector) -> None:
    """It has a name, and declares labels of the registry only."""
    if not isinstance(detector.name, str) or not detector.name:
        _fail(detector, labels_are_known, f"its name is {detector.name!r}")
    if not isinstance(detector.labels, frozenset) or not detector.labels:
        _fail(detector, labels_are_known, "its labels are no frozenset, or empty")
    unknown = sorted(detector.labels - known_labels())
    if unknown:
        _fail(detector, labels_are_known, f"it declares labels not in the registry: {unknown}")


def reports_declared_labels(detector: Detector) -> None:
    """Every span is typed as ``SPANS``, lies in its cell and has a label that is declared."""
    _ask(detector, reports_declared_labels, _batch(PROBES))


def offsets_are_exact(detector: Detector) -> None:
    """Characters that bytes or UTF-16 units count otherwise move no span.

    The line that holds the values follows another of full stops or of such characters, equally
    many; each kind of span found after the one must be found after the other, at its place.
    """
    for characters in MISCOUNTED:
        before = characters * 9 + "\n"
        stops = "." * (len(before) - 1) + "\n"
        answers = [
            _ask(detector, offsets_are_exact, _batch([first + probe for probe in PROBES]))
            for first in (stops, before)
        ]
        plain, shifted = (
            [span for span in _places(answer) if span[2] >= len(before)] for answer in answers
        )
        for label in sorted(_lost(plain, shifted)):
            _fail(detector, offsets_are_exact, f"no {label} stands where it did after {before!r}")
        _ask(detector, offsets_are_exact, _batch([characters.join(probe) for probe in PROBES]))


def takes_empty_batches(detector: Detector) -> None:
    """A batch without rows has an answer without spans."""
    for names in (["text"], ["姓名", "电话"]):
        empty = pa.RecordBatch.from_pydict({name: pa.array([], pa.string()) for name in names})
        if _ask(detector, takes_empty_batches, empty):
            _fail(detector, takes_empty_batches, "it found spans in a batch without rows")


def takes_empty_and_null_cells(detector: Detector) -> None:
    """Empty and null cells have no spans, and do not move those of other rows."""
    cells = ["", None, *PROBES, None, "", PROBES[0], None]
    answer = _places(_ask(detector, takes_empty_and_null_cells, _batch(cells)))
    full = _batch([cell for cell in cells if cell])
    alone = _places(_ask(detector, takes_empty_and_null_cells, full))
    rows = [row for row, cell in enumerate(cells) if cell]
    if answer != [(rows[row], *rest) for row, *rest in alone]:
        _fail(detector, takes_empty_and_null_cells, "empty or null cells change other cells' spans")
    _ask(detector, takes_empty_and_null_cells, _batch([None, None]))


def reads_long_cells(detector: Detector) -> None:
    """A cell of 100,000 characters is read to its end, unbroken runs in its middle or not."""
    lines = "\n".join(PROBES) + "\n"
    runs = "1" * 1_000 + "甲" * 1_000 + "a" * 1_000 + "\n"
    half = (LONG_CELL - len(runs)) // len(lines) // 2
    text = (lines * half + runs + lines * half).rjust(LONG_CELL, "\n")
    places = _places(_ask(detector, reads_long_cells, _batch([text])))
    heads, tails = (
        [
            (row, column, start - at, end - at, label)
            for row, column, start, end, label in places
            if at <= start < at + len(lines)
        ]
        for at in (text.index(PROBES[0]), LONG_CELL - len(lines))
    )
    for label in sorted(_lost(heads, tails)):
        _fail(detector, reads_long_cells, f"no {label} stands in the last lines as in the first")


def is_deterministic(detector: Detector) -> None:
    """The same batch has the same answer, scores included."""
    first, second = (_ask(detector, is_deterministic, _batch(PROBES)) for _ in range(2))
    if first != second:
        _fail(detector, is_deterministic, "a second run found other spans or scores")


def does_not_depend_on_batches(detector: Detector) -> None:
    """However rows are cut into batches, sliced or copied, each has the same spans."""
    this = does_not_depend_on_batches
    batch = _batch([*PROBES, None, *reversed(PROBES)])
    whole = _places(_ask(detector, this, batch))
    for size in (1, 3, 7):
        starts = range(0, batch.num_rows, size)
        sliced = [batch.slice(start, size) for start in starts]
        copied = [pa.RecordBatch.from_pylist(part.to_pylist(), part.schema) for part in sliced]
        for kind, parts in (("sliced", sliced), ("copied", copied)):
            found = [
                (row + start, *rest)
                for start, part in zip(starts, parts, strict=True)
                for row, *rest in _places(_ask(detector, this, part))
            ]
            if found != whole:
                _fail(detector, this, f"batches of {size} rows, {kind}, have other spans")


def tells_columns_apart(detector: Detector) -> None:
    """A span carries the number of its column, wherever that column stands."""
    this = tells_columns_apart
    others = {
        "备注": pa.nulls(len(PROBES), pa.string()),
        "其他": pa.array(["。"] * len(PROBES)),
    }
    alone = _places(_ask(detector, this, _batch(PROBES)))
    for place in range(len(others) + 1):
        columns = list(others.items())
        columns.insert(place, ("text", pa.array(PROBES)))
        found = _places(_ask(detector, this, pa.RecordBatch.from_pydict(dict(columns))))
        if found != [(row, place, *rest) for row, _, *rest in alone]:
            _fail(detector, this, f"the spans of a text are others where it is column {place}")


def reads_all_types_of_strings(detector: Detector) -> None:
    """A text of any of Arrow's types of strings has the spans that it has as ``string``.

    The benchmark hands over ``string``; others do not. What is refused by an error of one line is
    no answer, and a column of anything else has no spans.
    """
    this = reads_all_types_of_strings
    batch = _batch([PROBES[-1], *PROBES, None, "", *PROBES])
    plain = batch.column(0)
    whole = _places(_ask(detector, this, batch))
    for cells in (plain, *map(plain.cast, STRING_TYPES), plain.dictionary_encode()):
        for start in (0, 2, len(cells)):
            part = pa.RecordBatch.from_arrays([cells], ["text"]).slice(start)
            answer = _unless_refused(detector, this, part)
            if answer is None:
                continue
            found = _places(_accepted(detector, this, answer, part))
            if found != [(row - start, *rest) for row, *rest in whole if row >= start]:
                _fail(detector, this, f"the spans of a text are others where it is {cells.type}")
    for other in (pa.array([12_345, None]), pa.array([probe.encode() for probe in PROBES])):
        answer = _unless_refused(detector, this, pa.RecordBatch.from_arrays([other], ["text"]))
        if answer is not None and answer.num_rows:
            _fail(detector, this, f"it found spans in a column of {other.type}")


CHECKS = (
    labels_are_known,
    takes_empty_batches,
    reports_declared_labels,
    takes_empty_and_null_cells,
    offsets_are_exact,
    tells_columns_apart,
    is_deterministic,
    does_not_depend_on_batches,
    reads_long_cells,
    reads_all_types_of_strings,
)


def check(detector: Detector) -> None:
    """Put a detector through every check.

    Raises:
        ConformanceError: It fails one; the message names detector and check.
        Exception: What the detector itself raises, with a note that names the check.
    """
    for one in CHECKS:
        try:
            one(detector)
        except ConformanceError:
            raise
        except Exception as error:
            error.add_note(f"detector {detector.name}, check {one.__name__}")
            raise


def _batch(cells: Sequence[str | None]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"text": pa.array(cells, pa.string())})


def _ask(detector: Detector, asking: Check, batch: pa.RecordBatch) -> list[Answer]:
    """The answer, checked, as sorted tuples in the order of ``SPANS``."""
    return _accepted(detector, asking, detector.detect(batch), batch)


def _accepted(
    detector: Detector, asking: Check, given: pa.RecordBatch, batch: pa.RecordBatch
) -> list[Answer]:
    try:
        answer = accept(given, batch, detector)
    except SpanError as error:
        raise ConformanceError(detector.name, asking.__name__, error.reason) from error
    return sorted(tuple(span.values()) for span in answer.to_pylist())


def _unless_refused(
    detector: Detector, asking: Check, batch: pa.RecordBatch
) -> pa.RecordBatch | None:
    """An answer, or None where an error of one line is raised in its stead."""
    try:
        return detector.detect(batch)
    except (TypeError, ValueError, pa.ArrowException) as error:
        if len(str(error).splitlines()) != 1:
            _fail(detector, asking, f"it refuses {batch.schema.types[0]} in no line, or in several")
        return None


def _places(answer: list[Answer]) -> list[Place]:
    return [span[:5] for span in answer]


def _lost(before: list[Place], after: list[Place]) -> set[str]:
    """Labels that were found, of which no span at all is found again at its place."""
    return {span[4] for span in before} - {span[4] for span in set(before) & set(after)}


def _fail(detector: Detector, check: Check, reason: str) -> NoReturn:
    raise ConformanceError(detector.name, check.__name__, reason)
