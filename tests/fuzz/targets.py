"""What is fuzzed: functions of bytes, which come back, refuse in a line, or fail.

``TARGETS`` names them; whoever drives them, hypothesis, ``drive.py`` or atheris, gives bytes.
"""

import io
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.running.prediction_files import read_predictions
from leakbench.benchmarks.scoring.matching import DROPPED, MISSED, SPURIOUS, SpanArrays, match
from leakbench.benchmarks.sources.corpus_card import read_card
from leakbench.benchmarks.sources.labelled_formats import read_labelled
from leakbench.detectors import registry
from leakbench.detectors.answer_checks import check_spans, to_code_points
from leakbench.detectors.contract import SpanError, StringsError
from leakbench.detectors.normalize.column import normalize_column
from leakbench.detectors.spans import LABEL_TYPE, SPANS
from leakbench.generator.containers.formats import FORMATS
from leakbench.generator.containers.limits import Limits
from leakbench.generator.containers.opening import open_path
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.datasets.manifest import read_manifest
from leakbench.generator.errors import LeakbenchError

from .guarded import column_of

_CELL_END = b"\x1f"  # cells of a column of arbitrary bytes
_LIMITS = Limits(free_bytes=1 << 20, archive_bytes=1 << 24, member_bytes=1 << 23)
_MOST_SPANS = 12
_BROKEN_KERNEL = (IndexError, MemoryError, RecursionError, SystemError)


@cache
def _detector(name):
    return registry.load(name)


def _cells(data):
    """A column of cells in guarded memory, and the first that is no UTF-8; None if all are."""
    cells = data.split(_CELL_END)
    broken = None
    for row, cell in enumerate(cells):
        try:
            cell.decode()
        except UnicodeDecodeError:
            broken = row
            break
    return cells, broken


def _detect(name, data):
    """Ask a detector about cells: spans within them, the same for each alone, or a refusal."""
    cells, broken = _cells(data)
    one = _detector(name)
    for at_end in (True, False):
        batch = pa.RecordBatch.from_arrays([column_of(cells, at_end=at_end)], ["text"])
        try:
            answer = one.detect(batch)
        except StringsError as error:
            assert broken is not None
            assert f"row {broken}:" in str(error)  # noqa: PT017
            continue
        assert broken is None, f"row {broken} is no UTF-8, and nobody says so"
        check_spans(answer, batch, name, one.labels)
        _check_rows(one, cells, answer)


def _check_rows(one, cells, answer):
    found = _plain(answer)
    for row in range(min(len(cells), 3)):
        batch = pa.RecordBatch.from_arrays([column_of(cells[row : row + 1])], ["text"])
        alone = [span[1:] for span in _plain(one.detect(batch))]
        assert alone == [span[1:] for span in found if span[0] == row], f"row {row} alone"


def _plain(answer):
    return [tuple(one.values()) for one in answer.to_pylist()]


def structured(data):
    """Numbers, in memory that nothing may leave."""
    _detect("structured", data)


def tagger(data):
    """Names, the same."""
    _detect("tagger", data)


def native(data):
    """Both."""
    _detect("native", data)


def regex(data):
    """The baseline, which reads Python's strings."""
    _detect("regex", data)


def normalize(data):
    """Text as it is meant, and the way back: within the cell, and the same for each alone."""
    cells, broken = _cells(data)
    try:
        normal = normalize_column(column_of(cells))
    except StringsError as error:
        assert broken is not None, str(error)  # noqa: PT017 - sound text is never refused
        return
    assert broken is None
    meant = normal.text.to_pylist()
    rows = [row for row, text in enumerate(meant) if text]
    if not rows:
        return
    ends = np.array([len(meant[row]) for row in rows], np.int32)
    start, end = normal.written(np.array(rows, np.int32), np.zeros_like(ends), ends)
    lengths = np.array([len(cells[row].decode()) for row in rows])
    assert (start >= 0).all()
    assert (end <= lengths).all()
    assert (start < end).all()


