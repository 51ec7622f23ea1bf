"""Audit: the files hold what the manifest says, and no record comes twice."""

from collections.abc import Iterable

import numpy as np

from leakbench.generator.audit_blocks import Block
from leakbench.generator.audit_hashes import Hashes, row_hashes
from leakbench.generator.content import ContentHash
from leakbench.generator.findings import EXAMPLES, Finding
from leakbench.generator.manifest import Manifest


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
    """Looks for records that are equal in all cells and in the text."""

    def __init__(self) -> None:
        self._hashes: list[Hashes] = []
        self._ids: list[np.ndarray] = []

    def add(self, block: Block) -> None:
        """Look at a block."""
        self._hashes.append(row_hashes([block.text, *block.cells], block.rows))
        self._ids.append(block.record_id)

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        hashes, ids = np.concatenate(self._hashes), np.concatenate(self._ids)
        distinct, first, count = np.unique(hashes, return_index=True, return_counts=True)
        again = np.flatnonzero(count > 1)
        yield Finding(
            check="records",
            what="equal records",
            cases=len(hashes),
            value=len(hashes) - len(distinct),
            bound="none",
            ok=not len(again),
            examples=tuple(f"record {ids[first[at]]}" for at in again[:EXAMPLES]),
        )
        yield Finding(
            check="records",
            what="record_id counts the rows",
            cases=len(ids),
            value=int((ids != np.arange(len(ids))).sum()),
            bound="none",
            ok=bool((ids == np.arange(len(ids))).all()),
        )
