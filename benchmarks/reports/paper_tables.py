"""Scores of every detector in every group, who is best and who is not told apart; and as CSV.

Detectors of this house stand below and are never the best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leakbench.benchmarks.console.sheets import sheet_text
from leakbench.benchmarks.store.marks import is_ours
from leakbench.benchmarks.store.pooling import Pool, pools
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.store.sums import as_good

METRICS = ("recall", "precision", "f1")


@dataclass(frozen=True, slots=True)
class Cell:
    """A score, and whether it is among the best.

    Attributes:
        value: The score; None where there is none.
        best: The best of others in its column, or not told apart from it by the records.
        tied: Whether it is among them without being the first.
        low: Of its interval, if there is one.
        high: The other end.
    """

    value: float | None
    best: bool = False
    tied: bool = False
    low: float | None = None
    high: float | None = None


def score_columns(
    groups: Mapping[str, Sequence[Result]],
) -> tuple[list[str], dict[str, dict[tuple[str, str], Cell]]]:
    """Scores of every detector in every group of results.

    Returns:
        The detectors, the best of the first group first, and after all others those of this house;
        and their cells by group and metric, the metric ``mb_per_s`` being throughput.
    """
    ours = house_of(groups)
    cells: dict[str, dict[tuple[str, str], Cell]] = {}
    for group, results in groups.items():
        here = pools(results)
        for metric in METRICS:
            scored = [(pool, score) for pool in here if (score := pool.score(metric)) is not None]
            ranked = [one for one in scored if one[0].detector not in ours]
            first = max(ranked, key=lambda one: one[1])[0] if ranked else None
            for pool, score in scored:
                best = pool is first or (
                    first is not None
                    and pool.detector not in ours
                    and as_good(first.sums, pool.sums, metric)
                )
                low, high = pool.interval(metric) or (None, None)
                cell = Cell(score, best, best and pool is not first, low, high)
                cells.setdefault(pool.detector, {})[group, metric] = cell
        _add_rates(group, here, cells, ours)
    leading = (next(iter(groups)), METRICS[0])
    order = sorted(
        cells, key=lambda name: (name in ours, -(_value(cells[name], leading) or 0), name)
    )
    return order, cells


def house_of(groups: Mapping[str, Sequence[Result]]) -> frozenset[str]:
    """Names of the detectors of this house."""
    by_name: dict[str, list[Result]] = {}
    for result in (one for some in groups.values() for one in some):
        by_name.setdefault(result.detector, []).append(result)
    return frozenset(name for name, some in by_name.items() if is_ours(some))


def _add_rates(
    group: str,
    here: Sequence[Pool],
    cells: dict[str, dict[tuple[str, str], Cell]],
    ours: frozenset[str],
) -> None:
    rates = {pool.detector: rate for pool in here if (rate := pool.mb_per_s) is not None}
    most = max((rate for name, rate in rates.items() if name not in ours), default=None)
    for name, rate in rates.items():
        cells.setdefault(name, {})[group, "mb_per_s"] = Cell(
            rate, name not in ours and rate == most
        )


def _value(cells: Mapping[tuple[str, str], Cell], key: tuple[str, str]) -> float | None:
    cell = cells.get(key)
    return None if cell is None else cell.value


def csv_table(sides: Sequence[Mapping[str, Sequence[Result]]]) -> str:
    """A line a detector, group and metric: value, the interval's ends, and whether it is best."""
    rows: list[tuple[object, ...]] = []
    for groups in sides:
        order, cells = score_columns(groups)
        for name in order:
            for (group, metric), cell in cells[name].items():
                told = (cell.value, cell.low, cell.high, int(cell.best))
                rows.append((name, group, metric, *told))
    return sheet_text(["detector", "group", "metric", "value", "low", "high", "best"], rows)
