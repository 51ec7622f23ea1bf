"""A document on realism as tables to read, no wider than a terminal of 80 columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from leakbench.benchmarks.console.output import Titled
from leakbench.benchmarks.realism.ladder import STEPS
from leakbench.benchmarks.realism.tables import Row

FEATURES: Final = 4  # of a label
SHAPES: Final = 3

_WIDEST: Final = 30  # signs of a shape that are shown


def tables(document: Mapping[str, Any]) -> list[Titled]:
    """The tables of a document that have rows, in the order in which they are read."""
    found = [
        Titled(
            "Values",
            "AUC: generated told from real, beside one half of the real values told from the other "
            "(.5: not at all, 1: always). Shapes: share of real values whose shape generated ones "
            "have, beside what the other real half has.",
            [_values(row) for row in document["values"]],
        ),
        Titled(
            "What gives values away",
            "Share that has it, or mean count.",
            _first(FEATURES, document["features"], _feature),
        ),
        Titled(
            "Shapes of real values that no generated one has",
            "Share of the real values.",
            _first(SHAPES, document["missing_shapes"], _shape),
        ),
        Titled(
            "Sentences, values masked",
            "8-grams: share of those of one half of the records that the other half has; "
            "then distinct bigrams in so many characters.",
            _varieties(document["variety"]),
        ),
        *_scores(document["scores"], document["orders"]),
        *_swaps(document["swaps"]),
        Titled("Real values of such shapes", "", document.get("examples", [])),
    ]
    return [one for one in found if one.rows]


def _values(row: Row) -> Row:
    return {
        "corpus": row["corpus"],
        "label": row["label"],
        "values": row["generated"],
        "real": row["real"],
        "AUC": row["auc"],
        "halves": row["auc_real_halves"],
        "shapes": row["shapes_covered"],
        "half": row["shapes_of_real_half"],
    }


def _feature(row: Row) -> Row:
    return {
        "corpus": row["corpus"],
        "label": row["label"],
        "has more": row["says"],
        "feature": row["feature"],
        "generated": row["generated"],
        "real": row["real"],
    }


def _shape(row: Row) -> Row:
    shape = row["shape"]
    short = shape if len(shape) <= _WIDEST else f"{shape[:_WIDEST]}…"
    return {"corpus": row["corpus"], "label": row["label"], "shape": short, "real": row["real"]}


def _first(count: int, rows: Sequence[Row], told: Any) -> list[Row]:
    """The first rows of each corpus and label."""
    seen: dict[tuple[str, str], int] = {}
    kept = []
    for row in rows:
        place = row["corpus"], row["label"]
        seen[place] = seen.get(place, 0) + 1
        if seen[place] <= count:
            kept.append(told(row))
    return kept


def _varieties(rows: Sequence[Row]) -> list[Row]:
    """With the bigrams at every second point that all have."""
    points = [dict(row["distinct_bigrams"]) for row in rows]
    shared = sorted(set.intersection(*map(set, points)))[::2] if points else []
    return [
        {
            "corpus": row["corpus"],
            "text": row["text"],
            "characters": row["characters"],
            "8-grams": row["shared_8grams"],
            **{f"{at:,}": mine[at] for at in shared},
        }
        for row, mine in zip(rows, points, strict=True)
    ]


def _scores(rows: Sequence[Row], orders: Sequence[Row]) -> Iterator[Titled]:
    """Two tables a corpus and label: scores with places, and losses with intervals."""
    steps = (
        "gen: generated records; +real: the same with real values; real: real sentences; +gen: the "
        "same with generated values. Places: on the first three."
    )
    losses = (
        "values: gen less +real; text: +real less real; all: gen less real, by which generated "
        "text overstates. With 95% intervals."
    )
    for order in orders:
        corpus, label = order["corpus"], order["label"]
        mine = [row for row in rows if (row["corpus"], row["label"]) == (corpus, label)]
        yield Titled(f"Strict F1 of {label}: {corpus}", steps, [_score(one, order) for one in mine])
        yield Titled(f"What is lost of {label}: {corpus}", losses, [_loss(one) for one in mine])
        steps = losses = ""


def _score(row: Row, order: Row) -> Row:
    name = row["detector"]
    places = [str(order[step].index(name) + 1) for step in STEPS[:3]]
    return {
        "detector": name,
        "gen": row["generated"],
        "+real": row["transplanted"],
        "real": row["real"],
        "+gen": row["reversed"],
        "places": " → ".join(places),
    }


def _loss(row: Row) -> Row:
    names = {"values": "by_values", "text": "by_contexts", "all": "overstated"}
    return {
        "detector": row["detector"],
        **{head: f"{row[name]:+.2f} {_interval(row, name)}" for head, name in names.items()},
    }


def _swaps(rows: Sequence[Row]) -> Iterator[Titled]:
    """A table a corpus of the pairs that change places beyond chance."""
    note = (
        "By how much F1 of the first is ahead on generated records (before), and with real values "
        "in them or on real text (after, with its 95% interval)."
    )
    sure = [row for row in rows if row["sure"]]
    for corpus in dict.fromkeys(row["corpus"] for row in sure):
        mine = [_swap(row) for row in sure if row["corpus"] == corpus]
        yield Titled(f"Places changed beyond chance: {corpus}", note, mine)
        note = ""


def _swap(row: Row) -> Row:
    return {
        "label": row["label"],
        "where": {"transplanted": "values", "real": "text"}[row["step"]],
        "ahead": row["ahead"],
        "behind": row["behind"],
        "before": f"{row['before']:+.3f}",
        "after": f"{row['after']:+.2f} {_interval(row, 'after')}",
    }


def _interval(row: Row, name: str) -> str:
    return f"{row[f'{name}_low']:+.2f}…{row[f'{name}_high']:+.2f}"
