"""Detectors are built once: some take a second."""

from functools import cache

import pyarrow as pa
import pytest

from leakbench.detectors import registry

# Named here rather than asked for: one that stops being available must fail, not vanish.
REQUIRED = (
    "argus",
    "datafog",
    "hyperscan",
    "hyperscan_scan",
    "jieba",
    "lac",
    "native",
    "phonenumbers",
    "presidio",
    "presidio_zh",
    "privyscope",
    "regex",
    "rjieba",
    "stdnum",
    "structured",
    "tagger",
    "union",
)
OPTIONAL = {
    "fool": "its weights come by `pip install --no-deps foolnltk`, without TensorFlow",
    "jionlp": "an extra of its own, for the licence of what it depends on",
}
TEMPLATES = {"union": "union:regex+jieba"}  # each has one detector made of it to test
MODELS = {  # tested on models, programs and servers that their tests make, or around a stand-in
    "exec",
    "fool_model",
    "gliner",
    "hanlp",
    "http",
    "llm",
    "ltp",
    "presidio_spacy",
    "spacy",
    "stanza",
    "transformers",
}

load = cache(registry.load)


@pytest.fixture(scope="session")
def load_detector():
    """Build a detector once, or skip the test if an optional one is not installed."""

    def build(name):
        why = OPTIONAL.get(name)
        if why and not registry.listing(name).available:
            pytest.skip(f"{name} is not installed: {why}")
        return load(name)

    return build


@pytest.fixture(scope="session", params=sorted({*REQUIRED, *registry.names()} - MODELS))
def detector(request, load_detector):
    """Every registered detector, and one of each template."""
    return load_detector(TEMPLATES.get(request.param, request.param))


@pytest.fixture(scope="session")
def found():
    """Ask a detector by name: the texts and labels of the spans it finds in one string."""

    def ask(name, text):
        batch = pa.RecordBatch.from_pydict({"text": [text]})
        answer = load(name).detect(batch).to_pylist()
        return [(text[one["start"] : one["end"]], one["label"]) for one in answer]

    return ask
