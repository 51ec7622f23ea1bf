from itertools import count
from unicodedata import normalize

import pyarrow as pa
import pytest

from leakbench.detectors import conformance
from leakbench.detectors.conformance import ConformanceError
from leakbench.detectors.contract import empty_spans, per_text, spans_from

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("check", conformance.CHECKS, ids=lambda check: check.__name__)
def test_every_detector_conforms(detector, check):
    """Each registered detector keeps each property."""
    check(detector)


def test_every_detector_finds_something_to_check(detector):
    """The probes are no idle ones: each registered detector finds spans in them."""
    batch = pa.RecordBatch.from_pydict({"text": conformance.PROBES})
    assert detector.detect(batch).num_rows


def five(text):
    """Find every 5: the least that keeps the contract."""
    return [(at, at + 1, "QQ") for at, character in enumerate(text) if character == "5"]


class Toy:
    """A detector made of a function, conforming unless something is replaced."""

    def __init__(self, *, find=five, detect=None, name="toy", labels=frozenset({"QQ"})):
        self.name = name
        self.labels = labels
        self._detect = detect or (lambda batch: per_text(find, batch))

    def detect(self, batch, /):
        """Look for it in every cell."""
        return self._detect(batch)


def counted(size):
    """Find every 5, offsets counted by the size of the text before."""
    return lambda text: [
        (size(text[:at]), size(text[:end]), *rest) for at, end, *rest in five(text)
    ]


def moody():
    """Find every 5 with a score that changes from call to call."""
    moods = count(1)
    return lambda text: [(*span, 1 / next(moods)) for span in five(text)]


def null_blind(batch):
    """Number the rows as if null cells were not there."""
    return spans_from(
        (row, number, span)
        for number, column in enumerate(batch.columns)
        for row, text in enumerate(column.drop_null().to_pylist())
        for span in five(text)
    )


def never_empty(batch):
    """Find something where there are no rows."""
    return per_text(five, batch) if batch.num_rows else spans_from([(0, 0, (0, 1, "QQ"))])


def by_size(batch):
    """Find every 5, in batches of several rows only."""
    return per_text(five if batch.num_rows > 1 else lambda _: [], batch)


def first_column(batch):
    """Find every 5 in the first column only."""
    return per_text(five, batch.select([0]))


def by_type(batch):
    """Find every 5 in what is ``string``, and nothing in other strings."""
    return per_text(five, batch) if batch.schema.types[0] == pa.string() else empty_spans()


def any_type(batch):
    """Find every 5 in whatever there is."""
    return spans_from(
        (row, number, span)
        for number, column in enumerate(batch.columns)
        for row, cell in enumerate(column.to_pylist())
        for span in five(str(cell or ""))
    )


def refusing(words):
    """Find every 5 in what is ``string``, and refuse all else."""

    def detect(batch):
        if batch.schema.types[0] != pa.string():
            raise TypeError(words)
        return per_text(five, batch)

    return detect


@pytest.mark.parametrize("toy", [Toy(), Toy(detect=refusing("no string"))])
def test_a_conforming_detector_passes(toy):
    """A simple, right detector passes all checks, and one that wants ``string`` and says so."""
    conformance.check(toy)


@pytest.mark.parametrize(
    ("broken", "check"),
    [
        (Toy(name=""), "labels_are_known"),
        (Toy(labels={"QQ"}), "labels_are_known"),
        (Toy(labels=frozenset({"QQ", "PHONE_NO"})), "labels_are_known"),
        (Toy(detect=never_empty), "takes_empty_batches"),
        (Toy(detect=lambda batch: per_text(five, batch).to_pylist()), "takes_empty_batches"),
        (Toy(detect=null_blind), "takes_empty_and_null_cells"),
        (Toy(labels=frozenset({"EMAIL"})), "reports_declared_labels"),
        (Toy(find=lambda text: [(0, len(text) + 1, "QQ")]), "reports_declared_labels"),
        (Toy(find=counted(lambda text: len(text.encode()))), "reports_declared_labels"),
        (Toy(find=counted(lambda text: len(text.encode("utf-16-le")) // 2)), "offsets_are_exact"),
        (Toy(find=counted(lambda text: len(text.replace("\u200b", "")))), "offsets_are_exact"),
        (Toy(find=counted(lambda text: len(normalize("NFC", text)))), "offsets_are_exact"),
        (Toy(detect=first_column), "tells_columns_apart"),
        (Toy(find=moody()), "is_deterministic"),
        (Toy(detect=by_size), "does_not_depend_on_batches"),
        (Toy(find=lambda text: five(text[:512])), "reads_long_cells"),
        (Toy(detect=by_type), "reads_all_types_of_strings"),
        (Toy(detect=any_type), "reads_all_types_of_strings"),
        (Toy(detect=refusing("no\nstring")), "reads_all_types_of_strings"),
    ],
)
def test_a_broken_detector_fails_by_name(broken, check):
    """Each kind of fault is caught, and the message names detector and property."""
    with pytest.raises(ConformanceError, match=f"detector {broken.name} fails {check}: ") as caught:
        conformance.check(broken)
    assert caught.value.check == check
    assert caught.value.detector == broken.name


def test_what_a_detector_raises_is_noted():
    """An error of the detector itself goes through, with a note that says which check it was."""
    with pytest.raises(UnicodeDecodeError) as caught:
        conformance.check(Toy(find=lambda text: text.encode().decode("ascii")))
    assert caught.value.__notes__ == ["detector toy, check reports_declared_labels"]
