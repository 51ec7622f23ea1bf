"""Corpora by name: each is one declaration file that is found by its name."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

from leakbench.generator.declarations import DeclarationError, Table, read_declaration
from leakbench.generator.decoy_kinds import DecoyKind, decoy_kinds
from leakbench.generator.entities import TIERS, entities
from leakbench.generator.errors import UnknownNameError
from leakbench.generator.packs import by_pack, layered, using
from leakbench.generator.spec import CELL_ORDERS, MOST_ROWS, CellOrder, Columns, Spec, Split
from leakbench.generator.text_parts import TemplateFiles, TextPart, texts_by_split

_FOLDER = "leakbench.generator.corpora"
_TEXTS = "texts"
"""The folder beside the declarations that has a folder of templates for each corpus."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ROW = "row"  # name of the field that numbers rows


class UnknownCorpusError(UnknownNameError):
    """There is no corpus of this name."""

    def __init__(self, name: str) -> None:
        super().__init__("corpus", name, corpus_names())


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a corpus.

    Attributes:
        name: Logical name, as in the templates.
        value: Where the value comes from: ``role.attribute``; a list gives several of them a row.
        headers: The column's displayed names, by split; the first of each list is the usual one.
        label: What it is labelled as, if it is.
        decoy: What kind of decoy it is, if it looks personal and is not. The name is free: false
            alarms are counted under it.
        second: Where another value comes from, for cells that hold two: the person's other number,
            or what belongs to somebody who is named together with the person.
        also: Further labels that some values have by their forms, such as a hotline among mobiles,
            or as entries of a list, such as a landline.
    """

    name: str
    value: str
    headers: Mapping[Split, tuple[str, ...]]
    label: str | None = None
    decoy: str | None = None
    second: str | None = None
    also: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """The role whose value it is."""
        return self.value.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What texts alone say, and no column: a word that agrees with a field, such as 中午.

    Attributes:
        name: Logical name, as in the templates.
        value: Where it comes from: ``role.attribute``.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus as declared.

    Attributes:
        name: Its name.
        title: Chinese title.
        description: What such lists are, in Chinese.
        tiers: Possible thresholds of 法释〔2017〕10号 article 5 for a record.
        decoy_rate: Share of the texts that end in a sentence with decoys.
        roles: Who the values are about: a kind of record, or an attribute of an earlier role.
        fields: The columns, in order.
        parts: What the texts consist of, in order.
        wear: Where the share of the noise that each row gets comes from, if not all get all of it.
        columns: How cells stand in this corpus where a dataset does not say otherwise.
        rows_per_file: Rows of the average file where a dataset does not say otherwise.
        shared_grams: Share of the runs of eight characters that one half of its texts may share
            with the other, values apart; nothing if that is not bounded.
        slots: What templates may use beside the fields.
        decoys: Kinds that a sentence at the end may carry.
    """

    name: str
    title: str
    description: str
    tiers: tuple[int, ...]
    decoy_rate: float
    roles: Mapping[str, str]
    fields: tuple[Field, ...]
    parts: tuple[TextPart, ...]
    wear: str | None = None
    columns: CellOrder = "straight"
    rows_per_file: int = 1
    shared_grams: float | None = None
    slots: tuple[Slot, ...] = ()
    decoys: tuple[DecoyKind, ...] = ()

    def cell_order(self, asked: Columns) -> CellOrder:
        """How cells stand in a dataset that asks for ``asked``."""
        return self.columns if asked == "own" else asked

    def file_rows(self, asked: int | None) -> int:
        """Rows of the average file in a dataset that asks for ``asked``."""
        return self.rows_per_file if asked is None else asked

    @property
    def is_list(self) -> bool:
        """Whether its records are rows of lists, and come in files of many."""
        return self.rows_per_file > 1

    @property
    def row_column(self) -> int | None:
        """The column that numbers the rows, if there is one; files then have more than records."""
        names = [field.name for field in self.fields]
        return names.index(_ROW) if _ROW in names else None

    @property
    def labels(self) -> frozenset[str]:
        """Every label that occurs in it, decoy sentences included."""
        from_decoys = (kind.label for kind in self.decoys if self.decoy_rate > 0)
        also = (label for field in self.fields for label in field.also)
        of_fields = (field.label for field in self.fields)
        return frozenset(label for label in (*of_fields, *also, *from_decoys) if label)


def corpus_names() -> list[str]:
    """Names of all corpora, those whose declaration is wrong included."""
    entries = layered("corpora", files(_FOLDER)).iterdir()
    names = (entry.name.rpartition("/")[2] for entry in entries)
    return sorted(name[:-5] for name in names if name.endswith(".toml"))


@by_pack
def load_corpus(name: str) -> Corpus:
    """A corpus by name.

    Raises:
        UnknownCorpusError: There is none of this name.
        DeclarationError: Its declaration is wrong.
    """
    if name not in corpus_names():
        raise UnknownCorpusError(name)
    folder = layered("corpora", files(_FOLDER))
    declaration = read_declaration(folder.joinpath(f"{name}.toml"))
    return _corpus(name, declaration, folder.joinpath(_TEXTS).joinpath(name))


