"""argus-redact: a redactor with patterns and weighed evidence, in its mode without models."""

import re
from collections.abc import Iterator

import pyarrow as pa

from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import About

LABELS = {
    "address": "ADDRESS",
    "age": None,
    "anthropic_api_key": "PASSWORD",
    "aws_access_key": "PASSWORD",
    "bank_card": "BANK_CARD",
    "biometric": None,
    "credit_card": "BANK_CARD",
    "credit_code": "USCC",
    "criminal_record": None,
    "date": "DATE",
    "date_of_birth": "DATE_OF_BIRTH",
    "eep": "TRAVEL_PERMIT",
    "email": "EMAIL",
    "ethnicity": None,
    "financial": "FINANCE",
    "gender": None,
    "github_token": "PASSWORD",
    "hk_id": "ID_NUMBER",
    "hobby": None,
    "housing_fund": "FINANCE",
    "hrp": "TRAVEL_PERMIT",
    "iban": "FINANCE",
    "id_number": "RESIDENT_ID",
    "imei": "IMEI",
    "ip_address": "IP",
    "job_title": None,
    "jwt": "PASSWORD",
    "license_plate": "LICENSE_PLATE",
    "location": "ADDRESS",
    "mac_address": "MAC",
    "macau_id": "ID_NUMBER",
    "medical": "DIAGNOSIS",
    "military_id": "ID_NUMBER",
    "openai_api_key": "PASSWORD",
    "organization": "COMPANY",
    "passport": "PASSPORT",
    "person": "PERSON_NAME",
    "phone": "MOBILE",  # told apart below: LANDLINE
    "phone_landline": "LANDLINE",
    "political": None,
    "qq": "QQ",
    "religion": None,
    "school": "SCHOOL",
    "self_reference": None,  # "I", "my mother"
    "sexual_orientation": None,
    "social_security": "ID_NUMBER",
    "ssh_private_key": "PASSWORD",
    "taiwan_arc": "ID_NUMBER",
    "tw_id": "ID_NUMBER",
    "url": None,
    "url_token": "PASSWORD",
    "wechat": "WECHAT",
    "workplace": "COMPANY",
}
LANDLINE = re.compile(r"[(（]?(?:(?:\+|00)86[\s-]?)?[(（]?0(?!0).*", re.DOTALL)


class Argus:
    """argus-redact's patterns, names, places and firms; what it would replace is what it found."""

    name = "argus"
    labels = frozenset(label for label in LABELS.values() if label)
    about = About(
        package="argus-redact",
        install="pip install 'leakbench[peers]'",
        license="Apache-2.0",
        homepage="https://github.com/wan9yu/argus-redact",
        marks=(Mark.PATTERNS,),
    )

    def __init__(self) -> None:
        import argus_redact  # noqa: PLC0415 - heavy, and absent where the extra is not installed

        self._redact = argus_redact.redact

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what it would replace; the score is its confidence."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        # Its details have the places in the text as it was given, before any replacement.
        _, _, details = self._redact(text, lang="zh", mode="fast", detailed=True)
        for one in details["entities"]:
            label = LABELS.get(one["type"])  # what its packs for other countries find is dropped
            if label == "MOBILE" and LANDLINE.match(one["original"]):
                label = "LANDLINE"
            if label:
                yield (one["start"], one["end"], label, one["confidence"])
