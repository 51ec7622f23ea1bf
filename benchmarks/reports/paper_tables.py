"""Tables for papers: LaTeX with booktabs, and CSV of the same.

The best, and who ties it, is bold; detectors of this house stand below and are never it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leakbench.benchmarks.console.sheets import sheet_text
from leakbench.benchmarks.store.marks import is_ours
from leakbench.benchmarks.store.pooling import Pool, pools
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.store.sums import as_good

METRICS = ("recall", "precision", "f1")
_SPECIAL = {"_": r"\_", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A score, and whether it is among the best.

    Attributes:
        value: The score; None where there is none.
        best: The best of others in its column, or not told apart from it by the records.
    """

    value: float | None
    best: bool = False


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
                cells.setdefault(pool.detector, {})[group, metric] = Cell(score, best)
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


def latex_table(groups: Mapping[str, Sequence[Result]], caption: str, label: str) -> str:
    """A ``table*`` environment; it needs the package booktabs and nothing else."""
    order, cells = score_columns(groups)
    metrics = (*METRICS, "mb_per_s")
    heads = ("R", "P", "F1", "MB/s")
    width = len(metrics)
    spans = [rf"\multicolumn{{{width}}}{{c}}{{{_escaped(group)}}}" for group in groups]
    rules = [
        rf"\cmidrule(lr){{{2 + width * place}-{1 + width * (place + 1)}}}"
        for place in range(len(groups))
    ]
    lines = [
        r"\begin{table*}",
        r"\centering\small",
        rf"\caption{{{_escaped(caption)}}}",
        rf"\label{{{label}}}",
        rf"\begin{{tabular}}{{l{'r' * (width * len(groups))}}}",
        r"\toprule",
        rf" & {' & '.join(spans)} \\",
        " ".join(rules),
        rf"detector & {' & '.join(heads * len(groups))} \\",
        r"\midrule",
    ]
    ours = house_of(groups)
    for place, name in enumerate(order):
        if name in ours and place and order[place - 1] not in ours:
            lines.append(r"\midrule")
        row = [_latex(cells[name].get((group, one))) for group in groups for one in metrics]
        lines.append(rf"\texttt{{{_escaped(name)}}} & {' & '.join(row)} \\")
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}", r"\end{table*}", ""])


def csv_table(groups: Mapping[str, Sequence[Result]]) -> str:
    """A line a detector, group and metric: value, the interval's ends, and whether it is best."""
    order, cells = score_columns(groups)
    by_name = {
        group: {pool.detector: pool for pool in pools(some)} for group, some in groups.items()
    }
    heads = ["detector", "group", "metric", "value", "low", "high", "best"]
    rows: list[tuple[object, ...]] = []
    for name in order:
        for (group, metric), cell in cells[name].items():
            interval = None
            if metric in METRICS:
                interval = by_name[group][name].interval(metric)
            low, high = interval or (None, None)
            rows.append((name, group, metric, cell.value, low, high, int(cell.best)))
    return sheet_text(heads, rows)


def _latex(cell: Cell | None) -> str:
    if cell is None or cell.value is None:
        return "--"
    value = cell.value
    text = f"{value:.3f}" if value <= 1 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
    return rf"\textbf{{{text}}}" if cell.best else text


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
