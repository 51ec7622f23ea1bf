"""What a caller may hand over as detectors and as records."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leakbench.detectors.lifting import Detects, Finds
from leakbench.generator.spec import Spec

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
