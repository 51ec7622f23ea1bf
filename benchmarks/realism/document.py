"""Everything measured about realism as one JSON document; ``realism.schema.json`` describes it."""

from dataclasses import dataclass
from typing import Any, Final

from leakbench.benchmarks.console.environment import machine, tool
from leakbench.benchmarks.realism.comparison import Realism
from leakbench.benchmarks.realism.tables import (
    example_rows,
    feature_rows,
    order_rows,
    score_rows,
    shape_rows,
    swap_rows,
    value_rows,
    variety_rows,
)
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import plan

SCHEMA_VERSION: Final = 1
_PACKAGES: Final = ("scikit-learn", "scipy")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, and how.

    Attributes:
        realism: The figures.
        panel: The detectors.
        rows: Records of each corpus, at most.
        show: Whether real values may be told, also those that a detector's error may quote.
    """

    realism: Realism
    panel: DetectorPanel
    rows: int
    show: bool = False


def to_json(measured: Measured) -> dict[str, Any]:
    """Everything, as JSON values. Real values are in it only if they were asked for."""
    found, sides = measured.realism, measured.realism.sides
    real = sides.real
    document = {
        "schema_version": SCHEMA_VERSION,
        "kind": "realism",
        "tool": tool(),
        "environment": machine(_PACKAGES),
        "real": {"name": real.name, **real.identity(real.rows)},
        "generated": [_generated(one, measured.rows) for one in sides.generated],
        "detectors": dict(measured.panel.versions),
        "failures": {
            name: reason if measured.show else reason.partition(":")[0]
            for name, reason in measured.panel.failures.items()
        },
        "labels": dict(sides.labels.families),
        "left_out": {
            "unmapped": list(sides.labels.unmapped),
            "nothing_in_common": [name for name, labels in sides.common.items() if not labels],
            "too_few_values": [
                {"source": name, "label": label, "values": count}
                for (name, label), count in found.too_few.items()
            ],
        },
        "values": value_rows(found),
        "features": feature_rows(found),
        "missing_shapes": shape_rows(found),
        "variety": variety_rows(found),
        "scores": score_rows(found, plan()),
        "orders": order_rows(found),
        "swaps": swap_rows(found),
    }
    examples = example_rows(found)
    return document | ({"examples": examples} if examples else {})


def _generated(source: Source, rows: int) -> dict[str, Any]:
    count = rows if source.rows is None else min(rows, source.rows)
    return {"name": source.name, **source.identity(count)}
