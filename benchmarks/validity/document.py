"""Everything on external validity as one document; ``validity.schema.json`` describes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from leakbench.benchmarks.console.environment import machine, tool
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.validity.agreement import METRICS
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import Plan
from leakbench.benchmarks.validity.rankings import Validity
from leakbench.benchmarks.validity.tables import (
    agreement_row,
    incomparable_rows,
    overstatement_rows,
    point_rows,
    score_rows,
    swap_rows,
    transfer_rows,
)
from leakbench.generator.datasets.manifest import spec_json
from leakbench.generator.spec import Spec

SCHEMA_VERSION: Final = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, and how.

    Attributes:
        validity: The figures.
        real: The labelled corpora.
        panel: The detectors.
        plan: Stand-ins and who is trained.
        spec: Seed and split of the generated text.
        rows: Records of each generated source.
    """

    validity: Validity
    real: Sequence[Source]
    panel: DetectorPanel
    plan: Plan
    spec: Spec
    rows: int


def to_json(measured: Measured) -> dict[str, Any]:
    """Everything, as JSON values."""
    validity, panel, plan = measured.validity, measured.panel, measured.plan
    spec = spec_json(measured.spec)
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "validity",
        "tool": tool(),
        "environment": machine(),
        "generated": {
            "spec": {key: value for key, value in spec.items() if key not in {"corpus", "noise"}},
            "rows": measured.rows,
        },
        "real": [{"name": one.name, **one.identity(one.rows or 0)} for one in measured.real],
        "detectors": dict(panel.versions),
        "failures": dict(panel.failures),
        "stand_ins": {
            label: {"sources": [list(source) for source in one.sources], "why": one.why}
            for label, one in validity.stand_ins.items()
        },
        "agreement": [agreement_row(one) for one in validity.agreements],
        "by_source": [agreement_row(one) for one in validity.single],
        "ranked": [
            {
                "corpus": one.corpus,
                "label": one.label,
                "best_first": list(one.detectors),
                "same": dict(one.same),
            }
            for one in validity.agreements
            if one.trained and one.metric == METRICS[0]
        ],
        "swaps": swap_rows(validity, plan),
        "overstatement": overstatement_rows(validity, plan),
        "points": point_rows(validity, plan),
        "transfer": transfer_rows(validity, panel, plan),
        "incomparable": incomparable_rows(validity),
        "scores": score_rows(validity, panel, plan),
    }
