"""Files that a scan writes: all that was found as JSON, and the page."""

from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.documents import write_document
from leakbench.benchmarks.scanning.page import page
from leakbench.benchmarks.scanning.scan import Scan
from leakbench.benchmarks.scanning.words import Language, words
from leakbench.generator.datasets.outputs import write_text

DOCUMENT, PAGE = "scan.json", "scan.html"


def document(scan: Scan, detector: str) -> dict[str, Any]:
    """What was found, as JSON values."""
    size = sum(item.size for item in scan.found)
    return {
        "detector": detector,
        "version": scan.version or None,
        "files": len(scan.found),
        "bytes": size,
        "seconds": round(scan.seconds, 3),
        "mb_per_second": round(size / 1e6 / max(scan.seconds, 1e-9), 3),
        "peak_memory": scan.peak,
        "taken_over": scan.taken_over,
        "contents": scan.contents,
    }


def write_scan(scan: Scan, detector: str, out: Path, language: Language) -> str:
    """Write ``scan.json`` and ``scan.html`` beside the inventory; gives a line that says where."""
    write_document(out / DOCUMENT, document(scan, detector))
    write_text(out / PAGE, page(scan, detector, language))
    return words("leakbench.benchmarks.scanning")[language]["page"].format(path=out / PAGE)
