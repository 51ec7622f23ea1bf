"""External validity as rows of tables: agreements, swaps, scores, and what training is worth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from leakbench.benchmarks.statistics.bootstrap import METRICS
from leakbench.benchmarks.validity.agreement import METRICS as RANKED_BY
from leakbench.benchmarks.validity.agreement import Agreement
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import Plan, is_union
from leakbench.benchmarks.validity.rankings import Validity
from leakbench.benchmarks.validity.scores import LabelScores
from leakbench.benchmarks.validity.standings import DetectorPair, Difference, Score, sure_order

Row = dict[str, Any]


def agreement_row(agreement: Agreement) -> Row:
    """One agreement, flat."""
    records, detectors = agreement.over_records, agreement.over_detectors
    sure = sure_order(agreement.pairs)
    return {
        "corpus": agreement.corpus,
        "label": agreement.label,
        "generated": " + ".join(agreement.generated),
        "metric": agreement.metric,
        "trained": agreement.trained,
        "detectors": len(agreement.detectors),
        "tau": None if records is None else _short(records.tau),
        **_interval("tau_records", None if records is None else records.tau_interval),
        **_interval("tau_detectors", None if detectors is None else detectors.tau_interval),
        "tau_sure": _short(sure.tau),
        "sure_pairs": sure.pairs,
        "rho": None if records is None else _short(records.rho),
        **_interval("rho_records", None if records is None else records.rho_interval),
        **_interval("rho_detectors", None if detectors is None else detectors.rho_interval),
    }


def point_rows(validity: Validity, plan: Plan) -> list[Row]:
    """F1 of everybody who is ranked, on a real corpus and on all that stands for its label."""
    return [
        {
            "corpus": one.corpus,
            "label": one.label,
            "detector": standing.detector,
            "generated": _short(standing.before.value),
            "real": _short(standing.after.value),
            "trained": plan.learnt_from_the_generator(standing.detector),
            "union": is_union(standing.detector),
        }
        for one in _by_f1(validity)
        for standing in one.standings
    ]


def overstatement_rows(validity: Validity, plan: Plan) -> list[Row]:
    """By how much generated text overstates F1 of each detector, the most first; no unions."""
    rows = []
    for one in _by_f1(validity):
        standings = {standing.detector: standing for standing in one.standings}
        standings |= {name: standings[first] for name, first in one.same.items()}
        told = {
            name: standing.overstated for name, standing in standings.items() if not is_union(name)
        }
        rows += [
            {
                "corpus": one.corpus,
                "label": one.label,
                "detector": name,
                "trained": plan.learnt_from_the_generator(name),
                **_figure("generated", standings[name].before),
                **_figure("real", standings[name].after),
                **_figure("overstated", told[name]),
                "sure": told[name].sure,
            }
            for name in sorted(told, key=lambda name: -told[name].value)
        ]
    return rows


def swap_rows(validity: Validity, plan: Plan) -> list[Row]:
    """Every two detectors by themselves that change places, the sure ones first; no unions."""
    return [
        _swap(one, pair, plan)
        for one in validity.agreements
        if one.trained
        for pair in sorted(one.pairs, key=lambda pair: not pair.sure)
        if pair.changed and not any(map(is_union, _two(pair)))
    ]


def _swap(agreement: Agreement, pair: DetectorPair, plan: Plan) -> Row:
    ahead, behind = pair.ahead, pair.behind
    return {
        "corpus": agreement.corpus,
        "label": agreement.label,
        "metric": agreement.metric,
        "ahead": _alike(ahead.detector, agreement.same),
        "behind": _alike(behind.detector, agreement.same),
        "trained": any(map(plan.learnt_from_the_generator, _two(pair))),
        "ahead_generated": _short(ahead.before.value),
        "behind_generated": _short(behind.before.value),
        **_figure("before", pair.before),
        "ahead_real": _short(ahead.after.value),
        "behind_real": _short(behind.after.value),
        **_figure("after", pair.after),
        "sure": pair.sure,
    }


def _two(pair: DetectorPair) -> tuple[str, str]:
    return pair.ahead.detector, pair.behind.detector


def _alike(name: str, same: Mapping[str, str]) -> list[str]:
    """A detector, and those that have its scores on both sides; no unions."""
    return [name, *(copy for copy, first in same.items() if first == name and not is_union(copy))]


def _by_f1(validity: Validity) -> Iterable[Agreement]:
    """Where everybody is ranked by F1."""
    return (one for one in validity.agreements if one.trained and one.metric == RANKED_BY[0])


def score_rows(validity: Validity, panel: DetectorPanel, plan: Plan) -> list[Row]:
    """Scores of every detector on every source and label that it declares."""
    return [
        {
            "text": kind,
            "corpus": corpus,
            "label": label,
            "support": scores.support,
            "detector": name,
            "trained": plan.learnt_from_the_generator(name),
            **_scores(scores, name),
        }
        for kind, corpus, label, family, scores in _places(validity)
        for name in scores.sums
        if family in panel.families(name)
    ]


def transfer_rows(validity: Validity, panel: DetectorPanel, plan: Plan) -> list[Row]:
    """F1 of what learnt from generated text, on real text: single detectors, labels they find."""
    found = []
    for (corpus, label), scores in validity.real.items():
        family = validity.families[corpus, label]
        for name in scores.sums:
            if name in plan.trained and family in panel.families(name):
                f1 = _scores(scores, name)
                found.append({"corpus": corpus, "label": label, "detector": name, **f1})
    return found


def incomparable_rows(validity: Validity) -> list[Row]:
    """Who takes no part in a comparison, because it does not declare the label; no unions."""
    return [
        {
            "corpus": corpus,
            "label": label,
            "detectors": [name for name in names if not is_union(name)],
        }
        for (corpus, label), names in validity.incomparable.items()
    ]


def _places(validity: Validity) -> Iterator[tuple[str, str, str, str, LabelScores]]:
    for (corpus, label), scores in validity.real.items():
        yield "real", corpus, label, validity.families[corpus, label], scores
    for (source, label), scores in validity.generated.items():
        yield "generated", source, label, label, scores


def _scores(scores: LabelScores, name: str) -> Row:
    row: Row = {}
    for metric in METRICS:
        interval = scores.interval(metric, name)
        value = None if interval is None else float(scores.scores(metric, [name])[0][0])
        row |= {metric: _short(value), **_interval(metric, interval)}
    return row


def _figure(name: str, figure: Score | Difference) -> Row:
    return {name: _short(figure.value), **_interval(name, figure.interval)}


def _interval(name: str, interval: Sequence[float] | None) -> Row:
    low, high = (None, None) if interval is None else interval
    return {f"{name}_low": _short(low), f"{name}_high": _short(high)}


def _short(value: float | None) -> float | None:
    """Four decimals: no interval here is narrower."""
    return None if value is None else round(float(value), 4)
