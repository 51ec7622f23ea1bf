"""Fields whose values are written plainly, some labelled and some decoys."""

import numpy as np
from hypothesis import strategies as st

from leakbench.generator.surfaces.spans import Fields, Further

FIELDS = {"a": 0, "b": 1, "c": 2}
NAMES = list(FIELDS)
LABELLED, DECOYS = {0, 1}, {1, 2}  # a field can be both

VALUES = st.lists(
    st.fixed_dictionaries(
        {name: st.text(st.characters(codec="utf-8"), max_size=20) for name in FIELDS}
    ),
    min_size=1,
    max_size=8,
)


def fields_like(columns):
    """Columns of plain values, of which some are labelled and some are decoys."""
    rows = len(columns[0])
    here = np.arange(len(columns))
    return Fields(
        packed=np.stack([column.packed for column in columns]),
        changed=np.full(len(columns), -1, np.int32),
        extents=np.zeros((0, rows), np.int64),
        form=np.zeros((0, rows), np.int16),
        label=np.where(np.isin(here, list(LABELLED)), here, -1).astype(np.int8),
        decoy=np.where(np.isin(here, list(DECOYS)), here, -1).astype(np.int8),
        person=np.full(len(columns), -1, np.int32),
        several=np.full(len(columns), -1, np.int32),
        subject=np.zeros((0, rows), np.int64),
        quality=np.zeros(1, np.int8),
        own_label=np.full(1, -1, np.int8),
        nobody=np.zeros(1, np.bool_),
        further=further(rows, []),
    )


def further(rows, values):
    """Other values of one field: row, begin, end, label and person of each, by row."""
    row, start, end, label, subject = np.array(values, np.int64).reshape(-1, 5).T
    count = np.bincount(row, minlength=rows)
    return Further(
        first=np.cumsum([0, *count], dtype=np.int32)[None],
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        label=label.astype(np.int8),
        form=np.zeros(len(row), np.int16),
        subject=subject.copy(),
        most=int(count.max(initial=0)),
    )


def found(spans, row):
    """Begin, end and label of a row's spans."""
    mine = slice(spans.first[row], spans.first[row + 1])
    triples = zip(spans.start[mine], spans.end[mine], spans.label[mine], strict=True)
    return [tuple(map(int, triple)) for triple in triples]
