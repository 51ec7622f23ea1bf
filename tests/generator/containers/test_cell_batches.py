import numpy as np

from leakbench.generator.containers.cell_batches import laid, widths
from leakbench.generator.containers.cell_splitting import cells_for, split
from leakbench.generator.containers.delimited import manner_of
from leakbench.generator.containers.sheets import BATCH_ROWS


def test_batches_hold_all_rows_in_order():
    """Rows come in batches of a limited size, as wide as is asked."""
    text = np.frombuffer("".join(f"{at},张{at}\n" for at in range(9_000)).encode(), np.uint8)
    cells = cells_for(len(text))
    rows, _, _ = split(text, manner_of(","), len(text) > 0, cells)
    assert set(widths(cells, rows).tolist()) == {2}
    batches = list(laid(text, cells, rows, 3))
    assert max(batch.num_rows for batch in batches) == BATCH_ROWS
    found = [cell for batch in batches for cell in batch.column(1).to_pylist()]
    assert found == [f"张{at}" for at in range(9_000)]
    assert not any(batch.column(2).to_pylist()[0] for batch in batches)
