"""Points in time in the records of a list, by which one event is told from another."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_MOMENT = (
    r"^\D*(?P<y>(?:19|20)\d\d)\D{0,2}(?P<m>[01]?\d)\D{0,2}(?P<d>[0-3]?\d)"
    r"\D{1,3}(?P<h>[0-2]?\d)\D(?P<i>[0-5]\d)"
)
MOMENT_SHARE = 0.5
"""Share of a column's filled cells that name points in time where it is a column of such."""


def event_times(strings: pa.RecordBatch) -> NDArray[np.int64]:
    """The minutes that each record names, shape (rows, columns of points in time); -1 is none."""
    read = [minutes(strings.column(column)) for column in time_columns(strings)]
    return np.stack(read, axis=1) if read else np.empty((strings.num_rows, 0), np.int64)


def time_columns(strings: pa.RecordBatch) -> list[int]:
    """The columns most of whose filled cells name a point in time."""
    found = []
    for number, cells in enumerate(strings.columns):
        known = int(np.count_nonzero(minutes(cells) >= 0))
        filled = pc.sum(pc.greater(pc.utf8_length(cells), 0)).as_py() or 0
        if known and known >= MOMENT_SHARE * filled:
            found.append(number)
    return found


def minutes(cells: pa.Array) -> NDArray[np.int64]:
    """The minute that each cell names, shape (cells,); -1 is none."""
    read = pc.extract_regex(cells, _MOMENT)
    if len(read) == read.null_count:
        return np.full(len(read), -1, np.int64)
    minute = np.zeros(len(read), np.int64)
    for part, radix in zip("ymdhi", (1, 13, 32, 25, 60), strict=True):
        number = pc.fill_null(read.field(part), "").to_numpy(zero_copy_only=False)
        minute = minute * radix + np.where(number == "", "0", number).astype(np.int64)
    return np.where(read.is_valid().to_numpy(zero_copy_only=False), minute, -1)
