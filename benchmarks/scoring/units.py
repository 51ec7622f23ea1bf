"""What statistics draw again: records, or the people that they are of."""

from typing import Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Units = Literal["records", "subjects"]
UNITS: Final = ("records", "subjects")


def unit_numbers(truth: pa.ListArray, first: int, units: Units) -> NDArray[np.int64]:
    """The unit of every record of a batch.

    Args:
        truth: ``text_spans`` or ``cell_spans`` of its n records.
        first: The number of its first record.
        units: ``records``, or ``subjects``: records whose first person is the same are one unit,
            and those without a person one each.

    Returns:
        Shape (n,).
    """
    records = np.arange(first, first + len(truth), dtype=np.int64)
    if units == "records":
        return records
    subject = truth.flatten().field("subject")
    known = subject.is_valid().to_numpy(zero_copy_only=False)
    record = pc.list_parent_indices(truth).to_numpy(zero_copy_only=False)[known]
    has, begin = np.unique(record, return_index=True)
    numbers = -1 - records  # of no person, whose numbers count from 0
    numbers[has] = subject.drop_null().to_numpy(zero_copy_only=False)[begin]
    return numbers
