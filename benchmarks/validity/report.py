"""The documents on external validity: JSON with everything, tables to read, and the scatter."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.documents import write_csv
from leakbench.benchmarks.console.environment import machine, tool
from leakbench.benchmarks.console.output import markdown
from leakbench.benchmarks.figures.documents import figures_of
from leakbench.benchmarks.figures.style import save
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.validity.agreement import METRICS
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import Plan
from leakbench.benchmarks.validity.rankings import Validity
from leakbench.benchmarks.validity.tables import (
    Row,
    agreement_row,
    incomparable_rows,
    point_rows,
    score_rows,
    transfer_rows,
)
from leakbench.generator.datasets.manifest import spec_json
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.spec import Spec

SCHEMA_VERSION = 1
_INTRODUCTION = (
    "Detectors ranked on real text and on generated text ({rows:,} records of each source, split "
    "{spec[split]}); Kendall's tau-b and Spearman's rho of the two rankings. In brackets: 95% "
    "bootstrap intervals over records for these detectors; under “other detectors” that of tau "
    "over detectors. “None trained here” leaves out what learnt from generated text.\n"
)


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


def write_validity(measured: Measured, out: Path) -> list[Path]:
    """Write ``validity.json``, ``validity.md``, two CSV tables and a figure a real corpus.

    Returns:
        The files written.
    """
    document = to_json(measured)
    written = [
        out / name for name in ("validity.json", "validity.md", "agreement.csv", "scores.csv")
    ]
    write_text(written[0], json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    write_text(written[1], _page(document, measured.plan))
    write_csv(written[2], [*document["agreement"], *document["by_source"]])
    write_csv(written[3], document["scores"])
    for stem, figure in figures_of(document).items():
        written += save(figure, out, stem)
    return written


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
        "failures": panel.failures,
        "stand_ins": {label: asdict(one) for label, one in plan.stand_ins.items()},
        "agreement": [agreement_row(one) for one in validity.agreements],
        "by_source": [agreement_row(one) for one in validity.single],
        "ranked": [
            {
                "corpus": one.corpus,
                "label": one.label,
                "best_first": one.detectors,
                "same": one.same,
            }
            for one in validity.agreements
            if one.trained and one.metric == METRICS[0]
        ],
        "points": point_rows(validity, plan),
        "transfer": transfer_rows(validity, panel, plan),
        "incomparable": incomparable_rows(validity),
        "scores": score_rows(validity, panel, plan),
    }


def _page(document: Mapping[str, Any], plan: Plan) -> str:
    agreement = [_shown(row) for row in document["agreement"]]
    single = [row for row in document["by_source"] if row["tau"] is not None]
    columns = ("corpus", "label", "ranked_by", "detectors", "tau", "other detectors", "rho")
    parts = [
        "# External validity\n",
        _INTRODUCTION.format(**document["generated"]),
        markdown(agreement, columns),
        "## What stands for what\n",
        markdown(
            [
                {
                    "label": label,
                    "generated": [f"{corpus}/{noise}" for corpus, noise in one.sources],
                    "why": one.why,
                }
                for label, one in plan.stand_ins.items()
            ],
            ("label", "generated", "why"),
        ),
        "## Every source by itself (F1)\n",
        markdown([_shown(row) for row in single], ("corpus", "label", "generated", *columns[2:])),
        "## Trained on generated text, tested on real text\n",
        markdown(
            document["transfer"], ("corpus", "label", "detector", "f1", "recall", "precision")
        ),
        "## Not comparable\n",
        "These detectors do not declare the label and are not ranked.\n",
        markdown(document["incomparable"], ("corpus", "label", "detectors")),
    ]
    if document["failures"]:
        failed = [{"detector": name, "reason": why} for name, why in document["failures"].items()]
        parts += ["## Failed\n", markdown(failed, ("detector", "reason"))]
    return "\n".join(parts)


def _shown(row: Row) -> Row:
    """A row of agreements as it is read."""
    low, high = row["tau_detectors_low"], row["tau_detectors_high"]
    return {
        **row,
        "ranked_by": f"{row['metric']}, {'all' if row['trained'] else 'none trained here'}",
        "tau_low": row["tau_records_low"],
        "tau_high": row["tau_records_high"],
        "rho_low": row["rho_records_low"],
        "rho_high": row["rho_records_high"],
        "other detectors": None if low is None else f"[{low:.3f}, {high:.3f}]",
    }
