"""jieba: a dictionary segmenter with part-of-speech tags."""

import logging
import warnings
from collections.abc import Iterator

import pyarrow as pa

from leakbench.detectors.adapters.tagged_words import spans_of_words
from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import About

# Its finer name tags (nrt, nrfg: foreign and classical names) cost more precision than they find.
LABELS = {"nr": "PERSON_NAME", "ns": "ADDRESS", "nt": "COMPANY"}


class Jieba:
    """jieba's tags of names, places and organisations."""

    name = "jieba"
    labels = frozenset(LABELS.values())
    about = About(
        package="jieba",
        install="pip install 'leakbench[peers]'",
        license="MIT",
        homepage="https://github.com/fxsjy/jieba",
        marks=(Mark.TRAINED_ON_REAL,),
    )

    def __init__(self) -> None:
        with warnings.catch_warnings():
            # Of the import alone: its source has invalid escapes, and it loads pkg_resources, which
            # warns of its own end and of whatever else it finds installed.
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415 - heavy, and absent where the extra is not installed
            import jieba.posseg  # noqa: PLC0415 - absent without it
        jieba.setLogLevel(logging.WARNING)  # it reports the loading of its dictionary on stderr
        # A tokenizer of our own: words that others add to the global one must not change answers.
        tokenizer = jieba.Tokenizer()
        # Its own way would believe whatever lies in the shared temporary directory under the name
        # of its cache. The dictionary itself is read in less than a second.
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        self._tagger = jieba.posseg.POSTokenizer(tokenizer)

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find names, places and organisations; the score is 1."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        return spans_of_words(self._tagger.cut(text), LABELS)
