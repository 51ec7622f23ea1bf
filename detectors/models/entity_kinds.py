"""Kinds of entities by the tag sets of others; sentences and words as their models read them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from leakbench.detectors.label_aliases import labels_of_model, model_aliases
from leakbench.detectors.models.long_texts import split_text

# OntoNotes, the tag set of spaCy's and Stanza's Chinese models. Its dates are of anything.
ONTONOTES: Final[Mapping[str, str | None]] = {
    "CARDINAL": None,
    "DATE": None,
    "EVENT": None,
    "FAC": "ADDRESS",
    "GPE": "ADDRESS",
    "LANGUAGE": None,
    "LAW": None,
    "LOC": "ADDRESS",
    "MONEY": None,
    "NORP": None,
    "ORDINAL": None,
    "ORG": "ORG",
    "PERCENT": None,
    "PERSON": "PERSON",
    "PRODUCT": None,
    "QUANTITY": None,
    "TIME": None,
    "WORK_OF_ART": None,
}
# HanLP's: MSRA and PKU, and OntoNotes besides. MSRA's kinds of quantities are left out.
HANLP: Final[Mapping[str, str | None]] = {
    **ONTONOTES,
    "EMAIL": "EMAIL",
    "LOCATION": "ADDRESS",
    "ORGANIZATION": "ORG",
    "PHONE": "PHONE",
    "nr": "PERSON",
    "ns": "ADDRESS",
    "nt": "ORG",
}
LTP: Final[Mapping[str, str]] = {"Nh": "PERSON", "Ni": "ORG", "Ns": "ADDRESS"}

_SENTENCE: Final = re.compile(r"[^\n。！？!?]+[。！？!?]*")


def meanings(
    names: Iterable[str], standard: Mapping[str, str | None], folder: Path
) -> dict[str, str]:
    """What a model's kinds mean: by its own table, by a standard, by their usual names.

    Raises:
        UnmappedModelLabelsError: Nothing says what some of them mean.
        LabelFileError: Its own table cannot be used.
    """
    own = model_aliases(folder)
    known = {name: standard[name] for name in names if name in standard and name not in own}
    rest = labels_of_model([name for name in names if name not in known], folder)
    return rest | {name: label for name, label in known.items() if label}


def sentences(text: str, size: int) -> Iterator[tuple[int, str]]:
    """A text's sentences and lines, none longer than ``size``, each with the place where it begins.

    Those of white space alone are left out, and so is white space around the others.
    """
    for sentence in _SENTENCE.finditer(text):
        for start, piece in split_text(sentence[0], size):
            stripped = piece.strip()
            if stripped:
                yield sentence.start() + start + piece.index(stripped), stripped


def placed(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand that were cut from a text in order, with white space left out between them.

    A word whose characters were changed is not there: it is empty, where the one before ends.
    """
    places: list[tuple[int, int]] = []
    at = 0
    for word in words:
        start = text.find(word, at)
        end = start + len(word)
        places.append((start, end) if start >= 0 else (at, at))
        at = places[-1][1]
    return places
