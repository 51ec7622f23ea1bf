"""``detect``: what a detector finds in texts and tables that nobody has labelled."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from leakbench.api.arguments import OneDetector
from leakbench.api.tables import Table

if TYPE_CHECKING:
    from leakbench.api.benchmark import Entrant

BATCH_ROWS: Final = 4_096
_SHOWN: Final = ("row", "column", "start", "end", "label", "text")
_OF_STRINGS: Final = (pa.string(), pa.large_string(), pa.string_view(), pa.null())


def detect(given: Any, detector: OneDetector = "native") -> Table:
    """Find personal information in a text, several texts, or the string columns of a table.

    Args:
        given: A string, a sequence of strings, or a table: Arrow, pandas, polars or whatever else
            exports Arrow. Columns of a table that hold no strings are passed over.
        detector: A registered name, an object with ``detect`` over Arrow batches, or a function of
            one string that gives ``(start, end, label)`` in code points. It works in this process.

    Returns:
        One row a finding, in order of rows, columns and places: ``row`` from 0, ``column`` by name
        (``text`` for texts), ``start`` and ``end`` in code points, half open, ``label``, the
        ``text`` found, and the detector's ``score``.

    Raises:
        TypeError: It is no text and no table.
        StringsError: A column is no sound Arrow or no UTF-8.
        UnknownDetectorError: Nothing is registered under the name.
        UnavailableDetectorError: The package of a registered detector is not installed.
        NotADetectorError: It cannot detect.
        DetectorFailedError: The detector raises something, or breaks the contract.
    """
    from leakbench.api.benchmark import FINDINGS, answers, findings

    table = _strings(given)
    batches = table.to_batches(max_chunksize=BATCH_ROWS)
    answered = answers(_entrant(detector), batches)
    rows = accumulate((batch.num_rows for batch in batches), initial=0)
    parts = [
        findings(batch, answer, row)
        for batch, answer, row in zip(batches, answered, rows, strict=False)
    ]
    found = pa.Table.from_batches(parts, FINDINGS)
    names = pa.array(table.column_names, pa.string())
    named = names.take(found.column("column").combine_chunks())
    return Table(found.set_column(1, "column", named), _SHOWN)


def _entrant(detector: OneDetector) -> "Entrant":
    from leakbench.api.entrants import entrants

    if not isinstance(detector, str):
        return entrants(detector, in_process=True)[0]
    return _registered(detector)


@lru_cache(maxsize=4)
def _registered(name: str) -> "Entrant":
    """A detector is built once: some load for seconds."""
    from leakbench.api.entrants import entrants

    return entrants(name, in_process=True)[0]


def _strings(given: Any) -> pa.Table:
    """The string columns of what was given, without nulls."""
    from leakbench.detectors.plain_strings import plain_strings

    if isinstance(given, str):
        return pa.table({"text": pa.array([given])})
    if isinstance(given, Sequence) and all(isinstance(one, str | None) for one in given):
        return pa.table({"text": pa.array(given, pa.string()).fill_null("")})
    try:
        table = given if isinstance(given, pa.Table) else pa.table(given)
    except (TypeError, ValueError):
        name = type(given).__name__
        raise TypeError(f"{name} is neither a text, texts nor a table of strings") from None
    kept = [place for place, kind in enumerate(table.schema.types) if _holds_strings(kind)]
    batches = [plain_strings(batch) for batch in table.select(kept).to_batches()]
    if not kept or not batches:
        return pa.table({"text": pa.array([], pa.string())})
    return pa.Table.from_batches(batches)


def _holds_strings(kind: pa.DataType) -> bool:
    values = kind.value_type if pa.types.is_dictionary(kind) else kind
    return values in _OF_STRINGS
