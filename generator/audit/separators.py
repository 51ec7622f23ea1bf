"""Audit: the values of a list in a cell are separated in one way through a column of a file.

An export has one separator. Looked at are cells of several values that are written plainly; two
values that a surface form puts into one cell are not, for each cell may be written in its own way.
"""

from collections.abc import Iterable

import numpy as np

from leakbench.generator.audit.blocks import Block, cut
from leakbench.generator.audit.findings import EXAMPLES, Finding
from leakbench.generator.corpus import Corpus
from leakbench.generator.spec import Spec


class Separators:
    """Looks at what stands between the values of cells.

    Args:
        corpus: Whose files they are.
        spec: Says whether cells stand in their columns.
    """

    def __init__(self, corpus: Corpus, spec: Spec) -> None:
        self._looks = corpus.cell_order(spec.columns) == "straight" and corpus.is_list
        self._found: dict[tuple[int, int], set[str]] = {}

    def add(self, block: Block) -> None:
        """Look at a block."""
        if not self._looks:
            return
        spans = block.cell_spans
        kept = spans.exact & spans.inside & (spans.plain | spans.partial)
        follows = kept[:-1] & kept[1:]
        follows &= (np.diff(spans.row) == 0) & (np.diff(spans.column) == 0)
        for number in np.unique(spans.column[:-1][follows]).tolist():
            here = np.flatnonzero(follows & (spans.column[:-1] == number))
            between = cut(block.cells[number].data, spans.stop[here], spans.begin[here + 1])
            which = between.dictionary_encode()
            texts = which.dictionary.to_pylist()
            pairs = np.stack([block.file[spans.row[here]], which.indices.to_numpy()])
            for file, code in np.unique(pairs, axis=1).T.tolist():
                self._found.setdefault((file, number), set()).add(texts[code])

    def findings(self) -> Iterable[Finding]:
        """What came out; nothing where no cell has several values."""
        if not self._found:
            return
        broken = [where for where, texts in self._found.items() if len(texts) > 1]
        yield Finding(
            check="coherence",
            what="lists in cells have one separator a file",
            cases=len(self._found),
            value=len(broken),
            bound="none",
            ok=not broken,
            examples=tuple(
                f"file {file}, column {column}: {sorted(self._found[file, column])}"
                for file, column in broken[:EXAMPLES]
            ),
        )
