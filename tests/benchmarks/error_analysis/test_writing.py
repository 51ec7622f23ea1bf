"""Tests of the table of errors as a file."""

import csv
import io
import json
import shlex
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.console.sheets import harmless
from leakbench.benchmarks.error_analysis.error_table import error_table
from leakbench.benchmarks.error_analysis.writing import (
    as_csv,
    of_label,
    show_command,
    with_rows,
    write_errors,
)
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.corpus_card import CorpusCard
from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.sources.source import CorpusSource, FileSource
from leakbench.detectors.contract import empty_spans
from leakbench.generator.spec import Spec

SPACE = LabelSpace.of_registry()


@pytest.fixture(scope="module")
def table(chunk):
    """Everything is missed."""
    return error_table([(chunk, empty_spans())], SPACE)


def test_all_formats_hold_the_same(table, tmp_path):
    """Texts with line ends and quotation marks too."""
    paths = {form: tmp_path / f"errors.{form}" for form in ("csv", "parquet", "json")}
    for form, path in paths.items():
        write_errors(path, table, form, {"kind": "errors"})
    assert pq.read_table(paths["parquet"]).equals(table)
    document = json.loads(paths["json"].read_text("utf-8"))
    assert document == with_rows({"kind": "errors"}, table)
    assert document["errors"] == table.to_pylist()
    rows = list(csv.DictReader(io.StringIO(as_csv(table))))
    assert rows == [
        {name: "" if value is None else str(harmless(value)) for name, value in row.items()}
        for row in table.to_pylist()
    ]
    assert paths["csv"].read_text("utf-8") == as_csv(table)
    assert any("\n" in row["text"] for row in rows)


def test_one_label_is_a_part(table):
    """A coarse one of a registry's space has none of its own; all without a choice."""
    mobiles = of_label(table, SPACE, "MOBILE")
    assert 0 < mobiles.num_rows < table.num_rows
    assert set(mobiles["label"].to_pylist()) == {"MOBILE"}
    assert of_label(table, SPACE, None) is table
    only = LabelSpace.of_registry(["EMAIL"])
    assert of_label(table, only, "MOBILE").num_rows == 0


@pytest.mark.parametrize(
    "spec",
    [
        Spec("exam_roster"),
        Spec("chat_messages", noise="worn", seed=5, split="dev", strength=0.5),
        Spec("exam_roster", headers="pinyin", rows_per_file=7, identity="unassignable",
             columns="shifted", reference_date=date(2025, 3, 1)),
    ],
)  # fmt: skip
def test_the_command_shows_that_very_record(spec):
    """Whatever makes the corpus; its text is the one in which the error was."""
    words = shlex.split(show_command(CorpusSource(spec), 23))
    (chunk,) = CorpusSource(spec).chunks("text", 24, 24)
    assert words[:2] == ["leakbench", "show"]
    result = CliRunner().invoke(main, [*words[1:], "--format", "json"])
    assert json.loads(result.stdout)["text"] == chunk.strings.column(0)[23].as_py()


def test_what_stands_in_a_file_is_read_there(dataset, labelled):
    """Whatever a dataset was made of; a card does not say where it stands."""
    words = shlex.split(show_command(open_path(dataset), 3))
    assert words == ["leakbench", "show", str(dataset), "--row", "3"]
    result = CliRunner().invoke(main, [*words[1:], "--format", "json"])
    (chunk,) = open_path(dataset).chunks("text", 4, 4)
    assert json.loads(result.stdout)["text"] == chunk.strings.column(0)[3].as_py()
    path = labelled()
    source = open_path(path)
    assert show_command(source, 0) == f"leakbench show {path} --row 0"
    card = CorpusCard(path=path, name="mine", labels={"PHONE": "PHONE", "PERSON": "PERSON"})
    assert show_command(FileSource(source.file, card), 0) is None


def test_nothing_is_a_table_too():
    """With its names."""
    empty = pa.table({"row": pa.array([], pa.int64()), "text": pa.array([], pa.string())})
    assert as_csv(empty) == "row,text\n"
