"""Records, and the errors in an answer to them."""

import pytest

from leakbench.benchmarks.error_analysis.analysis import ErrorCollector
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.detectors.registry import load
from leakbench.generator.spec import Spec

SPACE = LabelSpace.of_registry()


def analysed(chunk, answer, **options):
    """The errors in one answer."""
    collector = ErrorCollector(SPACE, **options)
    collector.add(chunk, answer)
    return collector.finish()


@pytest.fixture(scope="session")
def chunk():
    """Worn leads with everything that is in them."""
    source = CorpusSource(Spec(corpus="sales_leads", noise="worn", split="dev"))
    return next(source.chunks("text", 300, 300))


@pytest.fixture(scope="session")
def errors(chunk):
    """Those of the regular expressions."""
    return analysed(chunk, load("regex").detect(chunk.strings))
