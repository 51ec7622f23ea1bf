"""Audit: what systems do to columns, such as masks and rounding, is done to whole ones.

Looked at are columns of files in which a form of whole columns occurs: nearly all of their values
must have it. Values that it does not fit, such as a short one, stay as they are.
"""

from collections.abc import Iterable

import numpy as np

from leakbench.generator.audit.blocks import Block, Ints
from leakbench.generator.audit.findings import EXAMPLES, Finding
from leakbench.generator.corpus import Corpus
from leakbench.generator.spec import Spec
from leakbench.generator.surfaces.declared_forms import forms

_NEARLY = 0.9  # of the values of a column
_COLUMNS = 0.98  # of the columns
_FEWEST = 5  # values of a column


class WholeColumns:
    """Looks at columns of files.

    Args:
        corpus: Whose files they are; those of which rows have shares of the noise are left out.
        spec: Says whether cells stand in their columns, and get all of the noise.
    """

    def __init__(self, corpus: Corpus, spec: Spec) -> None:
        straight = corpus.cell_order(spec.columns) == "straight"
        self._looks = straight and corpus.is_list and corpus.wear is None and spec.strength == 1
        self._columns = len(corpus.fields)
        self._names = {form.name for form in forms() if form.column}
        self._found: list[Ints] = []

    def add(self, block: Block) -> None:
        """Look at a block."""
        if not self._looks:
            return
        spans = block.cell_spans
        names = spans.form.dictionary.to_pylist()
        of_columns = np.array([*(name in self._names for name in names), False])
        hit = of_columns[spans.form.indices.to_numpy()]
        column = block.file[spans.row] * self._columns + spans.column
        kept = ~spans.partial
        which, place = np.unique(column[kept], return_inverse=True)
        some = np.bincount(place, hit[kept], len(which)).astype(np.int64)
        self._found.append(np.stack([which, np.bincount(place, minlength=len(which)), some]))

    def findings(self) -> Iterable[Finding]:
        """What came out; nothing where nothing was looked at."""
        if not self._found:
            return
        which, all_of, some = np.concatenate(self._found, axis=1)
        columns, place = np.unique(which, return_inverse=True)
        count, hits = (np.bincount(place, part, len(columns)) for part in (all_of, some))
        looked = (hits > 0) & (count >= _FEWEST)
        broken = columns[looked & (hits < _NEARLY * count)]
        cases = int(looked.sum())
        share = 1 - len(broken) / max(cases, 1)
        yield Finding(
            check="coherence",
            what="forms of whole columns fill theirs",
            cases=cases,
            value=share,
            bound=f"at least {_COLUMNS:g}",
            ok=share >= _COLUMNS,
            examples=tuple(
                f"file {one // self._columns}, column {one % self._columns}"
                for one in broken[:EXAMPLES].tolist()
            ),
        )
