"""Tests of the columns of fields."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("noise", NOISES[1:])
def test_a_column_of_a_file_is_written_in_one_way_mostly(noise):
    """Files differ, and a few write cell by cell."""
    table = pa.Table.from_batches(batches(Spec(corpus="legal_person", noise=noise), 6000))
    forms = {}
    for file, spans in zip(table["file"].to_pylist(), table["cell_spans"].to_pylist(), strict=True):
        for span in spans:
            if span["label"] == "MOBILE":
                forms.setdefault((file, span["column"]), []).append(span["form"])
    alone = [max(map(some.count, set(some))) / len(some) > 0.9 for some in forms.values()]
    assert 0.6 < np.mean(alone) < 1
    assert len({some[0] for some in forms.values()}) > 5
