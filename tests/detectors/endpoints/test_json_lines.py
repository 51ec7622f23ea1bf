import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.contract import SPANS, check_spans, spans_from
from leakbench.detectors.endpoints.json_lines import AnswerError, answer, complete, question

TEXTS = st.lists(st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=12))


def one_column(cells):
    """A batch of one column."""
    return pa.RecordBatch.from_pydict({"text": pa.array(cells, pa.string())})


@given(TEXTS, st.integers(1, 3))
def test_a_question_is_a_line_for_each_cell(cells, columns):
    """Row by row, each a JSON string, whatever stands in it; then an empty line."""
    names = [f"列{number}" for number in range(columns)]
    batch = pa.RecordBatch.from_arrays([pa.array(cells, pa.string())] * columns, names=names)
    head, *lines = question(batch).decode().split("\n")
    assert json.loads(head) == {"rows": len(cells), "columns": names}
    assert lines[-2:] == ["", ""]
    expected = [cell or "" for cell in cells for _ in names]
    assert [json.loads(line) for line in lines[:-2]] == expected
    assert all(line.startswith('"') for line in lines[:-2])


def test_every_type_of_strings_is_asked_alike():
    """What a column is stored like is none of a program's business."""
    cells = pa.array(["甲", None, "乙"])
    asked = {
        question(pa.RecordBatch.from_arrays([column], names=["text"]))
        for column in (
            cells,
            cells.cast(pa.large_string()),
            cells.cast(pa.string_view()),
            cells.dictionary_encode(),
        )
    }
    assert len(asked) == 1


def test_an_answer_is_complete_with_an_empty_line():
    """Not before."""
    said = b'[[0,1,"QQ"]]\n[]\n\n'
    assert [complete(bytearray(said[:end])) for end in range(len(said) + 1)] == [False] * len(
        said
    ) + [True]
    assert complete(bytearray(b"\n"))


def test_an_answer_becomes_columns():
    """Rows and columns are told by the order of lines; without a score it is 1."""
    batch = pa.RecordBatch.from_pydict({"a": ["12", "34"], "b": ["56", "78"]})
    said = b'[[0,1,"TEL",0.5]]\n[]\n[]\n[[0,2,"QQ"],[1,2,"TEL"]]\n\n'
    spans = answer(said, batch, {"TEL": "PHONE", "QQ": "QQ"})
    assert spans.schema == SPANS
    expected = [(0, 0, (0, 1, "PHONE", 0.5)), (1, 1, (0, 2, "QQ")), (1, 1, (1, 2, "PHONE"))]
    assert spans.to_pylist() == spans_from(expected).to_pylist()


def test_several_names_may_mean_one_label():
    """Which is then one entry among the labels."""
    said = b'[[0,1,"TEL"],[1,2,"PHONE"]]\n\n'
    spans = answer(said, one_column(["xy"]), {"TEL": "PHONE", "PHONE": "PHONE"})
    assert spans.column("label").dictionary.to_pylist() == ["PHONE"]


def test_nothing_found_is_an_answer():
    """Also of a batch without rows."""
    assert answer(b"[]\n\n", one_column(["x"]), {}).num_rows == 0
    assert answer(b"\n", one_column([]), {}).num_rows == 0


@pytest.mark.parametrize("said", [b"\n", b"[]\n\n", b"[]\n[]\n[]\n\n"])
def test_lines_are_counted(said):
    """Too few and too many are no answer, nor can they be another row's."""
    with pytest.raises(AnswerError, match=r"answered \d lines to 2 cells"):
        answer(said, one_column(["x", "y"]), {})


@pytest.mark.parametrize(
    "line",
    [
        b"rubbish",
        b"\xff\xfe",
        b"{}",
        b"null",
        b"3",
        b'"x"',
        b"[[0,1]]",
        b'[["0","1","QQ"]]',
        b'[[0,1,"QQ",0.5,1]]',
        b'[[0,1,"QQ","x"]]',
        b"[[0,1,null]]",
        b'[0,1,"QQ"]',
        b'[[0.5,1,"QQ"]]',
        b"[],[]",
        b"[" * 100_000,
    ],
)
def test_a_line_that_is_no_list_of_spans_is_shown(line):
    """With the row and the column that it answers."""
    batch = pa.RecordBatch.from_pydict({"a": ["x", "y"], "b": ["z", "w"]})
    with pytest.raises(AnswerError, match="to row 1, column 0: no list of") as caught:
        answer(b"[]\n[]\n" + line + b"\n[]\n\n", batch, {"QQ": "QQ"})
    assert len(str(caught.value)) < 250


def test_numbers_too_large_are_no_offsets():
    """Nor do they wrap."""
    with pytest.raises(AnswerError, match="no spans"):
        answer(b'[[0,99999999999999,"QQ"]]\n\n', one_column(["x"]), {})


def test_a_label_that_nobody_declared_stays_as_it_is():
    """For the contract to refuse it, by its name."""
    batch = one_column(["x"])
    spans = answer(b'[[0,1,"SPELL"]]\n\n', batch, {"QQ": "QQ"})
    with pytest.raises(ValueError, match="label 'SPELL' is unknown"):
        check_spans(spans, batch, "exec:x")
