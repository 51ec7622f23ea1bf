"""Audit: the files hold what the manifest says, and no record comes twice."""

from collections.abc import Iterable

import numpy as np

from leakbench.generator.audit.blocks import Block, Ints
from leakbench.generator.audit.findings import EXAMPLES, Finding
from leakbench.generator.audit.hashes import Hashes, row_hashes
from leakbench.generator.datasets.content import ContentHash
from leakbench.generator.datasets.manifest import Manifest

_FURNITURE = 0.05
"""Share of the rows, at most, that are titles, headers, sums and notes; of short files most."""


class Contents:
    """Holds the content hashes of the shards against the manifest."""

    def __init__(self, manifest: Manifest) -> None:
        self._left = list(manifest.shards)
        self._wrong: list[str] = []
        self._shards = len(self._left)
        self._hash: ContentHash | None = None

    def add(self, block: Block) -> None:
        """Look at a block; blocks do not cross the ends of shards."""
        if self._hash is None:
            self._hash = ContentHash(block.batch.schema)
        self._hash.update(block.batch)
        if self._hash.rows == self._left[0].rows:
            shard = self._left.pop(0)
            if self._hash.hexdigest() != shard.content_hash:
                self._wrong.append(shard.file)
            self._hash = None

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        yield Finding(
            check="records",
            what="content hashes",
            cases=self._shards,
            value=len(self._wrong),
            bound="none",
            ok=not self._wrong,
            examples=tuple(self._wrong[:EXAMPLES]),
        )


class Duplicates:
    """Looks for records that are equal in all cells and in the text.

    Args:
        furnished: Whether there are rows that are no records, which nothing labelled tells.
    """

    def __init__(self, *, furnished: bool = False) -> None:
        self._furnished = furnished
        self._record: list[Ints] = []
        self._hashes: list[Hashes] = []
        self._rows = 0
        self._miscounted = 0

    def add(self, block: Block) -> None:
        """Look at a block."""
        looked = np.full(block.rows, not self._furnished)
        looked[block.cell_spans.row] = True
        self._record.append(block.record_id[looked])
        self._hashes.append(row_hashes([block.text, *block.cells], block.rows)[looked])
        expected = np.arange(self._rows, self._rows + block.rows)
        self._miscounted += int((block.record_id != expected).sum())
        self._rows += block.rows

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        hashes, record = np.concatenate(self._hashes), np.concatenate(self._record)
        distinct, count = np.unique(hashes, return_counts=True)
        again = distinct[count > 1]
        rows = [int(record[hashes == value][0]) for value in again[:EXAMPLES]]
        yield Finding(
            check="records",
            what="equal records",
            cases=len(hashes),
            value=len(hashes) - len(distinct),
            bound="none",
            ok=not len(again),
            examples=tuple(f"record {row}" for row in rows),
        )
        if self._furnished:
            share = 1 - len(hashes) / max(self._rows, 1)
            yield Finding(
                check="records",
                what="rows that are no records",
                cases=self._rows,
                value=share,
                bound=f"at most {_FURNITURE:g}",
                ok=share <= _FURNITURE,
            )
        yield Finding(
            check="records",
            what="record_id counts the rows",
            cases=self._rows,
            value=self._miscounted,
            bound="none",
            ok=not self._miscounted,
        )
