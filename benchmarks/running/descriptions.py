"""What a result says of its source, its detector and its machine, whatever the run was like."""

from collections.abc import Mapping
from typing import Any

from leakbench.benchmarks.console.environment import machine, tool
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.sources.source import Source


def described(
    source: Source, entrant: Entrant, labels: tuple[str, ...] | None, mapping: Mapping[str, str]
) -> dict[str, Any]:
    """Fields of a ``Result``, by their names.

    Args:
        source: The records.
        entrant: Who answers them.
        labels: What the scoring is restricted to; None is everything.
        mapping: Further names of labels.
    """
    known = entrant.distribution
    return {
        "corpus": source.name,
        "noise": source.noise,
        "labels": labels,
        "mapping": mapping,
        "detector": entrant.name,
        "version": entrant.version,
        "declared": tuple(sorted(entrant.labels)),
        "distribution": None if known is None else known.to_json(),
        "marks": entrant.marks,
        "tool": tool(),
        "environment": machine([entrant.package]),
    }
