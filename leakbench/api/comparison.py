"""``compare``: two detectors on the same records, and whether they really differ."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import warnings
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from leakbench.api.results import Result, Results
from leakbench.api.tables import Table, table_of
from leakbench.generator.errors import UnknownNameError

if TYPE_CHECKING:
    from leakbench.api.benchmark import Units

DIFFERENCES: Final = pa.schema(
    [
        ("first", pa.string()),
        ("second", pa.string()),
        ("metric", pa.string()),
        ("label", pa.string()),
        ("support", pa.int64()),
        ("units", pa.int64()),
        *(
            (name, pa.float64())
            for name in ("a", "b", "difference", "low", "high", "p", "p_adjusted", "detectable")
        ),
    ]
)
_SHOWN: Final = ("label", "support", "a", "b", "difference", "low", "high", "p_adjusted")


def compare(a: Results, b: Results, *, metric: str = "f1", units: "Units" = "files") -> Table:
    """Compare two detectors on the same records, label by label.

    Args:
        a: The result of the first.
        b: The result of the second.
        metric: ``recall``, ``precision``, ``f1`` or ``f2``, of spans whose boundaries and label
            are right.
        units: What is drawn again: ``files`` (of text without files, records), ``records``, or
            ``subjects``: people with all their records.

    Returns:
        One row a label, the first one for ``all`` together: the metric of both, ``difference``
        (b − a), its 95% interval (``low``, ``high``) by the paired bootstrap, ``p`` of a sign-flip
        permutation test, the same after Holm's correction over all rows, and the difference that so
        many records show in four comparisons of five (``detectable``). ``units`` are those in which
        the label's metric could differ, counted up to 64.

    Raises:
        ComparisonError: They are of different records, or there is not one result on each side.
        NoAnswersError: A detector failed or shares no label with the records.
        UnknownNameError: There is no such metric or unit.

    Warns:
        UserWarning: So few units can show no difference at ``p_adjusted`` of 0.05, however large.
    """
    from leakbench.api.benchmark import (
        ALL,
        ALPHA,
        METRICS,
        UNITS,
        ComparisonError,
        adjusted,
        difference_of_runs,
        pair,
        too_few,
    )

    if metric not in METRICS:
        raise UnknownNameError("metric", metric, METRICS)
    if units not in UNITS:
        raise UnknownNameError("unit", units, UNITS)
    first, second = _one(a), _one(b)
    differing = difference_of_runs(first.stored, second.stored)
    if differing is not None:
        raise ComparisonError(f"{first.detector} and {second.detector} do not compare: {differing}")
    files = first.answers(), second.answers()
    counted = pair(first.source, *files, first.scoring, units=units)
    found = [counted.difference(metric, label) for label in (ALL, *counted.seen())]
    if (shortage := too_few(found, ALPHA)) is not None:
        unit = "record" if counted.single else units.removesuffix("s")
        told = shortage.told(unit, counted.records)
        warnings.warn(f"cannot tell on {first.corpus}: {told}", stacklevel=2)
    names = {"first": first.detector, "second": second.detector}
    rows = [{**names, **one.to_json()} for one in adjusted(found)]
    return table_of(rows, DIFFERENCES, _SHOWN)


def _one(side: Results) -> Result:
    from leakbench.api.benchmark import ComparisonError

    if len(side) != 1:
        raise ComparisonError(
            f"one result is compared with one, and here are {len(side)}: choose with [0] or select"
        )
    return side[0]
