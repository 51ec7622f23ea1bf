"""Foreign names and words in Chinese characters, made up of how others are transcribed."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from leakbench.detectors.tagger.training.sampling import Sampler
from leakbench.detectors.tagger.training.sentence_templates import templates
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.streams import below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import table
from leakbench.generator.engine.templates import compile_templates

NAMES: Final = ("{a}", "{a}", "{a}", "{a}·{b}", "{a}·{b}", "{a}·{b}·{c}", "{a}·{i}·{b}")
WORDS: Final = ("{a}",)

_CROSSED: Final = 0.65  # of transcriptions are made of known ones
_TRANSCRIPTIONS: Final = 40_000
_LONG: Final = 7  # characters that no transcription has


class Transcriptions:
    """Samples transcribed names and words."""

    def __init__(self, sampler: Sampler) -> None:
        self._sampler = sampler

    def draw(self, number: int, forms: Sequence[str]) -> Strings:
        """One transcription, or several with dots between.

        Args:
            number: Of the draw.
            forms: Templates, equally likely: ``a`` to ``c`` are transcriptions, ``i`` an initial.
        """
        sampler = self._sampler
        columns = [self._transcribed(f"foreign/{number}/{place}") for place in "abc"]
        letters = [chr(ord("A") + i) for i in range(26)]
        columns.append(sampler.of(letters, sampler.bits(f"foreign/{number}/initial")))
        fields = {name: place for place, name in enumerate("abci")}
        programs = compile_templates(list(forms), fields, sampler.arena)
        form = below(sampler.bits(f"foreign/{number}"), len(forms))
        return compose(form, programs, columns, sampler.arena)

    def _transcribed(self, name: str) -> Strings:
        """The beginning of one known transcription and the end of another, or any syllables."""
        sampler = self._sampler
        bits = sampler.bits(name)
        first, later = (list(templates()["syllables"][key]) for key in ("first", "later"))
        columns = [
            sampler.of(later if place else first, sampler.bits(f"{name}/{place}"))
            for place in range(4)
        ]
        programs = compile_templates(
            ["{a}{b}", "{a}{b}{c}", "{a}{b}{c}", "{a}{b}{c}{d}"],
            {name: place for place, name in enumerate("abcd")},
            sampler.arena,
        )
        loose = compose(below(lower(bits), 4), programs, columns, sampler.arena)
        crossed = self._crossed.take(below(lower(bits), len(self._crossed)))
        return choose(chance(bits, _CROSSED), [loose, crossed])

    @cached_property
    def _crossed(self) -> Strings:
        known = [*table("foreign_names")["text"], *templates()["syllables"]["known"].split()]
        random = np.random.Generator(np.random.PCG64(0))
        one, other = random.integers(len(known), size=(2, _TRANSCRIPTIONS))
        cuts = random.random((2, _TRANSCRIPTIONS))
        made = [
            known[i][: 1 + int(cut * len(known[i]))] + known[j][int(rest * (len(known[j]) + 1)) :]
            for i, j, cut, rest in zip(one, other, *cuts, strict=True)
        ]
        return self._sampler.arena.intern(
            [text for text in dict.fromkeys(made) if 1 < len(text) < _LONG]
        )
