"""Realism as rows of tables: values, features, sentences, scores, and who changes places."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from leakbench.benchmarks.realism.comparison import CorpusRealism, Realism
from leakbench.benchmarks.realism.coverage import Share
from leakbench.benchmarks.realism.ladder import LOSSES, STEPS, ordered, swaps
from leakbench.benchmarks.realism.steps import Ladder
from leakbench.benchmarks.realism.value_comparison import ValueComparison
from leakbench.benchmarks.realism.variety import Variety
from leakbench.benchmarks.statistics.bootstrap import Interval
from leakbench.benchmarks.validity.plan import Plan
from leakbench.benchmarks.validity.standings import Difference, Score

Row = dict[str, Any]

CHANGED_STEPS: Final = STEPS[1:3]
"""Where orders are compared with that on generated records: with real values, and on real text."""


def value_rows(found: Realism) -> list[Row]:
    """How far the values of each label are apart, and how many shapes are covered."""
    return [_values(one.corpus, values) for one in found.corpora for values in one.values]


def feature_rows(found: Realism) -> list[Row]:
    """By what values are told apart."""
    return [
        {
            "corpus": one.corpus,
            "label": values.label,
            "feature": telling.name,
            "measure": telling.measure,
            "says": telling.says,
            "generated": _short(telling.generated),
            "real": _short(telling.real),
        }
        for one in found.corpora
        for values in one.values
        for telling in values.apart.telling
    ]


def shape_rows(found: Realism) -> list[Row]:
    """The most frequent shapes of real values that no generated value has."""
    return [
        {"corpus": one.corpus, "label": values.label, "shape": shape, "real": _short(share)}
        for one in found.corpora
        for values in one.values
        for shape, share in values.coverage.missing
    ]


def example_rows(found: Realism) -> list[Row]:
    """Real values that have such shapes; there are none unless they were asked for."""
    return [
        {"corpus": one.corpus, "label": values.label, "value": value}
        for one in found.corpora
        for values in one.values
        for value in values.examples
    ]


def variety_rows(found: Realism) -> list[Row]:
    """How varied generated and real sentences are, at as many characters."""
    return [
        _variety(one, text, variety)
        for one in found.corpora
        for text, variety in (("generated", one.variety), ("real", one.real_variety))
    ]


def score_rows(found: Realism, plan: Plan) -> list[Row]:
    """Every detector on every step, and what it loses between them."""
    return [
        {
            "corpus": corpus,
            "label": ladder.label,
            "detector": rung.detector,
            "trained": plan.learnt_from_the_generator(rung.detector),
            **_with_interval(rung.scores),
            **_with_interval(rung.losses),
        }
        for corpus, ladder in _ladders(found)
        for rung in ladder.rungs
    ]


def order_rows(found: Realism) -> list[Row]:
    """The order of the detectors on every step, the best first."""
    return [
        {
            "corpus": corpus,
            "label": ladder.label,
            "replaced": _short(ladder.replaced),
            **{step: [one.detector for one in ordered(ladder.rungs, step)] for step in STEPS},
            "incomparable": list(ladder.incomparable),
        }
        for corpus, ladder in _ladders(found)
    ]


def swap_rows(found: Realism) -> list[Row]:
    """Pairs that change places where values, or all, are real."""
    return [
        {
            "corpus": corpus,
            "label": ladder.label,
            "step": step,
            "ahead": swap.ahead.detector,
            "behind": swap.behind.detector,
            **_with_interval({"before": swap.before, "after": swap.after}),
            "sure": swap.sure,
        }
        for corpus, ladder in _ladders(found)
        for step in CHANGED_STEPS
        for swap in swaps(ladder.rungs, step)
    ]


def _ladders(found: Realism) -> Iterable[tuple[str, Ladder]]:
    return ((one.corpus, ladder) for one in found.corpora for ladder in one.ladders)


def _values(corpus: str, values: ValueComparison) -> Row:
    covered = values.coverage
    return {
        "corpus": corpus,
        "label": values.label,
        "generated": values.generated,
        "real": values.real,
        **_figure("auc", values.apart.auc, values.apart.interval),
        **_figure("auc_real_halves", *values.real_halves),
        **_figure("auc_generated_halves", *values.generated_halves),
        **_with_interval(
            {
                "shapes_covered": covered.generated,
                "shapes_of_real_half": covered.real_half,
                "shapes_covered_by_all": covered.every,
            }
        ),
    }


def _variety(one: CorpusRealism, text: str, variety: Variety) -> Row:
    return {
        "corpus": one.corpus,
        "text": text,
        "characters": variety.characters,
        "records": variety.records,
        "shared_8grams": _short(variety.shared),
        "distinct_bigrams": [list(point) for point in variety.growth],
    }


def _with_interval(figures: Mapping[str, Share | Score | Difference]) -> Row:
    row: Row = {}
    for name, one in figures.items():
        row |= _figure(name, one.value, one.interval)
    return row


def _figure(name: str, value: float, interval: Interval) -> Row:
    return {
        name: _short(value),
        f"{name}_low": _short(interval.low),
        f"{name}_high": _short(interval.high),
    }


def _short(value: float) -> float:
    """Four decimals: no interval here is narrower."""
    return round(value, 4)


SCORES: Final = (*STEPS, *LOSSES)
"""The figures of a row of scores, each with ``_low`` and ``_high`` beside it."""
