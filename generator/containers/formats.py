"""The formats of containers by name: what reads and writes each, loaded when it is used."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from leakbench.generator.errors import UnknownNameError

if TYPE_CHECKING:  # commands name formats before they need Arrow
    from collections.abc import Iterable, Iterator

    from leakbench.generator.containers.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Style:
    """How a text container is written; the others look at nothing of it.

    Attributes:
        encoding: ``utf-8``, ``utf-8-sig``, ``gb18030`` or ``utf-16``.
        delimiter: What stands between cells of a ``txt``: any string; empty writes them in one.
    """

    encoding: str = "utf-8"
    delimiter: str = "\t"


class Reads(Protocol):
    """The function ``read`` of a format's module."""

    def __call__(self, file: BinaryIO, where: str, /) -> "Iterator[Sheet]":
        """The sheets of a container, each to be gone through before the next one.

        Args:
            file: Its bytes, seekable; whoever opened it closes it.
            where: What it is called in messages.

        Raises:
            ContainerError: It cannot be read; also from a sheet's batches, then what came before
                is sound.
        """
        ...


class Writes(Protocol):
    """The function ``write`` of a format's module."""

    def __call__(self, sheets: "Iterable[Sheet]", file: BinaryIO, style: Style, /) -> None:
        """Write sheets so that ``read`` gives the same cells back.

        Raises:
            ContainerError: A cell holds what the format cannot hold: ``fitting`` says what it can.
        """
        ...


class Fits(Protocol):
    """The function ``fit`` of a format's module."""

    def __call__(self, cells: "Sheet", style: Style, /) -> "Sheet":
        """The sheet with everything the format cannot hold exchanged character for character.

        Whatever stands somewhere in a cell stands there after: a line break becomes a space, a
        delimiter its full-width form.
        """
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of container.

    Attributes:
        name: Its name in ``--format``.
        suffix: What file names end in.
        module: The module in this package that reads and writes it.
        text: Whether it is text, and has a ``Style``.
        written: Whether we write it, too.
        names: Whether its columns have names of their own, and no row is a header.
        prose: Whether running text stands in it as lines or paragraphs, not in cells.
    """

    name: str
    suffix: str
    module: str
    text: bool = False
    written: bool = True
    names: bool = False
    prose: bool = False

    @property
    def read(self) -> Reads:
        """What reads it."""
        return cast("Reads", self._function("read"))

    @property
    def write(self) -> Writes:
        """What writes it."""
        return cast("Writes", self._function("write"))

    @property
    def fit(self) -> Fits:
        """What makes cells fit into it."""
        return cast("Fits", self._function("fit"))

    def _function(self, name: str) -> object:
        return getattr(import_module(f"leakbench.generator.containers.{self.module}"), name)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("csv", ".csv", "csv_text", text=True),
        Format("tsv", ".tsv", "tsv_text", text=True),
        Format("txt", ".txt", "plain_text", text=True, prose=True),
        Format("sql", ".sql", "sql_dump", text=True, names=True),
        Format("vcf", ".vcf", "vcard", text=True, names=True),
        Format("json", ".json", "json_array", text=True, names=True),
        Format("jsonl", ".jsonl", "json_lines", text=True, names=True),
        Format("parquet", ".parquet", "parquet", names=True),
        Format("xlsx", ".xlsx", "xlsx"),
        Format("xls", ".xls", "xls", written=False),
        Format("docx", ".docx", "docx", prose=True),
        Format("pdf", ".pdf", "pdf", prose=True),
        Format("html", ".html", "html_table", text=True, written=False),
    )
}
"""Every format by name."""


def format_named(name: str) -> Format:
    """The format of this name.

    Raises:
        UnknownNameError: There is none.
    """
    if name not in FORMATS:
        raise UnknownNameError("format", name, FORMATS)
    return FORMATS[name]
