"""All that is looked at, in order; what cannot be looked at is broken, and the rest goes on."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from leakbench.benchmarks.doctor.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LOOKS: Final = {
    "packages": "package_findings",
    "detectors": "detector_findings",
    "kernels": "kernel_findings",
    "machine": "machine_findings",
}
"""A function for each module, which is imported here only: what it imports may be broken."""


def examine() -> list[Finding]:
    """Look at everything."""
    found: list[Finding] = []
    for module, function in LOOKS.items():
        try:
            look: Callable[[], Iterable[Finding]] = getattr(
                import_module(f"leakbench.benchmarks.doctor.{module}"), function
            )
            found += look()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            reason = f"cannot be looked at: {type(error).__name__}: {error}"
            found.append(Finding(module, "broken", reason))
    return found
