"""presidio-analyzer tuned for China: recognisers, check digits and context words of our own."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa

from leakbench.detectors.adapters.presidio import ABOUT, LANGUAGE, engine, imported
from leakbench.detectors.adapters.presidio_rules import ENOUGH, rules
from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.regex import HALF_WIDTH, HAS_FULL_WIDTH


class PresidioZh:
    """Presidio as an engineer would set it up for Chinese lists, without a language model."""

    name = "presidio_zh"
    labels = frozenset(rule.label for rule in rules())
    about = replace(ABOUT, marks=(Mark.HOUSE, Mark.PATTERNS))  # its rules were written here

    def __init__(self) -> None:
        presidio = imported()
        from leakbench.detectors.adapters.presidio_recognizers import (  # noqa: PLC0415 - heavy
            Nearby,
            recognizers,
        )

        self._engine = engine(
            presidio,
            recognizers(LANGUAGE),
            context_aware_enhancer=Nearby(),
            default_score_threshold=ENOUGH,
        )

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what the recognisers know; of overlapping spans the surest, then the longest."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        if HAS_FULL_WIDTH.search(text):
            text = text.translate(HALF_WIDTH)
        taken: set[int] = set()
        found = self._engine.analyze(text, language=LANGUAGE)
        for one in sorted(found, key=lambda one: (-one.score, one.start - one.end, one.start)):
            if taken.isdisjoint(range(one.start, one.end)):
                taken.update(range(one.start, one.end))
                yield (one.start, one.end, one.entity_type, one.score)
