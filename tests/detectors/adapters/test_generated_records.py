"""What adapters find in generated records, where the truth is exact."""

from functools import cache

import pyarrow as pa
import pytest

from leakbench.detectors.contract import accept
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

NUMBERS = {"LANDLINE", "MOBILE", "RESIDENT_ID"}
FINDS = {  # labels of which it finds most values, boundaries exact
    "argus": NUMBERS | {"USCC"},
    "hyperscan": NUMBERS | {"USCC"},
    "hyperscan_scan": NUMBERS | {"USCC"},
    "jionlp": NUMBERS,
    "lac": {"PERSON_NAME"},
    "native": NUMBERS | {"USCC"},
    "phonenumbers": {"LANDLINE", "MOBILE"},
    "presidio_zh": NUMBERS | {"USCC"},
    "privyscope": NUMBERS | {"USCC"},
    "regex": NUMBERS | {"USCC"},
    "stdnum": NUMBERS | {"USCC"},
}
FINDS_SOME = {  # half of them: of addresses those that have a road and a number, or a room
    "fool": {"COMPANY", "PERSON_NAME"},
    "hyperscan": {"ADDRESS"},
    "jieba": {"PERSON_NAME"},
    "rjieba": {"PERSON_NAME"},
    "regex": {"ADDRESS"},
    "stdnum": {"ADDRESS"},
}


@cache
def records():
    """Two hundred clean records."""
    (made,) = batches(Spec(corpus="legal_person", split="dev"), rows=200)
    return made


def shares(detector):
    """For each label, the share of its values that are found at their exact places."""
    batch = records().select(["text"])
    answer = accept(detector.detect(batch), batch, detector).to_pylist()
    found = {(one["row"], one["start"], one["end"], one["label"]) for one in answer}
    hits = {}
    for row, spans in enumerate(records()["text_spans"].to_pylist()):
        for one in spans:
            hit = (row, one["start"], one["end"], one["label"]) in found
            hits.setdefault(one["label"], []).append(hit)
    return {label: sum(of) / len(of) for label, of in hits.items()}


@pytest.mark.parametrize(
    ("name", "wanted", "least"),
    [*((*pair, 0.85) for pair in FINDS.items()), *((*pair, 0.5) for pair in FINDS_SOME.items())],
)
def test_finds_what_it_should_at_its_exact_place(load_detector, name, wanted, least):
    """Of every kind that it knows well it finds the values that the generator wrote."""
    share = shares(load_detector(name))
    assert {label: share[label] for label in wanted if share[label] < least} == {}


def test_presidio_finds_numbers_between_signs_only(load_detector):
    """As it comes it calls every telephone number PHONE, and its places are exact."""
    detector = load_detector("presidio")
    batch = pa.RecordBatch.from_pydict({"text": records()["text"]})
    answer = accept(detector.detect(batch), batch, detector).to_pylist()
    found = {(one["row"], one["start"], one["end"]) for one in answer if one["label"] == "PHONE"}
    truth = [
        (row, one["start"], one["end"])
        for row, spans in enumerate(records()["text_spans"].to_pylist())
        for one in spans
        if one["label"] in {"LANDLINE", "MOBILE"}
    ]
    assert sum(span in found for span in truth) > 0.9 * len(truth)


def test_a_union_finds_what_its_parts_do(load_detector):
    """Names as the one does, numbers as the other."""
    union, regex, lac = (
        shares(load_detector(name)) for name in ("union:regex+lac", "regex", "lac")
    )
    assert union["MOBILE"] == regex["MOBILE"]
    assert union["PERSON_NAME"] >= max(lac["PERSON_NAME"], regex["PERSON_NAME"])
