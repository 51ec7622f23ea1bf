"""Rows a second of the generator; ``test_other_generators`` times others in the same run."""

import pyarrow as pa
import pytest

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.cells import Roles
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

pytestmark = pytest.mark.benchmark(group="generators")

ROWS = 200_000
FEW = 2_000


@pytest.mark.slow
@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("corpus", corpus_names())
def test_labelled_rows(at_scale, timed, judged, corpus, noise):
    """Texts, table and spans of every corpus, in memory; of clean lists, whether values hold."""
    spec = Spec(corpus=corpus, noise=noise)
    rows = ROWS if at_scale else FEW
    table = pa.Table.from_batches(batches(spec, rows))

    def generate():
        return sum(batch.num_rows for batch in batches(spec, rows))

    case = f"generator: {corpus}, {noise}"
    assert timed(generate, case, spec=spec, rows=rows, MB=table.nbytes / 1e6) == rows
    if noise == "clean":
        assert set(judged(**labelled(spec, next(batches(spec, FEW)))).values()) <= {1.0}


def labelled(spec, batch):
    """IDs of the first role that has any, birth dates of the same people, mobiles of anybody."""
    block, roles = Block(batch), Roles(load_corpus(spec.corpus))

    def first(label, *names):
        found = (roles.find(name, label=label) for name in names or roles.names())
        return next((place for place in found if place), None)

    ids, mobiles = first("RESIDENT_ID"), first("MOBILE")
    births = ids and first("DATE_OF_BIRTH", ids.field.role)
    values = {
        name: place.values(block)
        for name, place in (("ids", ids), ("births", births), ("mobiles", mobiles))
        if place
    }
    # Rows without one of them, as titles and children without a telephone, say nothing.
    there = [
        row for row in range(batch.num_rows) if all(of[row].is_valid for of in values.values())
    ]
    return {name: of.take(there) for name, of in values.items()}
