from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from leakbench.detectors.native import Native
from leakbench.detectors.structured.detector import Structured
from leakbench.detectors.tagger.detector import TaggerDetector
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

NATIVE, STRUCTURED, TAGGER = Native(), Structured(), TaggerDetector()


def of(answer, labels):
    """The spans of an answer that have one of the labels, their scores left out."""
    return {
        tuple(value for key, value in span.items() if key != "score")
        for span in answer.to_pylist()
        if span["label"] in labels
    }


def test_native_finds_what_its_parts_find():
    """All structured identifiers, and of what the tagger finds all that touches none of them."""
    for batch in batches(Spec(corpus="trade_posts", split="dev"), 400):
        texts = pa.record_batch([batch.column("text")], names=["text"])
        native = NATIVE.detect(texts)
        first, second = STRUCTURED.detect(texts), TAGGER.detect(texts)
        assert of(native, STRUCTURED.labels) == of(first, STRUCTURED.labels)
        taken = {
            (row, place)
            for row, _, start, end, _ in of(first, STRUCTURED.labels)
            for place in range(start, end)
        }
        assert of(native, TAGGER.labels) == {
            span
            for span in of(second, TAGGER.labels)
            if not taken & {(span[0], place) for place in range(span[2], span[3])}
        }
        assert len(of(native, TAGGER.labels)) > 400


def test_threads_share_a_detector():
    """One message a call from many threads: each has the spans that its call alone has."""
    (batch,) = batches(Spec(corpus="chat_messages", noise="evasive", split="dev"), 300)
    calls = [
        pa.record_batch([batch.column("text").slice(row, 1 + row % 3)], ["text"])
        for row in range(298)
    ]
    alone = [NATIVE.detect(call) for call in calls]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(NATIVE.detect, calls * 4)) == alone * 4
    assert sum(answer.num_rows for answer in alone) > 298


@pytest.mark.parametrize("detector", [NATIVE, STRUCTURED, TAGGER], ids=lambda one: one.name)
def test_an_answer_outlives_the_calls_after_it(detector):
    """Memory that is used again is no part of it."""
    (batch,) = batches(Spec(corpus="chat_messages", split="dev"), 200)
    calls = [pa.record_batch([batch.column("text").slice(row, 1)], ["text"]) for row in range(200)]
    kept = [detector.detect(call) for call in calls]
    then = [answer.to_pylist() for answer in kept]
    for call in reversed(calls):
        detector.detect(call)
    assert [answer.to_pylist() for answer in kept] == then


def test_labels_are_those_of_both():
    """Nothing else is declared."""
    assert NATIVE.labels == STRUCTURED.labels | TAGGER.labels
    assert not STRUCTURED.labels & TAGGER.labels
