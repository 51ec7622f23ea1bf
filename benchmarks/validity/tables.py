"""External validity as rows of tables: agreements, scores, and what training is worth."""

from collections.abc import Iterator, Sequence
from typing import Any

from leakbench.benchmarks.statistics.bootstrap import METRICS
from leakbench.benchmarks.validity.agreement import Agreement
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import Plan, parts_of
from leakbench.benchmarks.validity.rankings import Validity
from leakbench.benchmarks.validity.scores import LabelScores, pooled

Row = dict[str, Any]


def agreement_row(agreement: Agreement) -> Row:
    """One agreement, flat."""
    records, detectors = agreement.over_records, agreement.over_detectors
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
        "rho": None if records is None else _short(records.rho),
        **_interval("rho_records", None if records is None else records.rho_interval),
        **_interval("rho_detectors", None if detectors is None else detectors.rho_interval),
    }


def point_rows(validity: Validity, plan: Plan) -> list[Row]:
    """F1 of everybody who is ranked, on a real corpus and on all that stands for its label."""
    rows = []
    for one in validity.agreements:
        if not one.trained or one.metric != "f1" or not one.detectors:
            continue
        names = one.detectors
        pool = pooled(validity.generated[name, one.family] for name in one.generated)
        generated = pool.scores("f1", names)[0]
        real = validity.real[one.corpus, one.label].scores("f1", names)[0]
        rows += [
            {
                "corpus": one.corpus,
                "label": one.label,
                "detector": name,
                "generated": _short(float(x)),
                "real": _short(float(y)),
                "trained": plan.learnt_from_the_generator(name),
                "union": len(parts_of(name)) > 1,
            }
            for name, x, y in zip(names, generated, real, strict=True)
        ]
    return rows


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
            "detectors": [name for name in names if len(parts_of(name)) == 1],
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


def _interval(name: str, interval: Sequence[float] | None) -> Row:
    low, high = (None, None) if interval is None else interval
    return {f"{name}_low": _short(low), f"{name}_high": _short(high)}


def _short(value: float | None) -> float | None:
    """Four decimals: no interval here is narrower."""
    return None if value is None else round(value, 4)
