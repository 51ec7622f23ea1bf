"""spaCy's DocBin: documents of a token a character, with ``ents``, as ``spacy train`` reads them.

A directory of ``.spacy`` files of some thousand documents, for a DocBin is packed and read as a
whole; spaCy takes the directory as it takes a file. The columns of a DocBin are filled as its
``add`` would fill them from a ``Doc`` of each text, without making these.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.training_formats.characters import Characters
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts, TextBatch
from leakbench.benchmarks.training_formats.output_forms import FolderForm
from leakbench.generator.errors import LeakbenchError

_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3  # ENT_IOB; 0 would mean that nobody knows


class SpacyMissingError(LeakbenchError, ImportError):
    """spaCy is not installed."""

    def __init__(self) -> None:
        super().__init__("a DocBin is written by spaCy: pip install 'leakbench[spacy]'")


def _fill(texts: LabelledTexts, folder: Path) -> None:
    """Write a file a batch.

    Raises:
        SpacyMissingError: spaCy is not installed.
    """
    try:
        from spacy.tokens import DocBin  # noqa: PLC0415 - slow to import, and an extra
    except ImportError:
        raise SpacyMissingError from None
    for number, batch in enumerate(texts.batches()):
        packed = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
        _add(packed, batch, texts.labels)
        packed.to_disk(folder / f"part-{number:05}.spacy")


def _add(packed: Any, batch: TextBatch, labels: tuple[str, ...]) -> None:
    """Fill a DocBin with the documents of a batch."""
    from spacy.attrs import ENT_IOB, ENT_TYPE, ORTH  # noqa: PLC0415 - as above
    from spacy.strings import StringStore  # noqa: PLC0415 - as above

    store = StringStore()  # a word that spaCy has a symbol of, such as PERSON, is called by that
    characters = Characters(batch.texts)
    tags = characters.tags(batch.spans.longest(), "BIO")
    coded = characters.array.dictionary_encode()
    known = coded.dictionary.to_pylist()
    place = np.where(tags % 2 == 1, _BEGIN, _INSIDE)
    columns = {
        ORTH: _keys(known, store)[coded.indices.to_numpy()],
        ENT_IOB: np.where(tags == 0, _OUTSIDE, place).astype(np.uint64),
        ENT_TYPE: np.append(np.uint64(0), _keys(labels, store))[(tags + 1) // 2],
    }
    tokens = np.stack([columns[attribute] for attribute in packed.attrs], axis=1)
    count = len(batch.texts)
    cuts = characters.begin[1:-1]
    packed.tokens = np.split(tokens, cuts)
    packed.spaces = np.split(np.zeros((len(tags), 1), bool), cuts)
    packed.flags = [{"has_unknown_spaces": False}] * count
    packed.cats = [{}] * count
    packed.span_groups = [b""] * count
    packed.strings = {*known, *labels, ""}


def _keys(strings: Iterable[str], store: Any) -> NDArray[np.uint64]:
    return np.array([store.add(one) for one in strings], np.uint64)


FORM: Final = FolderForm(_fill, ("part-*.spacy",))
