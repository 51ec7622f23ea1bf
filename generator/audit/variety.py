"""Audit: texts are not made of a few sentences.

Of the first records, values taken out, one half is compared with the other: what share of its
distinct runs of eight characters the other has as well. Texts of a few templates share nearly all.
Texts with decoys are left aside where others are enough: a sentence that is appended to any text
makes runs that few others have, which is no variety.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import numpy as np

from leakbench.generator.audit.blocks import Block, Flags, Ints
from leakbench.generator.audit.delexicalizing import Codes, delexicalized
from leakbench.generator.audit.findings import EXAMPLES, Finding
from leakbench.generator.audit.hashes import Hashes, code_hashes
from leakbench.generator.corpus import Corpus
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.spec import Split
from leakbench.generator.template_readings import first_reading, nodes_of
from leakbench.generator.template_syntax import fields_of

ROWS = 4_500
"""Records that are looked at; fewer share less."""
GRAM = 8
"""Characters of a run; a value is one."""
_ENOUGH = 0.25  # of the runs: as many as stand in texts without decoys, if these are looked at
_VALUE = -1
_LINE_BREAK = ord("\n")
_NEAR = 0.35
"""Share of the runs of the shorter of two templates that both have, if they are nearly the same."""
_FIRST_FIELD = 0xE000  # fields of templates as characters for private use


class Variety:
    """Looks at how much texts have in common, and templates.

    Args:
        corpus: Whose texts they are, and how much may be in common.
        split: Which of its templates.
    """

    def __init__(self, corpus: Corpus, split: Split) -> None:
        self._corpus = corpus
        self._split = split
        self._left = ROWS
        self._grams: list[Hashes] = []
        self._half: list[Ints] = []
        self._decoys: list[Flags] = []
        self._lines: list[Hashes] = []

    def add(self, block: Block) -> None:
        """Look at a block, unless enough have been."""
        rows = min(self._left, block.rows)
        if not rows:
            return
        self._left -= rows
        texts = delexicalized(Block(block.batch.slice(0, rows)))
        codes = np.maximum(texts.codes, _VALUE)
        hashes, row = _grams(codes, texts.offsets)
        self._grams.append(hashes)
        self._half.append(block.record_id[row] % 2)
        self._decoys.append(_with_sentence(block)[row])
        self._lines.append(_lines(codes, texts.offsets))

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        most, rows = self._corpus.shared_grams, ROWS - self._left
        grams, half = np.concatenate(self._grams), np.concatenate(self._half)
        plain = ~np.concatenate(self._decoys)
        if plain.mean() < _ENOUGH:
            plain[:] = True
        share = _shared(*(np.unique(grams[plain & (half == one)]) for one in (0, 1)))
        yield Finding(
            check="variety",
            what=f"runs of {GRAM} characters that one half of the texts shares with the other",
            cases=rows,
            value=share,
            bound="not bounded" if most is None else f"at most {most:g}",
            ok=most is None or share <= most,
        )
        lines = np.concatenate(self._lines)
        yield Finding(
            check="variety",
            what="lines that are unlike all others, values apart",
            cases=len(lines),
            value=len(np.unique(lines)) / max(len(lines), 1),
            bound="not bounded",
            ok=True,
        )
        yield self._near_templates()

    def _near_templates(self) -> Finding:
        count, near = 0, list[tuple[str, str]]()
        for part in self._corpus.parts:
            templates = part.templates[self._split]
            count += len(templates)
            near += [(templates[one], templates[other]) for one, other in near_pairs(templates)]
        return Finding(
            check="variety",
            what="templates that are nearly the same as another",
            cases=count,
            value=len({template for pair in near for template in pair}),
            bound="not bounded",
            ok=True,
            examples=tuple(f"{one!r} and {other!r}" for one, other in near[:EXAMPLES]),
        )


def near_pairs(templates: Iterable[str]) -> list[tuple[int, int]]:
    """Places of templates whose first readings have much in common, fields told apart."""
    signs: dict[str, str] = {}
    grams = []
    for template in templates:
        reading = first_reading(nodes_of(template))
        for name in fields_of(reading):
            sign = signs.setdefault(name, chr(_FIRST_FIELD + len(signs)))
            reading = reading.replace(f"{{{name}}}", sign)
        codes = np.array([*map(ord, reading)], np.int32)
        grams.append(np.unique(_grams(codes, np.array([0, len(codes)]))[0]))
    hashes = np.concatenate(grams) if grams else np.zeros(0, np.uint64)
    owner = np.repeat(np.arange(len(grams)), [*map(len, grams)])
    order = np.argsort(hashes, kind="stable")
    ends = np.flatnonzero(np.diff(hashes[order])) + 1
    common = Counter[tuple[int, int]]()
    for some in np.split(owner[order], ends):
        if len(some) > 1:
            common.update(combinations(some.tolist(), 2))
    sizes = [*map(len, grams)]
    return [
        (one, other)
        for (one, other), count in common.items()
        if count > _NEAR * min(sizes[one], sizes[other])
    ]


def _with_sentence(block: Block) -> Flags:
    """Whether each text carries a decoy of the kinds that sentences bring."""
    kind = block.batch.column("decoys").flatten().field("kind")
    kinds = {one.name for one in decoy_kinds()}
    known = np.array([*(name in kinds for name in kind.dictionary.to_pylist()), False])
    brought = block.decoys.row[known[kind.indices.to_numpy()]]
    found: Flags = np.bincount(brought, minlength=block.rows) > 0
    return found


def _grams(codes: Codes, offsets: Ints) -> tuple[Hashes, Ints]:
    """A hash of every run within a text, and the text that it stands in."""
    counts = np.maximum(np.diff(offsets) - GRAM + 1, 0)
    row = np.repeat(np.arange(len(counts)), counts)
    begin = np.arange(len(row)) - (np.cumsum(counts) - counts - offsets[:-1])[row]
    return code_hashes(codes, begin, begin + GRAM), row


def _lines(codes: Codes, offsets: Ints) -> Hashes:
    """A hash of every line that is not empty."""
    cuts = np.unique(np.concatenate([offsets, np.flatnonzero(codes == _LINE_BREAK) + 1]))
    begin, end = cuts[:-1], cuts[1:]
    end = end - (codes[end - 1] == _LINE_BREAK)
    return code_hashes(codes, begin[begin < end], end[begin < end])


def _shared(one: Hashes, other: Hashes) -> float:
    """The share of either side that the other has, on the average; 0 if one is empty."""
    if not len(one) or not len(other):
        return 0.0
    both = len(np.intersect1d(one, other, assume_unique=True))
    return (both / len(one) + both / len(other)) / 2
