import numpy as np
import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.units import first_rows, unit_numbers
from leakbench.generator.schema import TEXT_SPANS

SPAN = {"start": 0, "end": 1, "label": "MOBILE", "quality": "exact", "form": "plain"}


def chunk(*records, files=None, skipped=0):
    """Records with the subjects of their spans, the first ones cut off."""
    spans = [[SPAN | {"subject": one} for one in record] for record in records]
    truth = pa.array(spans, TEXT_SPANS)[skipped:]
    return Chunk(pa.RecordBatch.from_pydict({"text": [""] * len(truth)}), truth, files=files)


def test_a_file_begins_where_another_number_does():
    """The first record always does, whatever its number."""
    assert first_rows(np.array([-1, -1, 0, 5, 5, 4])).tolist() == [0, 2, 3, 5]
    assert first_rows(np.zeros(0, np.int64)).tolist() == []


def test_a_record_is_a_unit():
    """By its number in the source."""
    assert unit_numbers(chunk([], [4, 4], []), 10, "records").tolist() == [10, 11, 12]


def test_a_file_is_a_unit():
    """By its number; where a source has no files, each record is one."""
    files = np.array([3, 3, 4])
    assert unit_numbers(chunk([], [4], [], files=files), 10, "files").tolist() == [3, 3, 4]
    assert unit_numbers(chunk([], [4], []), 10, "files").tolist() == [10, 11, 12]


def test_a_person_is_a_unit():
    """By the first person named; a record of nobody is its own, and no person's."""
    found = unit_numbers(chunk([7, 9], [], [None, 7], [None], [0]), 100, "subjects")
    assert found.tolist() == [7, -102, 7, -104, 0]


def test_slices_are_read_as_they_are():
    """What lies before a slice does not count."""
    assert unit_numbers(chunk([1], [2], [3], skipped=1), 5, "subjects").tolist() == [2, 3]
