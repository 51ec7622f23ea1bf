"""Synthetic Chinese leaked-contact corpora with exact labels, and a benchmark of detectors.

    >>> import leakbench as lb
    >>> lb.evaluate("native", "exam_roster")

Names are loaded when they are first used: the import itself costs nothing.
"""

from importlib import import_module
from types import ModuleType

_HOMES = {
    "About": "leakbench.detectors.registry",
    "Detector": "leakbench.detectors.contract",
    "Result": "leakbench.api.results",
    "Results": "leakbench.api.results",
    "Spec": "leakbench.generator.spec",
    "Table": "leakbench.api.tables",
    "batches": "leakbench.api.generation",
    "compare": "leakbench.api.comparison",
    "corpora": "leakbench.api.inventory",
    "detect": "leakbench.api.detection",
    "entities": "leakbench.api.inventory",
    "evaluate": "leakbench.api.evaluation",
    "per_text": "leakbench.detectors.contract",
    "plain_strings": "leakbench.detectors.plain_strings",
    "realism": "leakbench.api.realism",
}

__all__ = [
    "About",
    "Detector",
    "Result",
    "Results",
    "Spec",
    "Table",
    "batches",
    "compare",
    "corpora",
    "detect",
    "detectors",
    "entities",
    "evaluate",
    "per_text",
    "plain_strings",
    "realism",
]


def __getattr__(name: str) -> object:
    """Load a name of the API."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


class _CallablePackage(ModuleType):
    """``leakbench.detectors``, which has two uses: it is a package, and lists what is in it."""

    def __call__(self) -> object:
        """The table of all detectors."""
        return import_module("leakbench.api.inventory").detectors()


import_module("leakbench.detectors").__class__ = _CallablePackage


def __dir__() -> list[str]:
    """What there is, loaded or not."""
    return sorted({*globals(), *__all__})
