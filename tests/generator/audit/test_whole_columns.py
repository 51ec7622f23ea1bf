"""Tests of forms that fill whole columns."""

import pytest

from leakbench.generator.audit.whole_columns import WholeColumns
from leakbench.generator.corpus import load_corpus
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPEC = Spec(corpus="legal_person", noise="worn")
ROWS = 4000


def findings(spec, *blocks):
    """What comes out of some blocks."""
    looked = WholeColumns(load_corpus(spec.corpus), spec)
    for block in blocks:
        looked.add(block)
    return list(looked.findings())


def test_generated_columns_are_filled(block_of):
    """Every one in which such a form occurs."""
    (found,) = findings(SPEC, block_of(SPEC, ROWS))
    assert found.ok
    assert found.value == 1
    assert found.cases > 4


def test_a_masked_cell_alone_is_found(block_of):
    """In files whose other cells of the column are written otherwise, over several blocks."""

    def mask(rows):
        seen = set()
        for row in rows:
            for span in row["cell_spans"]:
                if span["label"] == "MOBILE" and row["file"] not in seen:
                    seen.add(row["file"])
                    span["form"] = "mobile_masked"

    block = block_of(SPEC, ROWS, change=mask)
    (found,) = findings(SPEC, block)
    assert not found.ok
    assert found.examples
    assert "column 5" in found.examples[0]


@pytest.mark.parametrize(
    "spec", [Spec("sales_leads", noise="worn"), Spec("trade_posts", noise="worn")]
)
def test_rows_that_get_a_share_of_the_noise_are_left_out(block_of, spec):
    """As is what is no list."""
    assert not findings(spec, block_of(spec, 60))
