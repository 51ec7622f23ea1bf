"""A card: where a public corpus stands, byte for byte, whose it is, and what its labels mean.

A TOML file in ``cards/``, called like the corpus::

    title = "Messages of a social network"
    title_zh = "社交网络消息"
    repository = "owner/name"              # public, on GitHub
    commit = "…"                           # 40 hexadecimal digits
    licence = "CC BY 4.0"                  # as the repository states it
    licence_note = "…"                     # what is unclear about it, or may surprise
    language = "zh-Hans"
    quirks = ["…"]                         # what is to be known before scores are read
    converter = "conll"                    # one of conversion.CONVERTERS

    [[files]]                              # in order; their records are one corpus
    part = "train"                         # what it is called in the records' identifiers
    path = "data/train.conll"
    bytes = 12345
    sha256 = "…"
    member = { path = "val.json", bytes = 67890 }    # of a zip archive, if it is one

    [labels]                               # all of them; empty: labelled, but left out
    PER = "PERSON"
    MISC = ""
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from leakbench.benchmarks.real.conversion import CONVERTERS
from leakbench.generator.declarations import Table, read_declaration
from leakbench.generator.entities import known_labels
from leakbench.generator.errors import UnknownNameError

_REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"[a-z0-9_]+")
_STEP = re.compile(r"[^/\\:\x00-\x1f]+")


class UnknownCardError(UnknownNameError):
    """No card of this name.

    Attributes:
        name: The name asked for.
        known: The names there are.
    """

    def __init__(self, name: str) -> None:
        super().__init__("card", name, card_names())


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """The file of an archive that holds the corpus.

    Attributes:
        path: Its name in the archive.
        size: In bytes, once it is unpacked.
    """

    path: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFile:
    """A file of a public corpus.

    Attributes:
        part: What it is called in the identifiers of its records.
        path: From the repository's root.
        size: In bytes.
        sha256: Of its bytes, in hexadecimal.
        member: What is read of it, if it is a zip archive.
    """

    part: str
    path: str
    size: int
    sha256: str
    member: Member | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is to be known of a public corpus.

    Attributes:
        name: As it is called on the command line and in results.
        title: What it is.
        title_zh: The same in Chinese.
        repository: Owner and name of the public repository.
        commit: In which state.
        files: What it consists of.
        licence: As the repository states it.
        licence_note: What is unclear about it.
        language: As a language tag.
        quirks: What is to be known before scores are read.
        converter: What makes labelled lines of its files.
        labels: The registry's label for each of its own, empty for one that is left out.
    """

    name: str
    title: str
    title_zh: str
    repository: str
    commit: str
    files: tuple[CardFile, ...]
    licence: str
    licence_note: str
    language: str
    quirks: tuple[str, ...]
    converter: str
    labels: Mapping[str, str]

    @property
    def scored(self) -> list[str]:
        """The labels of the registry that its lines carry, sorted."""
        return sorted({label for label in self.labels.values() if label})


def card_folder() -> Traversable:
    """Where the cards stand."""
    return files("leakbench.benchmarks.real.cards")


def card_names() -> list[str]:
    """Names of all cards, those that are wrong included."""
    names = (entry.name for entry in card_folder().iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def load_card(name: str) -> Card:
    """A card by name.

    Raises:
        UnknownCardError: There is none of this name.
        DeclarationError: It is wrong.
    """
    if name not in card_names():
        raise UnknownCardError(name)
    return read_card(name, read_declaration(card_folder().joinpath(f"{name}.toml")))


def read_card(name: str, table: Table) -> Card:
    """Read and check what a card declares.

    Raises:
        DeclarationError: A key is missing, unknown or of no use.
    """
    card = Card(
        name=name,
        title=table.text("title"),
        title_zh=table.text("title_zh"),
        repository=_matching(table, "repository", _REPOSITORY, "owner/name"),
        commit=_matching(table, "commit", _COMMIT, "40 hexadecimal digits"),
        files=tuple(_file(entry) for entry in table.tables("files", "file")),
        licence=table.text("licence"),
        licence_note=table.optional(Table.text, "licence_note") or "",
        language=table.text("language"),
        quirks=table.optional(Table.texts, "quirks") or (),
        converter=table.choice("converter", CONVERTERS),
        labels=table.table("labels").all_of(_label),
    )
    if not card.scored:
        table.wrong("key 'labels' leaves out every label: nothing is to be scored")
    parts = [file.part for file in card.files]
    if len(set(parts)) < len(parts):
        table.wrong(f"two files have one part: {', '.join(parts)}")
    table.end()
    return card


def _file(table: Table) -> CardFile:
    member = table.optional(Table.table, "member")
    file = CardFile(
        part=_matching(table, "part", _PART, "small letters, digits and _"),
        path=_path(table),
        size=table.whole("bytes"),
        sha256=_matching(table, "sha256", _SHA256, "64 hexadecimal digits"),
        member=None if member is None else _member(member),
    )
    table.end()
    return file


def _member(table: Table) -> Member:
    member = Member(path=_path(table), size=table.whole("bytes"))
    table.end()
    return member


def _path(table: Table) -> str:
    """A path that stays below where it begins, on any system."""
    value: str = table.value("path", str, "a path below the root, parted by /", _stays_below)
    return value


def _stays_below(path: str) -> bool:
    return all(_STEP.fullmatch(step) and step not in {".", ".."} for step in path.split("/"))


def _matching(table: Table, key: str, pattern: re.Pattern[str], called: str) -> str:
    value: str = table.value(key, str, called, lambda value: bool(pattern.fullmatch(value)))
    return value


def _label(table: Table, key: str) -> str:
    known = known_labels()
    called = "a label of the registry, or empty to leave it out"
    value: str = table.value(key, str, called, lambda value: not value or value in known)
    return value
