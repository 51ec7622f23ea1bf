import pyarrow as pa
import pytest

from leakbench.benchmarks.scoring.alignment import align
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.false_alarms import AlarmTally
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.detectors.contract import empty_spans
from leakbench.generator.schema import DECOYS

SPACE = LabelSpace.of_registry()
TEXT = "订单00000000000号甲"


def chunk(truth, decoys, texts=None):
    """Records with decoys given as (start, end, kind)."""
    listed = None
    if decoys is not None:
        names = ("start", "end", "kind")
        rows = [[dict(zip(names, one, strict=True)) for one in row] for row in decoys]
        listed = pa.array(rows, DECOYS)
    strings = pa.RecordBatch.from_pydict({"text": texts or [TEXT] * len(truth)})
    return Chunk(strings, truth, listed)


@pytest.fixture
def alarms(as_truth, as_answer):
    """A tally of batches of (truth, decoys, predictions) records."""

    def tally(*batches, texts=None):
        alarms = AlarmTally()
        for batch in batches:
            truth = as_truth([truth for truth, _, _ in batch])
            decoys = [decoys for _, decoys, _ in batch]
            if None in decoys:
                decoys = None
            answer = as_answer([found for _, _, found in batch])
            alarms.add(align(truth, answer, SPACE), truth, chunk(truth, decoys, texts))
        return alarms

    return tally


ORDER = (2, 13, "order_number")


def test_a_decoy_is_touched_by_what_nothing_else_explains(alarms):
    """A prediction that is matched with truth touches no decoy; a spurious one does."""
    truth = [(2, 13, "MOBILE")]
    counted = alarms([
        (truth, [ORDER], [(2, 13, "MOBILE")]),
        ([], [ORDER], [(2, 13, "MOBILE")]),
        ([], [ORDER], []),
        ([], [ORDER], [(13, 14, "COMPANY")]),
    ]).decoys()  # fmt: skip
    assert counted == {("none",): (0, 0, 1), ("order_number",): (4, 1, 1)}


def test_a_prediction_counts_under_the_decoy_that_it_covers_most(alarms):
    """It touches both, and is one spurious prediction of the larger share."""
    decoys = [(0, 2, "shop"), (2, 13, "order_number")]
    for ordered in (decoys, decoys[::-1]):
        counted = alarms([([], ordered, [(1, 9, "COMPANY")])]).decoys()
        assert counted == {("none",): (0, 0, 0), ("shop",): (1, 1, 0), ("order_number",): (1, 1, 1)}


def test_spurious_predictions_add_up(alarms):
    """Every one of them stands under one kind; several on one decoy touch it once."""
    found = [(2, 6, "MOBILE"), (7, 13, "LANDLINE"), (0, 1, "COMPANY")]
    counted = alarms([([], [ORDER], found)], [([], [], found)]).decoys()
    assert counted == {("none",): (0, 0, 4), ("order_number",): (1, 1, 2)}


def test_a_prediction_on_ignored_truth_is_no_alarm(alarms):
    """It is neither on a decoy nor elsewhere, and its record is not free of values."""
    masked = [(2, 13, "MOBILE", {"quality": "masked"})]
    tally = alarms([(masked, [ORDER], [(2, 13, "MOBILE")])])
    assert tally.decoys()["order_number",] == (1, 0, 0)
    assert tally.text() == {(): (len(TEXT), 0, 0)}


def test_unrecorded_decoys_are_unknown(alarms):
    """A source without decoys has no counts of them, which is not the same as none."""
    assert alarms([([], None, [(2, 13, "MOBILE")])]).decoys() is None
    assert alarms([([], [], [])]).decoys() == {("none",): (0, 0, 0)}


def test_records_free_of_values_are_counted_and_those_flagged(alarms):
    """A labelled value, counted or not, makes a record one that is not free."""
    counted = alarms([
        ([], [], []),
        ([], [], [(0, 2, "MOBILE"), (3, 5, "MOBILE")]),
        ([(0, 2, "MOBILE")], [], [(3, 5, "MOBILE")]),
    ]).text()  # fmt: skip
    assert counted == {(): (3 * len(TEXT), 2, 1)}


def test_characters_are_code_points(alarms, as_truth):
    """Of one to four bytes, in every record of a slice, and none of a null."""
    texts = ["aé甲𠮷", None, "", "甲乙"]
    tally = alarms([([], [], [])] * 4, texts=texts)
    assert tally.text()[()][0] == 6
    sliced, truth = AlarmTally(), as_truth([[]])
    strings = pa.RecordBatch.from_pydict({"a": texts, "b": texts}).slice(3)
    sliced.add(align(truth, empty_spans(), SPACE), truth, Chunk(strings, truth, None))
    assert sliced.text()[()][0] == 4
