"""jionlp: a Chinese tool-box, of which the extractors of identifiers are asked."""

import contextlib
import io
import re
import warnings
from collections.abc import Iterator

import pyarrow as pa

from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import About

EXTRACTORS = {
    "extract_email": "EMAIL",
    "extract_id_card": "RESIDENT_ID",
    "extract_ip_address": "IP",
    "extract_motor_vehicle_licence_plate": "LICENSE_PLATE",
    "extract_phone_number": "MOBILE",  # told apart by its own type: LANDLINE
    "extract_qq": "QQ",
    "extract_wechat_id": "WECHAT",
}
INNER = re.compile(r"[^\s-](?:.*[^\s-])?", re.DOTALL)


class Jionlp:
    """jionlp's extractors, in the strictness that it comes with."""

    name = "jionlp"
    labels = frozenset({*EXTRACTORS.values(), "LANDLINE"})
    about = About(
        package="jionlp",
        install="pip install 'leakbench[jionlp]'",
        license="Apache-2.0",  # but it depends on jiojio, which is GPL-3.0
        homepage="https://github.com/dongrixinyu/JioNLP",
        marks=(Mark.PATTERNS,),
    )

    def __init__(self) -> None:
        # It prints a greeting, and its first import ever unpacks its dictionaries beside itself.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its sources have invalid escapes
            from jionlp.rule.extractor import Extractor  # noqa: PLC0415 - heavy, may be absent

        extractor = Extractor()
        self._extractors = [(getattr(extractor, one), label) for one, label in EXTRACTORS.items()]

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find identifiers; the score is 1."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        for extract, label in self._extractors:
            for one in extract(text, detail=True):
                start, end = one["offset"]
                # A value comes with the hyphen or space that stood before or behind it.
                inner = INNER.search(text, max(start, 0), end)
                if inner:
                    landline = one.get("type") == "landline_phone"
                    yield (*inner.span(), "LANDLINE" if landline else label)