def corpus_of(spec: Spec) -> Corpus:
    """The corpus of a dataset, as the dataset's pack has it.

    Raises:
        UnknownCorpusError: There is none of this name.
        DeclarationError: Its declaration is wrong.
        MissingPackError: The pack is not at hand.
    """
    with using(spec.pack):
        return load_corpus(spec.corpus)


def load_corpora() -> tuple[list[Corpus], list[DeclarationError]]:
    """All corpora, and what is wrong with those that cannot be loaded: one does not stop others.

    Raises:
        DeclarationError: What all of them rest on is wrong: the labels, or the kinds of decoys.
    """
    entities()
    decoy_kinds()
    loaded: list[Corpus] = []
    wrong: list[DeclarationError] = []
    for name in corpus_names():
        try:
            loaded.append(load_corpus(name))
        except DeclarationError as error:
            wrong.append(error)
    return loaded, wrong


def _corpus(name: str, table: Table, texts: Traversable) -> Corpus:
    if (declared := table.text("name")) != name:
        table.wrong(f"key 'name' must be the file's, {name!r}, not {declared!r}")
    roles = _roles(table.table("roles"))
    fields = [_field(entry, roles) for entry in table.tables("fields", "field")]
    slots = [_slot(entry, roles) for entry in table.optional(_slots, "slots") or ()]
    names = [*(field.name for field in fields), *(slot.name for slot in slots)]
    kinds = [kind.name for kind in decoy_kinds()]
    twice = [one for place, one in enumerate(names) if one in names[:place]]
    if twice:
        table.wrong(f"two fields have the name {twice[0]!r}")
    also_decoys = [name for name in names if name in kinds]
    if also_decoys:
        table.wrong(f"field {also_decoys[0]!r} is called like a kind of decoy")
    known = dict.fromkeys([*names, *kinds])
    wear = table.optional(Table.path, "wear")
    columns = table.optional(_cell_order, "columns")
    rows_per_file = table.optional(Table.whole, "rows_per_file")
    if rows_per_file is not None and not 1 <= rows_per_file <= MOST_ROWS:
        table.wrong(f"key 'rows_per_file' must be 1 to {MOST_ROWS}, not {rows_per_file}")
    corpus = Corpus(
        name=name,
        title=table.text("title"),
        description=table.text("description"),
        tiers=table.numbers_of("tiers", TIERS),
        decoy_rate=table.share("decoy_rate"),
        roles=roles,
        fields=tuple(fields),
        slots=tuple(slots),
        parts=tuple(_part(entry, texts, known) for entry in table.tables("parts", "part")),
        wear=wear,
        columns=columns or "straight",
        rows_per_file=rows_per_file or 1,
        shared_grams=table.optional(Table.share, "shared_grams"),
        decoys=decoy_kinds(),
    )
    table.end()
    _refuse_roles(table, roles, {"wear": wear})
    return corpus


def _roles(table: Table) -> dict[str, str]:
    roles: dict[str, str] = {}
    for role, source in table.all_of(Table.text).items():
        parent, dot, _ = source.partition(".")
        if dot and parent not in roles:
            table.wrong(f"key {role!r}: no role {parent!r} stands before it")
        roles[role] = source
    return roles or table.wrong("there is no role")


def _field(table: Table, roles: Mapping[str, str]) -> Field:
    headers = table.table("headers")
    field = Field(
        name=table.text("name"),
        value=table.path("value"),
        headers=texts_by_split(headers),
        label=table.optional(Table.text, "label"),
        decoy=table.optional(Table.text, "decoy"),
        second=table.optional(Table.path, "second"),
        also=table.optional(Table.texts, "also") or (),
    )
    headers.end()
    table.end()
    _refuse_name(table, field.name)
    if field.label is not None:
        table.refuse_unknown([field.label], entities(), "label")
    table.refuse_unknown(field.also, entities(), "label", "also")
    _refuse_roles(table, roles, {"value": field.value, "second": field.second})
    return field


def _refuse_name(table: Table, name: str) -> None:
    if not _NAME.fullmatch(name):
        table.wrong(f"key 'name' must be small letters, digits and underscores, not {name!r}")


def _slots(table: Table, key: str) -> list[Table]:
    return table.tables(key, "slot")


def _slot(table: Table, roles: Mapping[str, str]) -> Slot:
    slot = Slot(name=table.text("name"), value=table.path("value"))
    table.end()
    _refuse_roles(table, roles, {"value": slot.value})
    return slot


def _refuse_roles(table: Table, roles: Mapping[str, str], paths: Mapping[str, str | None]) -> None:
    """Refuse paths, by the key that gives each, whose role is not declared."""
    for key, path in paths.items():
        role = path and path.partition(".")[0]
        if role is not None:
            table.refuse_unknown([role], roles, "role", key)


def _cell_order(table: Table, key: str) -> CellOrder:
    return cast("CellOrder", table.choice(key, CELL_ORDERS))


def _part(table: Table, texts: Traversable, fields: Collection[str]) -> TextPart:
    name, share = table.text("name"), table.optional(Table.share, "share")
    table.end()
    _refuse_name(table, name)
    return TextPart(name, 1.0 if share is None else share, TemplateFiles(texts, name, fields))