def container(name):
    """A function of the bytes of a file called so: all of it is read, or it is said why not."""

    def read(data):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            for opened in open_path(path, _LIMITS):
                _read_all(opened.sheets)

    return read


def packed(form):
    """The same of a reader that is told what it reads."""

    def read(data):
        try:
            _read_all(FORMATS[form].read(io.BytesIO(data), "fuzzed"))
        except ContainerError as error:
            _check_cause(error)
        except _BROKEN_KERNEL:
            raise
        except Exception as error:  # noqa: BLE001 - whoever opens files answers for all others
            del error

    return read


def _read_all(sheets):
    try:
        for sheet in sheets:
            for batch in sheet.batches:
                batch.validate(full=True)
    except ContainerError as error:
        _check_cause(error)


def _check_cause(error):
    cause = error.__cause__
    while cause is not None:
        assert not (isinstance(cause, IndexError) and "out of bounds" in str(cause)), cause
        assert not isinstance(cause, MemoryError | SystemError), cause
        cause = cause.__cause__


def reader(name, function):
    """A function of the bytes of a file called so that reads it, or refuses it in one line."""

    def read(data):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            try:
                function(path)
            except LeakbenchError as error:
                assert "\n" not in str(error).strip(), error  # noqa: PT017

    return read


def brat(data):
    """A text and its annotations."""
    text, _, marks = data.partition(b"\0")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_bytes(text)
        (Path(folder) / "a.ann").write_bytes(marks)
        try:
            read_labelled(Path(folder), "brat")
        except LeakbenchError as error:
            assert "\n" not in str(error).strip(), error  # noqa: PT017


def _numbers(data, kind):
    whole = len(data) // np.dtype(kind).itemsize * np.dtype(kind).itemsize
    return np.frombuffer(data[:whole], kind)


