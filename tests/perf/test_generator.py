"""Rows a second of the generator; ``test_other_generators`` times others in the same run."""

import pyarrow as pa
import pytest

from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

pytestmark = pytest.mark.benchmark(group="generators")

ROWS = 200_000
FEW = 2_000


@pytest.mark.slow
@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("corpus", corpus_names())
def test_labelled_rows(benchmark, timed, corpus, noise):
    """Texts, table and spans of every corpus, in memory."""
    spec = Spec(corpus=corpus, noise=noise)
    rows = ROWS if benchmark.enabled else FEW
    table = pa.Table.from_batches(batches(spec, rows))

    def generate():
        return sum(batch.num_rows for batch in batches(spec, rows))

    case = f"generator: {corpus}, {noise}"
    assert timed(generate, case, spec=spec, rows=rows, MB=table.nbytes / 1e6) == rows
