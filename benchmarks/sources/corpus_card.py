"""A card says what a labelled corpus is: where it stands, what its labels mean, whose it is.

A TOML file beside the corpus, given in its place::

    path = "msra_test.txt"                 # from the card's directory
    format = "conll"                       # where the suffix does not tell
    name = "msra"                          # in results; the file's own by default
    source = "https://example.org/msra"
    licence = "CC BY 4.0"

    [labels]                               # all of them; only these are scored
    PER = "PERSON"
    ORG = "ORG"
    MISC = ""                              # labelled, but left out
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leakbench.benchmarks.sources.labelled_file import (
    LabelledFile,
    LabelledFileError,
    decoded,
    file_bytes,
)
from leakbench.benchmarks.sources.labelled_formats import READERS, read_labelled
from leakbench.detectors.label_aliases import suggestion
from leakbench.generator.entities import known_labels
from leakbench.generator.untrusted import MOST_OF_A_DOCUMENT, NotTomlError, toml_of

_KEYS = ("path", "format", "name", "source", "licence", "labels")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusCard:
    """What is to be known of a labelled corpus.

    Attributes:
        path: The corpus.
        name: As it is called in results.
        format: One of ``READERS``; None if the suffix tells.
        labels: The registry's label for each of the corpus's, empty for one that is left out.
        source: Where it can be had.
        licence: Under which terms.
    """

    path: Path
    name: str
    format: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    licence: str = ""


def read_card(path: Path) -> CorpusCard:
    """Read and check a card.

    Raises:
        LabelledFileError: It is no TOML, or a key is missing, unknown or of no use.
    """
    text = decoded(path, file_bytes(path, MOST_OF_A_DOCUMENT))
    try:
        content = toml_of(text)
    except NotTomlError as error:
        raise LabelledFileError(path, f"broken TOML: {error}") from None
    for key in content:
        if key not in _KEYS:
            raise LabelledFileError(path, f"unknown key {key!r}; a card has {', '.join(_KEYS)}")
    texts = {key: _text(path, content, key) for key in _KEYS[:-1]}
    if not texts["path"]:
        raise LabelledFileError(path, "no path: the corpus that this card is of")
    if texts["format"] and texts["format"] not in READERS:
        raise LabelledFileError(
            path, f"unknown format {texts['format']!r}; it is one of {', '.join(READERS)}"
        )
    corpus = path.parent / texts["path"]
    return CorpusCard(
        path=corpus,
        name=texts["name"] or corpus.stem,
        format=texts["format"] or None,
        labels=_labels(path, content),
        source=texts["source"],
        licence=texts["licence"],
    )


def read_carded(card: CorpusCard, path: Path) -> LabelledFile:
    """Read the corpus of a card; spans that it leaves out are not there.

    Args:
        card: The card.
        path: Where the card stands, for messages.

    Raises:
        LabelledFileError: The corpus breaks its format, or has labels that the card does not name.
    """
    file = read_labelled(card.path, card.format)
    strays = sorted(file.labels - card.labels.keys())
    if strays:
        raise LabelledFileError(
            path, f"says nothing of labels that {card.path} has: {', '.join(strays)}"
        )
    return file.without(frozenset(name for name, label in card.labels.items() if not label))


def _text(path: Path, content: Mapping[str, Any], key: str) -> str:
    value = content.get(key, "")
    if not isinstance(value, str):
        raise LabelledFileError(path, f"{key} is not a string")
    return value


def _labels(path: Path, content: Mapping[str, Any]) -> dict[str, str]:
    labels = content.get("labels")
    if not isinstance(labels, dict) or not any(labels.values()):
        raise LabelledFileError(path, "no [labels]: what the corpus's labels mean")
    for name, label in labels.items():
        if not isinstance(label, str) or label not in known_labels() | {""}:
            raise LabelledFileError(
                path,
                f"{name} = {label!r}: not one of {', '.join(sorted(known_labels()))}, or empty to "
                f"leave it out{suggestion(str(label))}",
            )
    return labels
