"""presidio-analyzer as it comes: its recognisers that know no language, told that it is Chinese."""

import os
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import About

LABELS = {
    "CREDIT_CARD": "BANK_CARD",
    "CRYPTO": "FINANCE",
    "DATE_TIME": "DATE",
    "EMAIL_ADDRESS": "EMAIL",
    "IBAN_CODE": "FINANCE",
    "IP_ADDRESS": "IP",
    "MAC_ADDRESS": "MAC",
    "PHONE_NUMBER": "PHONE",
}
LANGUAGE = "zh"
ABOUT = About(
    package="presidio-analyzer",
    install="pip install 'leakbench[peers]'",
    license="MIT",
    homepage="https://github.com/data-privacy-stack/presidio",
    marks=(Mark.PATTERNS,),
)


class Presidio:
    """Presidio without a language model and without recognisers of our own.

    It ships none for China, so identity cards, credit codes and plates are beyond it; see
    ``presidio_zh`` for what it finds with some, and ``presidio_spacy`` for it with a language
    model.
    """

    name = "presidio"
    labels = frozenset(LABELS.values())
    about = ABOUT

    def __init__(self) -> None:
        presidio = imported()
        self._engine = engine(presidio, recognizers())

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what its recognisers know; the score is theirs."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        for one in self._engine.analyze(text, language=LANGUAGE):
            yield (one.start, one.end, LABELS[one.entity_type], one.score)


def imported() -> Any:
    """The package; where transformers is installed, without its advice to install PyTorch."""
    quiet = "TRANSFORMERS_NO_ADVISORY_WARNINGS"
    before = os.environ.get(quiet)
    os.environ[quiet] = "1"
    try:
        import presidio_analyzer  # noqa: PLC0415 - heavy, absent where the extra is not installed
    finally:
        if before is None:
            del os.environ[quiet]
        else:
            os.environ[quiet] = before
    return presidio_analyzer


def recognizers() -> list[Any]:
    """Those that know no language, told that it is Chinese, and of telephones that they are.

    Those of web addresses and of UUIDs, which are nobody's, and of American doctors are left out.
    """
    from presidio_analyzer import predefined_recognizers as ready  # noqa: PLC0415 - absent without it
    from presidio_analyzer.predefined_recognizers.generic import (  # noqa: PLC0415 - absent without it
        MacAddressRecognizer,
    )
    from tldextract import tldextract  # noqa: PLC0415 - absent without it

    # The recogniser of addresses would download a list of domains, or take one from a cache that
    # others write; a snapshot comes with it.
    tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())
    plain = (
        ready.CreditCardRecognizer,
        ready.CryptoRecognizer,
        ready.DateRecognizer,
        ready.EmailRecognizer,
        ready.IbanRecognizer,
        ready.IpRecognizer,
        MacAddressRecognizer,
    )
    phone = ready.PhoneRecognizer(supported_language=LANGUAGE, supported_regions=("CN",))
    return [phone, *(kind(supported_language=LANGUAGE) for kind in plain)]


def engine(presidio: Any, recognizers: list[Any], **options: Any) -> Any:
    """An analyzer of Chinese text with these recognisers and no language model."""
    from presidio_analyzer.nlp_engine import NoOpNlpEngine  # noqa: PLC0415 - absent without it

    nothing = NoOpNlpEngine([{"lang_code": LANGUAGE, "model_name": ""}])
    nothing.load()
    return presidio.AnalyzerEngine(
        registry=presidio.RecognizerRegistry(recognizers, supported_languages=[LANGUAGE]),
        nlp_engine=nothing,
        supported_languages=[LANGUAGE],
        **options,
    )
