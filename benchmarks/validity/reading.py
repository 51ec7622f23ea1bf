"""A document on external validity as tables to read, no wider than a terminal of 80 columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from leakbench.benchmarks.console.output import Titled
from leakbench.benchmarks.validity.agreement import METRICS
from leakbench.benchmarks.validity.tables import Row

SWAPPED: Final = (
    "Detectors by themselves, no unions, that stand in one order on generated text and in the "
    "other on real text. Sure: the 95% intervals of both differences, paired over records, lie on "
    "one side of 0."
)
OVERSTATED: Final = (
    "F1 on generated text less F1 on real text, with a 95% interval over records; no unions. "
    "Trained: learnt from generated text."
)
_AGREED: Final = (
    "Kendall's tau-b of the rankings on real and on generated text, with 95% intervals: other "
    "records, other detectors. Who: all, or those not trained on generated text. Sure: tau over "
    "so many pairs whose order is sure on both sides."
)
_ALIKE: Final = " Strict F1; +1: another detector has the same scores."


def tables(document: Mapping[str, Any]) -> list[Titled]:
    """How far rankings agree, who changes places, and what is overstated, by real corpus."""
    swaps = [row for row in document["swaps"] if row["metric"] == METRICS[0]]
    changed = list(_by_corpus("Pairs that change places", SWAPPED + _ALIKE, swaps, _swap))
    return [
        *_by_corpus("Agreement of rankings", _AGREED, document["agreement"], _agreement),
        *(changed or [Titled("Pairs that change places by F1: none", "", [])]),
        *_by_corpus("Overstatement", OVERSTATED, document["overstatement"], _overstatement),
    ]


def _by_corpus(
    title: str, note: str, rows: Sequence[Row], told: Callable[[Row], Row]
) -> Iterator[Titled]:
    """A table a corpus; the first says how it is read."""
    for corpus in dict.fromkeys(row["corpus"] for row in rows):
        mine = [told(row) for row in rows if row["corpus"] == corpus]
        yield Titled(f"{title}: {corpus}", note, mine)
        note = ""


def _agreement(row: Row) -> Row:
    return {
        "label": row["label"],
        "metric": row["metric"],
        "who": "all" if row["trained"] else "rest",
        "n": row["detectors"],
        "tau": row["tau"],
        "records": _range(row, "tau_records"),
        "detectors": _range(row, "tau_detectors"),
        "sure": row["tau_sure"],
        "of": row["sure_pairs"],
    }


def _swap(row: Row) -> Row:
    return {
        "label": row["label"],
        "ahead": _first(row["ahead"]),
        "behind": _first(row["behind"]),
        **{text: compared(row, text).replace("0.", ".") for text in ("generated", "real")},
        "sure": row["sure"],
    }


def _overstatement(row: Row) -> Row:
    return {
        "label": row["label"],
        "detector": row["detector"],
        "trained": row["trained"],
        "generated": row["generated"],
        "real": row["real"],
        "overstated": f"{row['overstated']:+.3f} {_range(row, 'overstated', '+.2f')}",
    }


def compared(row: Row, text: str) -> str:
    """Both scores of a pair on a text, and which is higher."""
    ahead, behind = row[f"ahead_{text}"], row[f"behind_{text}"]
    return f"{ahead:.3f} {'>' if text == 'generated' else '<'} {behind:.3f}"


def _first(names: Sequence[str]) -> str:
    """The first of detectors that have the same scores, and how many others there are."""
    return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"


def _range(row: Row, name: str, form: str = ".2f") -> str | None:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return None if low is None else f"{low:{form}}…{high:{form}}"
