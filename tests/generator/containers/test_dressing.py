"""Tests of records dressed as sheets: every corpus, format and noise, written and read back."""

from io import BytesIO
from itertools import cycle, product

import pytest

from leakbench.generator.containers.dressing import Layout, dressed
from leakbench.generator.containers.formats import FORMATS, Style, format_named
from leakbench.generator.containers.labelled_cells import LabelledCells
from leakbench.generator.containers.truth import TruthWriter
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

ROWS = 60
KINDS = [(form.name, "\t") for form in FORMATS.values() if form.written]
KINDS += [("txt", "----"), ("txt", "")]
FEW = set(zip(corpus_names(), cycle(NOISES)))  # all others take long
BOX = "□"  # what a document shows of a character that its font lacks


class Kept(TruthWriter):
    """Keeps values in memory."""

    def __init__(self):
        super().__init__(None)
        self.found = []

    def add(self, sheet, first_row, spans):
        """As they come."""
        for span in spans.to_pylist():
            self.found.append((sheet, span["row"] + first_row, span))


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(one, marks=() if one in FEW else pytest.mark.long, id="-".join(one))
        for one in product(corpus_names(), NOISES)
    ],
)
def records(request):
    """Some records of a corpus with a noise, as its cells and as what is dressed of it."""
    corpus, noise = request.param
    (batch,) = batches(Spec(corpus, noise=noise, seed=5), ROWS)
    track = "table" if load_corpus(corpus).is_list else "text"
    return LabelledCells.of_records(batch, track), Layout(lines=track == "text")


def _sheets(sheets):
    return [(sheet.names, list(sheet.rows())) for sheet in sheets]


@pytest.mark.slow
def test_every_value_is_read_where_the_truth_says(records):
    """The grid comes back as it was dressed, and in it each value whole; none is lost."""
    for name, delimiter in KINDS:
        look_for_values(*records, name, delimiter)


def look_for_values(cells, layout, name, delimiter):
    """Fail where one is not read of a kind of file."""
    form, style = format_named(name), Style("utf-8", delimiter)
    truth, file = Kept(), BytesIO()
    dress = _sheets(dressed([cells], form, style, layout, TruthWriter(None)))
    form.write(dressed([cells], form, style, layout, truth), file, style)
    file.seek(0)
    read = _sheets(form.read(file, "here"))
    assert read == dress, (name, delimiter)
    before = cells.spans.to_pylist()
    assert len(truth.found) == len(before), (name, delimiter)
    columns = [column.to_pylist() for column in cells.cells.columns]
    for span, (sheet, row, found) in zip(before, truth.found, strict=True):
        value = columns[span["column"]][span["row"]][span["start"] : span["end"]]
        there = read[sheet][1][row][found["column"]][found["start"] : found["end"]]
        assert len(there) == len(value), (name, delimiter, value, there)
        changed = [(a, b) for a, b in zip(value, there, strict=True) if a != b]
        assert all(b == BOX or not a.isalnum() for a, b in changed), (name, value, there)
        assert [span[key] for key in ("label", "subject", "quality", "form")] == [
            found[key] for key in ("label", "subject", "quality", "form")
        ]


def _two_files():
    (batch,) = batches(Spec("legal_person", rows_per_file=20), 50)
    return LabelledCells.of_records(batch, "table")


def test_each_file_of_a_dataset_has_its_sheet():
    """With a header of its own, and its values counted from its first row."""
    cells = _two_files()
    truth = Kept()
    layout = Layout(title="某表", sheet_per_file=True)
    parts = [cells.slice(0, 7), cells.slice(7, 43)]  # a file goes on from one part to the next
    sheets = _sheets(dressed(parts, format_named("xlsx"), Style(), layout, truth))
    files = cells.files.tolist()
    assert [len(rows) - 2 for _, rows in sheets] == [files.count(one) for one in sorted({*files})]
    assert all(rows[0][0] == "某表" and rows[1] == list(cells.names) for _, rows in sheets)
    columns = [column.to_pylist() for column in cells.cells.columns]
    for span, (sheet, row, found) in zip(cells.spans.to_pylist(), truth.found, strict=True):
        assert sheets[sheet][1][row][found["column"]] == columns[span["column"]][span["row"]]


def test_a_full_sheet_goes_on_in_another(monkeypatch):
    """So that nobody is beyond the last row that a worksheet has."""
    monkeypatch.setattr("leakbench.generator.containers.dressing.SHEET_ROWS", 20)
    cells, truth = _two_files(), Kept()
    sheets = _sheets(dressed([cells], format_named("xlsx"), Style(), Layout(), truth))
    assert [len(rows) for _, rows in sheets] == [21, 21, 11]
    columns = [column.to_pylist() for column in cells.cells.columns]
    for span, (sheet, row, found) in zip(cells.spans.to_pylist(), truth.found, strict=True):
        assert sheets[sheet][1][row][found["column"]] == columns[span["column"]][span["row"]]
    assert [one["rows"] for one in truth.sheets] == [21, 21, 11]


def test_a_list_without_header_begins_with_a_record():
    """Its first row is the first record's, and the truth knows."""
    cells, truth = _two_files(), Kept()
    ((_, rows),) = _sheets(
        dressed([cells], format_named("csv"), Style(), Layout(header=False), truth)
    )
    assert len(rows) == cells.rows
    assert truth.found[0][1] == cells.spans.column("row")[0].as_py()
