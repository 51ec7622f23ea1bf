"""Tables to read and to go on with: Arrow inside, narrow when printed."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

import pyarrow as pa

from leakbench.api.layout import as_html, as_text


class Table:
    """An Arrow table that prints itself; whatever ``pyarrow.Table`` has, it has too.

    Libraries that read Arrow (polars, pandas 3, DuckDB, pyarrow) take it as it is.

    Attributes:
        arrow: The ``pyarrow.Table``.
    """

    __hash__ = None  # type: ignore[assignment]  # tables are compared by what they hold

    def __init__(self, arrow: pa.Table, shown: Sequence[str] | None = None) -> None:
        """Wrap a table.

        Args:
            arrow: The table.
            shown: The columns that are printed, those of most interest first; all by default.
        """
        self.arrow = arrow
        self._shown = list(arrow.column_names if shown is None else shown)

    def __getattr__(self, name: str) -> Any:
        """What ``pyarrow.Table`` has: ``column_names``, ``filter``, ``group_by`` and the rest."""
        if name.startswith("_") or name == "arrow":  # not there yet while a copy is made
            raise AttributeError(name)
        return getattr(self.arrow, name)

    def __getitem__(self, key: str | int | slice) -> Any:
        """A column by name or number, or some of the rows as a ``pyarrow.Table``."""
        return self.arrow[key]

    def __len__(self) -> int:
        """How many rows there are."""
        return int(self.arrow.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Every row as a dictionary."""
        for batch in self.arrow.to_batches():
            yield from batch.to_pylist()

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same columns and rows."""
        return isinstance(other, Table) and bool(self.arrow.equals(other.arrow))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the table to another library through the Arrow PyCapsule interface."""
        return self.arrow.__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """The table as a ``pandas.DataFrame``.

        Raises:
            ImportError: pandas is not installed.
        """
        return self.arrow.to_pandas()

    def to_polars(self) -> Any:
        """The table as a ``polars.DataFrame``.

        Raises:
            ImportError: polars is not installed.
        """
        return import_module("polars").from_arrow(self.arrow)

    def __repr__(self) -> str:
        """The first rows, within 80 columns."""
        return as_text(self.arrow, self._shown)

    def _repr_html_(self) -> str:
        """The first rows, for a notebook."""
        return as_html(self.arrow, self._shown)


def table_of(
    records: Sequence[Mapping[str, Any]], schema: pa.Schema | None, shown: Sequence[str]
) -> Table:
    """A table of records.

    Args:
        records: Rows by the names of columns; what the schema does not name is left out.
        schema: The columns; if None, those of the records, which are at least one.
        shown: See ``Table``.
    """
    return Table(pa.Table.from_pylist(list(records), schema=schema), shown)
