"""Audit: what a model could learn of a dataset by heart: delexicalized texts, headers and values.

Two splits may share none of these texts. Texts without words are left aside: of values with a blank
or a comma between them there are only so many.
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from leakbench.generator.audit.blocks import Block, Ints
from leakbench.generator.audit.delexicalizing import delexicalized
from leakbench.generator.audit.hashes import Hashes, code_hashes, string_hashes
from leakbench.generator.entities import entities
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS

PARTED = ("PERSON_NAME", "MOBILE", "RESIDENT_ID", "BANK_CARD", "ADDRESS", "USCC")
"""Labels of which two splits share no values, but for what chance brings."""

_WORDS = 2  # letters or characters that a text has at least, to count as one


class DelexicalizedTexts(NamedTuple):
    """Distinct delexicalized texts.

    Attributes:
        hashes: A hash of each.
        record: A record that has it.
    """

    hashes: Hashes
    record: Ints


class Fingerprint:
    """What a dataset leaves behind, block by block.

    Attributes:
        headers: Displayed names of the columns.
    """

    def __init__(self) -> None:
        self.headers: set[str] = set()
        self._texts: list[DelexicalizedTexts] = []
        self._values: dict[str, list[Hashes]] = {label: [] for label in PARTED}

    def add(self, block: Block) -> None:
        """Look at a block."""
        self.headers.update(block.batch.schema.names[len(FIRST_COLUMNS) : -len(LAST_COLUMNS)])
        texts = delexicalized(block)
        worded = texts.words >= _WORDS
        hashes = code_hashes(texts.codes, texts.offsets[:-1], texts.offsets[1:])
        distinct, first = np.unique(hashes[worded], return_index=True)
        self._texts.append(DelexicalizedTexts(distinct, block.record_id[worded][first]))
        spans = block.cell_spans
        whole = spans.exact & spans.plain & spans.inside
        for label, kept in self._values.items():
            where = whole & (spans.label == list(entities()).index(label))
            kept.append(np.unique(string_hashes(spans.value.filter(pa.array(where)))))

    def texts(self) -> DelexicalizedTexts:
        """All distinct ones."""
        hashes = np.concatenate([some.hashes for some in self._texts])
        record = np.concatenate([some.record for some in self._texts])
        distinct, first = np.unique(hashes, return_index=True)
        return DelexicalizedTexts(distinct, record[first])

    def values(self, label: str) -> Hashes:
        """Hashes of all distinct values of a label."""
        return np.unique(np.concatenate(self._values[label]))
