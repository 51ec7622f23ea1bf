"""A sound submission of a stand-in detector."""

from dataclasses import replace
from importlib.metadata import version

import pytest

from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.directory import add_result
from leakbench.benchmarks.store.packing import pack_results
from leakbench.benchmarks.store.reading import read_result
from leakbench.generator.spec import Spec

METADATA = f"""
who = "Example Lab"
link = "https://example.org/digits"
detector = "digits"
version = "{version("leakbench")}"
licence = "Apache-2.0"
install = "pip install leakbench"
commands = ["leakbench run --detector digits --corpus legal_person --noise worn --rows 300"]
"""


@pytest.fixture(scope="session")
def result(ran, digits, tmp_path_factory):
    """What the stand-in did on worn texts, as if by a clean tree."""
    source = CorpusSource(Spec(corpus="legal_person", noise="worn"))
    found = read_result(ran(tmp_path_factory.mktemp("runs"), digits, source, rows=300))
    return replace(found, version=version("leakbench"), tool={**found.tool, "dirty": False})


@pytest.fixture
def submit(tmp_path):
    """Write a submission of results into a repository of results, and give its folder."""

    def write(*results, metadata=METADATA):
        folder = tmp_path / "repository/submissions/example-digits"
        folder.mkdir(parents=True)
        (folder / "submission.toml").write_text(metadata, encoding="utf-8")
        for one in results:
            add_result(replace(one, predictions=None), tmp_path / "runs")
        pack_results([tmp_path / "runs"], folder / "runs.jsonl.gz")
        return folder

    return write
