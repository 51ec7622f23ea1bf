"""“Real” files that the generator wrote, with another seed or noise, and comparisons with them."""

import json
import sys

import pytest

from leakbench.benchmarks.realism.agreed_labels import agreed_sides
from leakbench.benchmarks.realism.comparison import compare_realism
from leakbench.benchmarks.realism.document import Measured, to_json
from leakbench.benchmarks.realism.records import read_records
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.generator.entities import coarse
from leakbench.generator.spec import Spec

NAMES = {"PERSON_NAME": "PER", "MOBILE": "TEL", "LANDLINE": "TEL", "ADDRESS": "ADDRESS"}
ROWS = 300


def labelled_lines(spec, rows, names=None):
    """The records of a spec as lines of a labelled file, some labels under other names."""
    (chunk,) = CorpusSource(spec).chunks("text", rows, rows)
    known = NAMES if names is None else names
    for text, spans in zip(chunk.strings["text"].to_pylist(), chunk.truth.to_pylist(), strict=True):
        listed = [
            [one["start"], one["end"], known[one["label"]]]
            for one in spans
            if one["label"] in known and one["quality"] == "exact"
        ]
        yield json.dumps({"text": text, "spans": listed}, ensure_ascii=False)


@pytest.fixture(scope="session")
def write_real():
    """Write a labelled file of generated records."""

    def write(path, corpus, rows=ROWS, names=None, **changes):
        alone = {"seed": 7, "split": "dev", "rows_per_file": 1}
        spec = Spec(corpus=corpus, **alone | changes)
        path.write_text("\n".join(labelled_lines(spec, rows, names)), "utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def opened():
    """Open what stands for a source, by name or path."""
    return lambda text, **changes: open_source(
        str(text), Spec(corpus="", **{"rows_per_file": 1} | changes)
    )


@pytest.fixture(scope="session")
def read():
    """Read records of the source of a name, with some coarse labels."""

    def read_some(source, *labels, rows=ROWS, meaning=coarse):
        return read_records(source, meaning, labels, rows)

    return read_some


@pytest.fixture(scope="session")
def posts(tmp_path_factory, write_real):
    """A file of trade posts, whose values and sentences differ from those of lists."""
    return write_real(tmp_path_factory.mktemp("real") / "posts.jsonl", "chat_messages")


@pytest.fixture(scope="session")
def panel():
    """Two quick detectors."""
    return DetectorPanel(["regex", "structured"])


@pytest.fixture(scope="session")
def measured(posts, opened, panel):
    """A list beside the posts, with detectors and without real values."""
    sides = agreed_sides(opened(posts), [opened("property_owners")])
    found = compare_realism(sides, panel, ROWS, replicates=50)
    return Measured(found, panel, ROWS)


@pytest.fixture(scope="session")
def document(measured):
    """The same as JSON values."""
    return to_json(measured)


@pytest.fixture
def without_sklearn(monkeypatch):
    """As if scikit-learn were not installed."""
    for name in ("sklearn", "sklearn.feature_extraction.text", "sklearn.linear_model"):
        monkeypatch.setitem(sys.modules, name, None)
