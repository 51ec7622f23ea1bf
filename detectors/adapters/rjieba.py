"""rjieba: jieba's segmenter and part-of-speech tags written in Rust, with jieba's dictionary."""

from collections.abc import Iterator

import pyarrow as pa

from leakbench.detectors.adapters.jieba import LABELS
from leakbench.detectors.adapters.tagged_words import spans_of_words
from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.registry import About, Mark


class Rjieba:
    """jieba's tags of names, places and organisations, sooner.

    Words that are in no dictionary it tags otherwise than jieba does, so answers are not the same.
    """

    name = "rjieba"
    labels = frozenset(LABELS.values())
    about = About(
        package="rjieba",
        install="pip install 'leakbench[peers]'",
        license="MIT",
        homepage="https://github.com/messense/rjieba-py",
        marks=(Mark.TRAINED_ON_REAL,),
    )

    def __init__(self) -> None:
        import rjieba  # noqa: PLC0415 - heavy, and absent where the extra is not installed

        # One of our own: words that others add to the global one must not change answers.
        self._tagger = rjieba.Jieba()

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find names, places and organisations; the score is 1."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        return spans_of_words(self._tagger.tag(text), LABELS)
