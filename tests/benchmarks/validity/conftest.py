"""A comparison of some detectors of phone numbers, and one whose figures are made up."""

import json

import numpy as np
import pytest

from leakbench.benchmarks.sources.opening import open_sources
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.statistics.bootstrap import Interval
from leakbench.benchmarks.validity.agreement import Agreement
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import plan
from leakbench.benchmarks.validity.rankings import Validity, validate
from leakbench.benchmarks.validity.standings import Score, Standing, pairs
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


@pytest.fixture
def made_up():
    """The comparison of five detectors whose scores are known, by one metric or both.

    On generated text ``native`` is best, then ``lac``, ``argus``, ``jieba`` and a union; on real
    text ``lac`` is ahead of ``native`` for sure, and ``jieba`` of ``argus`` by a hair.
    """
    scores = {
        "native": (0.95, 0.6),
        "lac": (0.8, 0.8),
        "argus": (0.5, 0.4),
        "jieba": (0.499, 0.401),
        "union:argus+jieba": (0.3, 0.9),
    }

    def figure(value):
        return Score(value, Interval(value - 0.01, value + 0.01), np.full(2, value))

    def made(*metrics):
        standings = tuple(Standing(name, *map(figure, two)) for name, two in scores.items())
        found = tuple(
            Agreement(
                corpus="people",
                label="PER",
                family="PERSON",
                generated=("narratives/clean",),
                metric=metric,
                trained=True,
                standings=standings,
                pairs=tuple(pairs(standings)),
                same={"tagger": "native", "union:lac+regex": "lac"},
                over_records=None,
                over_detectors=None,
            )
            for metric in metrics
        )
        return Validity({}, {}, {}, plan().stand_ins, found, (), {})

    return made
