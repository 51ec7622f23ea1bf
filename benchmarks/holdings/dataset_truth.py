"""What is true where everything that was read is datasets of ours, of one population."""

from typing import Any

from leakbench.benchmarks.scanning.scan import Scan
from leakbench.benchmarks.triage.assessment import true_assessment
from leakbench.benchmarks.triage.lists import generated
from leakbench.generator.datasets.dataset import open_dataset


def true_numbers(scan: Scan) -> dict[str, Any] | None:
    """What a scan amounts to in truth, as JSON values; None where nobody knows."""
    if not scan.found or not all(item.is_dataset for item in scan.found):
        return None
    sets = [open_dataset(item.path) for item in scan.found]
    lists = [generated(one.path.name, one.manifest.spec, one.batches()) for one in sets]
    true = true_assessment(lists)
    return None if true is None else true.summary()
