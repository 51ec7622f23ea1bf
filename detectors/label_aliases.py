"""Names that others give to the registry's labels.

``data/label_aliases.csv`` holds the usual names of external corpora and models. A name that is
not there is mapped by whoever uses it: a corpus by ``--map``, a model by a file of the same two
columns in its own folder.
"""

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from leakbench.generator.entities import known_labels
from leakbench.generator.errors import LeakbenchError, nearest

MODEL_FILE = "leakbench_labels.csv"
"""In a model's folder: ``alias,label``, its name of a kind and the registry's (empty: none)."""


class UnmappedLabelError(LeakbenchError, LookupError):
    """Nothing says which label of the registry this name means.

    Attributes:
        label: The name.
        corpus: Whose truth has it, where that is known.
    """

    def __init__(self, label: str, corpus: str | None = None) -> None:
        self.label = label
        self.corpus = corpus
        where = "" if corpus is None else f"corpus {corpus!r}: "
        super().__init__(
            f"{where}label {label!r} is not in the registry and has no alias{suggestion(label)}; "
            f"map it to one of: {', '.join(sorted(known_labels()))}"
        )


class UnmappedModelLabelsError(LeakbenchError, LookupError):
    """Nothing says which labels of the registry some of a model's names mean.

    Attributes:
        model: The model's folder.
        names: Its names without a meaning.
    """

    def __init__(self, model: Path, names: list[str]) -> None:
        self.model = model
        self.names = names
        super().__init__(
            f"the model {model} has labels without a meaning: {', '.join(names)}; write "
            f"{model / MODEL_FILE} with the columns alias,label and a line for each, its label "
            f"empty to leave it out, or one of: {', '.join(sorted(known_labels()))}"
        )


class LabelFileError(LeakbenchError, ValueError):
    """A model's own table of labels cannot be used.

    Attributes:
        path: The file.
        reason: What is wrong in it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


@cache
def aliases() -> dict[str, str]:
    """Usual names of external corpora and models, each with the registry's label it means."""
    source = files("leakbench.detectors.data").joinpath("label_aliases.csv")
    rows = csv.DictReader(source.read_text("utf-8").splitlines())
    return {row["alias"]: row["label"] for row in rows}


def meant_label(name: str) -> str | None:
    """The registry's label that somebody probably meant; None if none is like what was written."""
    usual = aliases()
    likely = nearest(name, [*usual, *known_labels()])
    return None if likely is None else usual.get(likely, likely)


def suggestion(name: str) -> str:
    """The same as the end of a sentence; nothing if none is like it."""
    label = meant_label(name)
    return "" if label is None else f"; did you mean {label}?"


def meaning(label: str) -> str:
    """The registry's label that somebody's name of one means.

    Raises:
        UnmappedLabelError: It is not in the registry, and nothing maps it.
    """
    meant = aliases().get(label, label)
    if meant not in known_labels():
        raise UnmappedLabelError(label)
    return meant


def model_aliases(model: Path) -> dict[str, str]:
    """A model's own table, in its order; empty if there is none. An empty label means none.

    Raises:
        LabelFileError: The file is no table of ``alias,label``, or names an unknown label.
    """
    path = model / MODEL_FILE
    if not path.is_file():
        return {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise LabelFileError(path, f"not UTF-8 at byte {error.start}") from error
    found: dict[str, str] = {}
    reader = csv.reader(lines)
    if next(reader, None) != ["alias", "label"]:
        raise LabelFileError(path, "its first line is not alias,label")
    for row in reader:
        match row:
            case []:
                pass
            case [alias, label] if alias and label in known_labels() | {""}:
                found[alias] = label
            case [alias, label] if alias:
                reason = f"unknown label {label!r}{suggestion(label)}"
                raise LabelFileError(path, f"line {reader.line_num}: {reason}")
            case _:
                raise LabelFileError(path, f"line {reader.line_num} is not an alias and a label")
    return found


def labels_of_model(names: Iterable[str], model: Path) -> dict[str, str]:
    """What a model's names of kinds mean; names that its own table leaves out are not there.

    Its own table goes before the usual aliases, and these before the registry's names.

    Raises:
        UnmappedModelLabelsError: Nothing says what some of them mean; all of them are named.
        LabelFileError: Its own table cannot be used.
    """
    table = aliases() | model_aliases(model)
    meant = {name: table.get(name, name) for name in names}
    strays = [name for name, label in meant.items() if label not in known_labels() | {""}]
    if strays:
        raise UnmappedModelLabelsError(model, strays)
    return {name: label for name, label in meant.items() if label}