def validator(data):
    """Any numbers as an answer: accepted only as what Python's strings say is in a cell."""
    texts = ["", "王小芳", "a😀é", "电话13800000000", None]
    batch = pa.RecordBatch.from_pydict({"a": texts, "b": texts[::-1]})
    values = _numbers(data, np.int8)[: 6 * _MOST_SPANS]
    values = values[: len(values) // 6 * 6].reshape(6, -1)
    labels = pa.DictionaryArray.from_arrays(
        pa.array(values[4] % 3, pa.int8()), pa.array(["MOBILE", "PERSON_NAME", "nothing"])
    ).cast(LABEL_TYPE)
    answer = pa.RecordBatch.from_arrays(
        [
            pa.array(values[0], pa.int32()),
            pa.array(values[1] % 4, pa.int16()),
            pa.array(values[2], pa.int32()),
            pa.array(values[3], pa.int32()),
            labels,
            pa.array(np.where(values[5] == 1, np.nan, values[5]), pa.float32()),
        ],
        schema=SPANS,
    )
    _check_answer(answer, batch, lambda text: text, check_spans)
    _check_answer(answer, batch, str.encode, lambda *given: to_code_points(*given[:3]))


def _check_answer(answer, batch, unit, check):
    expected = all(_is_sound(one, batch, unit, check is check_spans) for one in answer.to_pylist())
    try:
        checked = check(answer, batch, "fuzzed", frozenset({"MOBILE", "PERSON_NAME"}))
    except SpanError:
        assert not expected, "a sound answer is refused"
        return
    assert expected, "an answer that leaves its cells is accepted"
    for given, one in zip(answer.to_pylist(), checked.to_pylist(), strict=True):
        written = unit(batch.column(given["column"])[given["row"]].as_py() or "")
        text = batch.column(one["column"])[one["row"]].as_py()
        assert unit(text[one["start"] : one["end"]]) == written[given["start"] : given["end"]]


def _is_sound(one, batch, unit, labelled):
    if not (0 <= one["row"] < batch.num_rows and 0 <= one["column"] < batch.num_columns):
        return False
    text = batch.column(one["column"])[one["row"]].as_py() or ""
    cell = unit(text)
    within = 0 <= one["start"] < one["end"] <= len(cell) and one["score"] == one["score"]
    if not within or (not labelled and not _whole(cell, one)):
        return False
    return not labelled or one["label"] != "nothing"


def _whole(cell, one):
    try:
        cell[: one["start"]].decode(), cell[: one["end"]].decode()
    except UnicodeDecodeError:
        return False
    return True


FAMILIES = np.array([0, 0, 2, 2], np.int16)


def matcher(data):
    """Any spans against any: the kernels match as the documented order says, spelt out."""
    cut = data[:1][0] if data else 0
    drawn = [
        (one[0] % 2, one[1] % 16, one[1] % 16 + 1 + one[2] % 8, one[3] % 4, one[3] >= 192)
        for one in zip(*[iter(data[1 : 1 + 4 * 2 * _MOST_SPANS])] * 4, strict=False)
    ]
    cut %= len(drawn) + 1
    truth, predicted = drawn[:cut], [one[:4] for one in drawn[cut:]]
    ignored = np.array([one[4] for one in truth], np.bool_)
    found = match(_spans([one[:4] for one in truth]), ignored, _spans(predicted), FAMILIES)
    expected = _greedy(truth, predicted)
    assert _told(truth, predicted, *found) == _told(truth, predicted, *expected)


def _spans(spans):
    columns = np.array(spans, np.int64).reshape(-1, 4).T
    kinds = (np.int64, np.int32, np.int32, np.int16)
    return SpanArrays(*(column.astype(kind) for column, kind in zip(columns, kinds, strict=True)))


def _overlap(one, other):
    return min(one[2], other[2]) - max(one[1], other[1]) if one[0] == other[0] else 0


def _greedy(truth, predicted):
    """Partners of truth and of predictions, best pair first."""

    def place(pair):
        one, other = truth[pair[0]], predicted[pair[1]]
        unlike = (one[3] != other[3], FAMILIES[one[3]] != FAMILIES[other[3]])
        exact = one[1:3] != other[1:3]
        return (one[4], exact, -_overlap(one, other), unlike, one[:4], other)

    pairs = [
        (i, j)
        for i in range(len(truth))
        for j in range(len(predicted))
        if _overlap(truth[i], predicted[j]) > 0
    ]
    prediction, partner = [MISSED] * len(truth), [SPURIOUS] * len(predicted)
    for i, j in sorted(pairs, key=place):
        if prediction[i] == MISSED and partner[j] == SPURIOUS:
            prediction[i], partner[j] = j, i
    for j, span in enumerate(predicted):
        touched = {one[4] for one in truth if _overlap(one, span) > 0}
        taken = partner[j] != SPURIOUS
        if truth[partner[j]][4] if taken else touched == {True}:
            partner[j] = DROPPED
    return prediction, partner


def _told(truth, predicted, prediction, partner):
    """Who is matched with whom, identical spans being one and the same."""
    pairs = sorted(
        (truth[i], () if j == MISSED else predicted[j]) for i, j in enumerate(prediction)
    )
    fates = sorted(
        (predicted[j], int(i) if i < 0 else 0, () if i < 0 else truth[i])
        for j, i in enumerate(partner)
    )
    return pairs, fates


TARGETS = {
    "structured": structured,
    "tagger": tagger,
    "native": native,
    "regex": regex,
    "normalize": normalize,
    "validator": validator,
    "matcher": matcher,
    "brat": brat,
    "labelled_jsonl": reader("a.jsonl", read_labelled),
    "labelled_conll": reader("a.conll", read_labelled),
    "labelled_parquet": reader("a.parquet", read_labelled),
    "card": reader("a.toml", read_card),
    "predictions_parquet": reader("a.parquet", read_predictions),
    "predictions_jsonl": reader("a.jsonl", read_predictions),
    "manifest": reader("manifest.json", read_manifest),
    **{f"read_{form}": packed(form) for form in FORMATS},
    **{
        f"open_{name}": container(f"list.{name}")
        for name in ("csv", "xlsx", "zip", "7z", "tar", "gz", "vcf", "sql", "json")
    },
}
"""Every target by name."""
