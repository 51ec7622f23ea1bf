"""The table of errors as a file, and the command that shows a record again."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from leakbench.benchmarks.console.sheets import sheet_text
from leakbench.benchmarks.scoring.labels import OUT_OF_SCOPE, LabelSpace
from leakbench.benchmarks.sources.source import CorpusSource, DatasetSource, FileSource, Source
from leakbench.generator.datasets.outputs import replacing, write_text
from leakbench.generator.keys import Key
from leakbench.generator.spec import Spec


def of_label(table: pa.Table, space: LabelSpace, label: str | None) -> pa.Table:
    """Only missed values and false alarms of a label; all if it is None.

    Raises:
        UnmappedLabelError: It means nothing.
    """
    if label is None:
        return table
    codes = [code for code in space.truth_codes([label]).tolist() if code != OUT_OF_SCOPE]
    names = pa.array([space.labels[code] for code in codes], pa.string())
    return table.filter(pc.is_in(table["label"], names))


def as_csv(table: pa.Table) -> str:
    """With a line of names; nothing for null."""
    return sheet_text(
        table.column_names,
        (
            row
            for batch in table.to_batches()
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
        ),
    )


def with_rows(about: Mapping[str, Any], table: pa.Table) -> dict[str, Any]:
    """A document with every error in it."""
    return {**about, "errors": table.to_pylist()}


def write_errors(path: Path, table: pa.Table, form: str, about: Mapping[str, Any]) -> None:
    """Write a file, whole or not at all.

    Args:
        path: The file.
        table: Of ``error_table.ERRORS``.
        form: ``parquet``, ``csv`` or ``json``.
        about: What a JSON document says besides.
    """
    if form == "parquet":
        with replacing(path) as temporary:
            pq.write_table(table, temporary, compression="zstd")
    elif form == "csv":
        write_text(path, as_csv(table))
    else:
        write_text(path, json.dumps(with_rows(about, table), ensure_ascii=False, indent=1) + "\n")


def show_command(source: Source, row: int) -> str | None:
    """The command that shows a record; None of a labelled file whose name does not tell its format.

    Of a dataset it names the directory: what made it may need a key or a pack.
    """
    if isinstance(source, DatasetSource):
        return _shown_at(source.dataset.path, row)
    if isinstance(source, FileSource):
        return _shown_at(source.file.path, row) if source.card is None else None
    if not isinstance(source, CorpusSource):
        return None
    spec = source.spec
    usual = Spec(corpus=spec.corpus)
    words = [
        f"--{field.name.replace('_', '-')} {_word(getattr(spec, field.name))}"
        for field in fields(Spec)
        if getattr(spec, field.name) != getattr(usual, field.name)
    ]
    return " ".join(["leakbench show", spec.corpus, *words, f"--row {row}"])


def _shown_at(path: Path, row: int) -> str:
    return f"leakbench show {shlex.quote(str(path))} --row {row}"


def _word(value: object) -> str:
    return "KEY" if isinstance(value, Key) else str(getattr(value, "name", value))
