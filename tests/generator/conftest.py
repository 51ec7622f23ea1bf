"""Every test over datasets runs on every corpus and every noise."""

from datetime import date

import pytest

from leakbench.generator.corpus import corpus_names
from leakbench.generator.engine.population import Population
from leakbench.generator.spec import NOISES, Spec

REFERENCE = date(2026, 1, 1)


# Of a module, not of a test: pytest then runs what looks at one dataset in a row, and the generator
# prepares its vocabularies once.
@pytest.fixture(scope="module", params=corpus_names())
def corpus(request):
    """Name of every corpus."""
    return request.param


@pytest.fixture(scope="module", params=NOISES)
def spec(request, corpus):
    """Every corpus with every noise."""
    return Spec(corpus=corpus, noise=request.param, seed=7)


@pytest.fixture
def population():
    """A population of its own for each test, since its arena holds one block at a time."""
    return Population(7, "test", REFERENCE)
