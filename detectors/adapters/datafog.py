"""datafog-core: DataFog's engine of patterns, written in Rust; made for America and Europe."""

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa

from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.registry import About, Mark

LABELS: Final = {
    "API_KEY": "PASSWORD",
    "BEARER_TOKEN": "PASSWORD",
    "CREDENTIAL_URI": "PASSWORD",
    "CREDIT_CARD": "BANK_CARD",
    "DATE": "DATE",
    "EMAIL": "EMAIL",
    "IP_ADDRESS": "IP",
    "JWT": "PASSWORD",
    "NPI": None,  # of American doctors
    "PHONE": "PHONE",
    "PRIVATE_KEY": "PASSWORD",
    "SSN": None,  # American
    "US_ROUTING_NUMBER": None,
    "ZIP_CODE": None,  # American
}


class Datafog:
    """What it looks for in any text, less what only America has."""

    name = "datafog"
    labels = frozenset(label for label in LABELS.values() if label)
    about = About(
        package="datafog-core",
        install="pip install 'leakbench[peers]'",
        license="MIT",
        homepage="https://github.com/DataFog/datafog-core",
        marks=(Mark.PATTERNS,),
    )

    def __init__(self) -> None:
        import datafog_core  # noqa: PLC0415 - absent where the extra is not installed

        self._scan = datafog_core.scan
        self._asked: Any = {"entities": [entity for entity, label in LABELS.items() if label]}

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what its patterns know; the score is its own where it has one, otherwise 1."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        for one in self._scan(text, self._asked):
            label = LABELS[one.entity_type]
            if label:
                place, score = one.codepoint_range, one.confidence
                yield (place.start, place.end, label, 1.0 if score is None else score)
