"""Files that triage writes beside an inventory: what was found as JSON, and the report."""

from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.documents import write_document
from leakbench.benchmarks.holdings.holding import Holding
from leakbench.benchmarks.holdings.page import page
from leakbench.benchmarks.scanning.words import Language, words
from leakbench.benchmarks.timing.memory import own_peak
from leakbench.generator.datasets.outputs import write_text

DOCUMENT, PAGE = "triage.json", "triage.html"


def document(holding: Holding, detector: str, true: dict[str, Any] | None) -> dict[str, Any]:
    """What was found, as JSON values.

    Args:
        holding: It.
        detector: Who read.
        true: What is so, where that is known.
    """
    scan = holding.scan
    size = sum(item.size for item in scan.found)
    return {
        "detector": detector,
        "version": scan.version or None,
        "bytes": size,
        "seconds": round(scan.seconds, 3),
        "mb_per_second": round(size / 1e6 / max(scan.seconds, 1e-9), 3),
        "peak_memory": max(scan.peak, own_peak()),
        **holding.summary(),
        "true": true,
        "contents": [
            {key: value for key, value in one.items() if key != "sheets"}
            | {"sheets": [_sheet(sheet) for sheet in one["sheets"]]}
            for one in scan.contents
        ],
    }


def write_holding(
    holding: Holding, detector: str, true: dict[str, Any] | None, out: Path, language: Language
) -> str:
    """Write ``triage.json`` and ``triage.html``; gives a line that says where."""
    write_document(out / DOCUMENT, document(holding, detector, true))
    people = None if true is None else true["people"]
    write_text(out / PAGE, page(holding, detector, people, "zh"))  # its readers are Chinese
    return words("leakbench.benchmarks.holdings")[language]["page"].format(path=out / PAGE)


def _sheet(sheet: dict[str, Any]) -> dict[str, Any]:
    kept = ("name", "rows", "people", "list", "rule", "tiers", "evidence")
    return {name: sheet[name] for name in kept}
