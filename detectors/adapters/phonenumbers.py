"""phonenumbers: the Python port of libphonenumber, searching for Chinese numbers."""

from collections.abc import Iterator

import pyarrow as pa

from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import About

LABELS = {
    "FIXED_LINE": "LANDLINE",
    "FIXED_LINE_OR_MOBILE": "PHONE",
    "MOBILE": "MOBILE",
    "PAGER": "MOBILE",
    "PERSONAL_NUMBER": "PHONE",
    "PREMIUM_RATE": "HOTLINE",
    "SHARED_COST": "HOTLINE",  # 400 numbers
    "TOLL_FREE": "HOTLINE",  # 800 numbers
    "UAN": "HOTLINE",
    "UNKNOWN": "PHONE",
    "VOICEMAIL": "PHONE",
    "VOIP": "PHONE",
}


class Phonenumbers:
    """Valid phone numbers, read as a caller in China would dial them."""

    name = "phonenumbers"
    labels = frozenset(LABELS.values())
    about = About(
        package="phonenumbers",
        install="pip install 'leakbench[peers]'",
        license="Apache-2.0",
        homepage="https://github.com/daviddrysdale/python-phonenumbers",
        marks=(Mark.PATTERNS,),
    )

    def __init__(self) -> None:
        import phonenumbers  # noqa: PLC0415 - heavy, and absent where the extra is not installed

        self._library = phonenumbers
        kinds = phonenumbers.PhoneNumberType
        self._labels = {getattr(kinds, kind): label for kind, label in LABELS.items()}

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find phone numbers; the score is 1."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        valid = self._library.Leniency.VALID
        for match in self._library.PhoneNumberMatcher(text, "CN", leniency=valid):
            kind = self._library.number_type(match.number)
            yield (match.start, match.end, self._labels[kind])
