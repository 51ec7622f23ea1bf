"""Audit: facts about one subject agree, in a record and from one record to the next.

Rates are measured where every cell stands in its column; what cannot be read because it is masked,
damaged or left out does not count.
"""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from leakbench.generator.audit.blocks import NOBODY, Block
from leakbench.generator.audit.cells import Roles
from leakbench.generator.audit.findings import EXAMPLES, Finding
from leakbench.generator.audit.hashes import Hashes, string_hashes
from leakbench.generator.audit.rates import rates
from leakbench.generator.corpus import Corpus
from leakbench.generator.entities import entities
from leakbench.generator.spec import Spec

_ONE_VALUE = ("PERSON_NAME", "RESIDENT_ID", "DATE_OF_BIRTH")
"""Labels of which a person has one value only."""


class Coherence:
    """Looks at what must agree.

    Args:
        corpus: Says which column is what about whom.
        spec: Reference date, identity and whether cells stand in their columns.
    """

    def __init__(self, corpus: Corpus, spec: Spec) -> None:
        straight = corpus.cell_order(spec.columns) == "straight"
        self._rates = list(rates(Roles(corpus), spec)) if straight else []
        self._facts: dict[str, list[Hashes]] = {label: [] for label in _ONE_VALUE}

    def add(self, block: Block) -> None:
        """Look at a block."""
        for rate in self._rates:
            rate.add(block)
        spans = block.cell_spans
        whole = spans.exact & spans.plain & spans.inside & (spans.subject != NOBODY)
        for label, kept in self._facts.items():
            where = whole & (spans.label == list(entities()).index(label))
            if where.any():
                value = string_hashes(spans.value.filter(pa.array(where)))
                pairs = np.stack([spans.subject[where].astype(np.uint64), value], axis=1)
                kept.append(np.unique(pairs, axis=0))

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        for rate in self._rates:
            yield rate.finding()
        for label, kept in self._facts.items():
            if kept:
                yield _one_value(label, np.unique(np.concatenate(kept), axis=0))


def _one_value(label: str, pairs: Hashes) -> Finding:
    """Whether every subject comes with one value; pairs are distinct subjects and hashes."""
    subjects, count = np.unique(pairs[:, 0], return_counts=True)
    several = subjects[count > 1]
    return Finding(
        check="coherence",
        what=f"one {label} a subject",
        cases=len(subjects),
        value=1 - len(several) / len(subjects),
        bound="1",
        ok=not len(several),
        examples=tuple(f"subject {subject}" for subject in several[:EXAMPLES].tolist()),
    )
