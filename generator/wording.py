"""What the texts of a corpus say in one split: their templates, and the decoys these carry."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.corpus import load_corpus
from leakbench.generator.decoy_kinds import decoy_kinds, decoy_sentences
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, Streams, below, chance, lower
from leakbench.generator.engine.templates import compile_texts
from leakbench.generator.packs import by_pack
from leakbench.generator.spec import Split
from leakbench.generator.surfaces.decoys import Decoys
from leakbench.generator.template_syntax import ends_in
from leakbench.generator.text_parts import TextPart

_MARKS = "，；。：、！？…"


class _Part(NamedTuple):
    """A part of the texts.

    Attributes:
        name: Its name.
        share: Share of the texts that have it.
        templates: How many templates it has.
        varies: Whether some of them have alternatives.
    """

    name: str
    share: float
    templates: int
    varies: bool


@by_pack
def _said(corpus: str, split: Split) -> tuple[list[TextPart], tuple[str, ...], NDArray[np.bool_]]:
    """The parts of the texts, the templates of all, and which of these are closed."""
    declared = load_corpus(corpus)
    parts = [*declared.parts, decoy_sentences(declared.decoy_rate)]
    templates = [template for part in parts for template in part.templates[split]]
    # Behind a text that is closed a sentence needs no mark of its own in front.
    templates += [text.lstrip(_MARKS) for text in parts[-1].templates[split]]
    closed = np.array([ends_in(template, _MARKS) for template in templates])
    return parts, tuple(templates), closed


class Wording:
    """Chooses the templates of texts, and fills in their decoys.

    Attributes:
        programs: The templates, compiled.
        fields: How many fields they are filled from: the corpus's, its slots, and one for each
            kind of decoy.
    """

    def __init__(self, population: Population, corpus: str) -> None:
        declared, split = load_corpus(corpus), population.split
        parts, templates, self._is_closed = _said(corpus, split)
        names = [field.name for field in declared.fields]
        names += [slot.name for slot in declared.slots]
        names += [kind.name for kind in decoy_kinds()]
        self.fields = len(names)
        self._row_alone = len(templates)
        if declared.row_column is not None:
            templates = (*templates, f"{{{names[declared.row_column]}}}")
        self._decoys = Decoys(templates, split, population.arena)
        numbered = {name: number for number, name in enumerate(names)}
        self.programs = compile_texts(templates, numbered, population.arena)
        counts = [len(part.templates[split]) for part in parts]
        choices = np.split(self.programs.choices > 0, np.cumsum(counts))
        self._parts = [
            _Part(part.name, part.share, count, bool(some.any()))
            for part, count, some in zip(parts, counts, choices[:-1], strict=True)
        ]

    def choose(self, index: Index, streams: Streams) -> NDArray[np.int32]:
        """The template of each part of each text, shape (parts, rows); -1 is none."""
        program = np.empty((len(self._parts), len(index)), np.int32)
        first, last = 0, len(self._parts) - 1
        closed = np.zeros(len(index), np.bool_)
        for place, part in enumerate(self._parts):
            bits = streams.bits(f"part/{part.name}", index)
            chosen = first + below(bits, part.templates)
            if place == last:
                chosen += part.templates * closed
            there = chance(lower(bits), part.share)
            program[place] = np.where(there, chosen, -1)
            closed = np.where(there, self._is_closed[chosen], closed)
            first += part.templates
        return program

    def leave_to_row(self, program: NDArray[np.int32], rows: NDArray[np.intp]) -> None:
        """Let texts of some rows be nothing but what stands for the number of the row.

        Args:
            program: The templates, as ``choose`` gives them.
            rows: Rows that are no records.
        """
        program[:, rows] = -1
        program[0, rows] = self._row_alone

    def alternatives(self, index: Index, streams: Streams) -> Bits:
        """Random bits that choose among the alternatives of each part, shape (parts, rows)."""
        bits = np.zeros((len(self._parts), len(index)), np.uint64)
        for place, part in enumerate(self._parts):
            if part.varies:
                bits[place] = streams.bits(f"alternatives/{part.name}", index)
        return bits

    def fill_decoys(
        self,
        program: NDArray[np.int32],
        index: Index,
        streams: Streams,
        fields: NDArray[np.int64],
    ) -> None:
        """Write the decoys that the chosen templates carry into the last of the fields.

        Args:
            program: The templates, as ``choose`` gives them.
            index: Index of each row.
            streams: Those of the dataset.
            fields: Strings of each field as ``Strings`` packs them, shape (fields, rows).
        """
        self._decoys.fill(program, index, streams, fields[self.fields - len(decoy_kinds()) :])
