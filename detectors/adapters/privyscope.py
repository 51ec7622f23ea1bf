"""privyscope with its Chinese pack: patterns and check digits, without its downloaded model."""

import re
from collections.abc import Iterator

import pyarrow as pa

from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import About

LABELS = {
    "BANK": "BANK_CARD",
    "CRYPTO": "FINANCE",
    "DATE": "DATE",
    "DEVICE": "DEVICE",  # told apart below: IMEI, MAC
    "EMAIL": "EMAIL",
    "ID_NUM": "RESIDENT_ID",  # told apart below: PASSPORT
    "IP": "IP",
    "LOC": "ADDRESS",
    "PER": "PERSON_NAME",
    "PHONE": "MOBILE",  # told apart below: LANDLINE
    "SECRET": "PASSWORD",
    "URL": None,  # no personal information by itself
    "USCC": "USCC",
}

# What a label covers besides: the value's form says which it is.
FINER = {
    "DEVICE": [(re.compile(r"[0-9]{15}"), "IMEI"), (re.compile(r"(?:\w\w[:-]){5}\w\w"), "MAC")],
    "ID_NUM": [(re.compile(r"[A-Za-z][0-9]{8}"), "PASSPORT")],
    "PHONE": [
        (re.compile(r"(?!(?:(?:\+|00)86\s?-?)?1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}$).+"), "LANDLINE")
    ],
}


class Privyscope:
    """privyscope's first stage; the second would download a model."""

    name = "privyscope"
    labels = frozenset(
        {label for label in LABELS.values() if label}
        | {label for finer in FINER.values() for _, label in finer}
    )
    about = About(
        package="privyscope-zh-hans",  # holds the patterns, and brings the engine
        install="pip install 'leakbench[peers]'",
        license="Apache-2.0",
        homepage="https://github.com/zafrem/privyscope-zh-hans",
        marks=(Mark.PATTERNS,),
    )

    def __init__(self) -> None:
        import privyscope  # noqa: PLC0415 - heavy, and absent where the extra is not installed

        self._engine = privyscope.Privyscope.from_pretrained(lang="zh-Hans", regex_only=True)

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what its patterns know; the score is 1."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        for span in self._engine.redact(text).detected_spans:
            label = LABELS[span.label]
            for form, finer in FINER.get(span.label, ()):
                if form.fullmatch(span.text):
                    label = finer
            if label:
                yield (span.start, span.end, label)
