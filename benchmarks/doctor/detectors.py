"""Which detectors may be asked for here, and why others may not."""

from collections.abc import Iterator

from leakbench.benchmarks.doctor.findings import Finding
from leakbench.benchmarks.running.inquiry import listings
from leakbench.detectors.listings import Listing


def detector_findings() -> Iterator[Finding]:
    """One line for those that are there, and one for each reason why others are not."""
    listed = listings()
    there = [_name(one) for one in listed if one.available]
    yield Finding("detectors", "ok", ", ".join(there))
    for one in listed:
        if not one.available:
            yield Finding(_name(one), "missing", one.reason or "", one.install)


def _name(one: Listing) -> str:
    return one.template or one.name
