"""Corpora by name: each is one declaration file that is found by its name."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from leakbench.generator.entities import entities
from leakbench.generator.errors import LeakbenchError, UnknownNameError
from leakbench.generator.spec import Columns, Slips, Split
from leakbench.generator.surfaces.decoys import decoy_kinds
from leakbench.generator.surfaces.parts import Part, by_split, declared_part


class UnknownCorpusError(UnknownNameError):
    """There is no corpus of this name."""

    def __init__(self, name: str) -> None:
        super().__init__("corpus", name, corpus_names())


class DeclarationError(LeakbenchError, ValueError):
    """A corpus's declaration is wrong.

    Attributes:
        corpus: The corpus.
    """

    def __init__(self, corpus: str, reason: str) -> None:
        self.corpus = corpus
        super().__init__(f"corpus {corpus}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a corpus.

    Attributes:
        name: Logical name, as in the templates.
        value: Where the value comes from: ``role.attribute``.
        headers: The column's displayed names, by split; the first of each list is the usual one.
        label: What it is labelled as, if it is.
        decoy: What kind of decoy it is, if it looks personal and is not.
        second: Where another value of the same person comes from, for cells that hold two.
    """

    name: str
    value: str
    headers: Mapping[Split, tuple[str, ...]]
    label: str | None = None
    decoy: str | None = None
    second: str | None = None

    @property
    def role(self) -> str:
        """The role whose value it is."""
        return self.value.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus as declared.

    Attributes:
        name: Its name.
        title: Chinese title.
        description: What such lists are, in Chinese.
        tiers: Possible thresholds of 法释〔2017〕10号 article 5 for a record.
        decoy_rate: Share of the texts that end in a sentence with decoys.
        roles: Who the values are about: a population's member by row, or an attribute of a role.
        fields: The columns, in order.
        parts: What the texts consist of, in order.
        wear: Where the share of the noise that each row gets comes from, if not all get all of it.
        columns: How cells slip in this corpus where a dataset does not say otherwise.
    """

    name: str
    title: str
    description: str
    tiers: tuple[int, ...]
    decoy_rate: float
    roles: Mapping[str, str]
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    wear: str | None = None
    columns: Slips = "straight"

    def slips(self, asked: Columns) -> Slips:
        """How cells slip in a dataset that asks for ``asked``."""
        return self.columns if asked == "own" else asked

    @property
    def labels(self) -> frozenset[str]:
        """Every label that occurs in it, decoy sentences included."""
        from_decoys = (kind.label for kind in decoy_kinds() if self.decoy_rate > 0)
        return frozenset(
            label for label in (*(field.label for field in self.fields), *from_decoys) if label
        )


def corpus_names() -> list[str]:
    """Names of all corpora."""
    folder = files("leakbench.generator.corpora")
    return sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml"))


@cache
def load_corpus(name: str) -> Corpus:
    """A corpus by name.

    Raises:
        UnknownCorpusError: There is none of this name.
        DeclarationError: Its declaration is wrong.
    """
    if name not in corpus_names():
        raise UnknownCorpusError(name)
    source = files("leakbench.generator.corpora").joinpath(f"{name}.toml")
    document = tomllib.loads(source.read_text("utf-8"))
    _keys(name, "", document, Corpus)
    for entry in document["fields"]:
        _keys(name, f"field {entry.get('name')!r}: ", entry, Field)
    declared = [
        Field(**{**entry, "headers": by_split(entry["headers"])}) for entry in document["fields"]
    ]
    for field in declared:
        if field.label is not None and field.label not in entities():
            raise DeclarationError(name, f"field {field.name!r}: unknown label {field.label!r}")
        if field.role not in document["roles"]:
            raise DeclarationError(name, f"field {field.name!r}: unknown role {field.role!r}")
    return Corpus(
        **{
            **document,
            "tiers": tuple(document["tiers"]),
            "fields": tuple(declared),
            "parts": tuple(declared_part(entry) for entry in document["parts"]),
        }
    )


def _keys(corpus: str, where: str, entry: Mapping[str, Any], kind: type) -> None:
    known = {field.name for field in fields(kind)}
    unknown = sorted(set(entry) - known)
    if unknown:
        raise DeclarationError(corpus, f"{where}unknown key {unknown[0]!r}")
    optional = {"label", "decoy", "second", "wear", "columns"}
    missing = sorted(known - set(entry) - optional)
    if missing:
        raise DeclarationError(corpus, f"{where}no key {missing[0]!r}")
