"""A comparison of some detectors of phone numbers."""

import json

import pytest

from leakbench.benchmarks.sources.opening import open_sources
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import plan
from leakbench.benchmarks.validity.rankings import validate
from leakbench.generator.spec import Spec

NAMES = ("regex", "phonenumbers", "structured", "stdnum", "union:phonenumbers+regex")
SPEC = Spec(corpus="", split="dev")
ROWS = 300


@pytest.fixture(scope="session")
def panel():
    """The detectors."""
    return DetectorPanel(NAMES)


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """A file of numbers in sentences, made of generated ones, and another without a stand-in."""
    path = tmp_path_factory.mktemp("real")
    source = CorpusSource(Spec(corpus="sales_leads", split="dev", seed=5))
    (chunk,) = source.chunks("text", 150, 150)
    phones = {"MOBILE", "LANDLINE", "HOTLINE"}
    lines = [
        {
            "text": text,
            "spans": [[s["start"], s["end"], "TEL"] for s in spans if s["label"] in phones],
        }
        for text, spans in zip(
            chunk.strings["text"].to_pylist(), chunk.truth.to_pylist(), strict=True
        )
    ]
    written = path / "phones.jsonl"
    written.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    (path / "mail.jsonl").write_text('{"text": "x@example.org", "spans": [[0, 13, "EMAIL"]]}')
    return path


@pytest.fixture(scope="session")
def measured(real, panel):
    """The comparison of some detectors of phone numbers."""
    sources = open_sources([str(real / "phones.jsonl")], SPEC)
    return validate(sources, panel, plan(), SPEC, ROWS, replicates=50)
