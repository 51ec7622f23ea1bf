import pyarrow as pa

from leakbench.benchmarks.scoring.units import unit_numbers
from leakbench.generator.schema import TEXT_SPANS

SPAN = {"start": 0, "end": 1, "label": "MOBILE", "quality": "exact", "form": "plain"}


def truth(*records):
    """Records with the subjects of their spans."""
    return pa.array([[SPAN | {"subject": one} for one in record] for record in records], TEXT_SPANS)


def test_a_record_is_a_unit():
    """By its number in the source."""
    assert unit_numbers(truth([], [4, 4], []), 10, "records").tolist() == [10, 11, 12]


def test_a_person_is_a_unit():
    """By the first person named; a record of nobody is its own, and no person's."""
    found = unit_numbers(truth([7, 9], [], [None, 7], [None], [0]), 100, "subjects")
    assert found.tolist() == [7, -102, 7, -104, 0]


def test_slices_are_read_as_they_are():
    """What lies before a slice does not count."""
    assert unit_numbers(truth([1], [2], [3])[1:], 5, "subjects").tolist() == [2, 3]
