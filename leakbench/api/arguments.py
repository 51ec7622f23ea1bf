"""What a caller may hand over as detectors and as records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from leakbench.detectors.spans import Found
from leakbench.generator.spec import Spec


@runtime_checkable
class Detects(Protocol):
    """Anything with a ``detect`` as ``leakbench.Detector`` has it, whatever else it has."""

    def detect(self, batch: Any, /) -> Any:
        """Find spans in every cell of a batch of string columns; the answer has ``SPANS``."""
        ...


Finds = Callable[[str], Iterable[Found] | None]
"""A function of one string that gives spans in code points; None is no span."""

OneDetector = str | Detects | Finds
Detectors = OneDetector | Sequence[OneDetector] | Mapping[str, OneDetector]
"""A registered name, an object or a function; several; or several under names of the caller's."""

OneCorpus = str | Path | Spec
Corpora = OneCorpus | Sequence[OneCorpus]
"""The name of a corpus, a spec, a dataset's directory, a labelled file or its card; or several."""


def listed(given: Any) -> list[Any]:
    """What was given, or what is in it if it is a list, a tuple or the like."""
    several = isinstance(given, Sequence) and not isinstance(given, str)
    return list(given) if several else [given]
