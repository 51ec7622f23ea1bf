"""What a result says of its source, its detector and its machine, whatever the run was like."""

from typing import TYPE_CHECKING, Any

from leakbench.benchmarks.console.environment import machine, tool
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.sources.source import Source

if TYPE_CHECKING:
    from leakbench.benchmarks.running.runner import Scoring


def described(source: Source, scoring: "Scoring", entrant: Entrant) -> dict[str, Any]:
    """Fields of a ``Result``, by their names."""
    known = entrant.distribution
    return {
        "corpus": source.name,
        "track": scoring.track,
        "noise": source.noise,
        "labels": scoring.restricted_to(source),
        "mapping": scoring.mapping,
        "detector": entrant.name,
        "version": entrant.version,
        "declared": tuple(sorted(entrant.labels)),
        "distribution": None if known is None else known.to_json(),
        "marks": entrant.marks,
        "tool": tool(),
        "environment": machine([entrant.package]),
    }
