import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.answer_checks import cell_lengths, check_spans, to_code_points
from leakbench.detectors.spans import SPANS, SpanError, empty_spans, spans_from

BATCH = pa.RecordBatch.from_pydict({"text": ["张伟😀", None, "ab"], "备注": ["", "李", "cd"]})
GOOD = (0, 0, 0, 2, "PERSON_NAME", 1.0)


def answer(*spans):
    """An answer of raw rows, typed as it must be."""
    return spans_from([(row, column, tuple(found)) for row, column, *found in spans])


def replaced(name, values):
    """A good answer of one span with one column replaced."""
    columns = {field.name: answer(GOOD).column(field.name) for field in SPANS}
    return pa.RecordBatch.from_pydict({**columns, name: values})


def test_a_good_answer_comes_back():
    """An answer that keeps the contract is given back as it was."""
    spans = answer(GOOD, (0, 0, 2, 3, "QQ", 0.5), (1, 1, 0, 1, "ADDRESS", 1.0))
    assert check_spans(spans, BATCH, "toy").equals(spans)
    assert check_spans(empty_spans(), BATCH, "toy").equals(empty_spans())


def test_columns_are_put_in_order():
    """Order of columns, further columns and the width of label codes do not matter."""
    spans = answer(GOOD)
    columns = {name: spans.column(name) for name in reversed(SPANS.names)}
    columns["label"] = pa.array(["PERSON_NAME"]).dictionary_encode()
    loose = pa.RecordBatch.from_pydict({**columns, "note": ["x"]})
    assert check_spans(loose, BATCH, "toy").equals(spans)
    assert check_spans(loose, BATCH, "toy").schema.equals(SPANS)


@pytest.mark.parametrize("check", [check_spans, to_code_points])
def test_unsound_arrow_is_refused(check):
    """Codes beyond their dictionary would be read from memory that is not the answer's."""
    names = pa.array(["PERSON_NAME"])
    label = pa.DictionaryArray.from_arrays(pa.array([99], pa.int8()), names, safe=False)
    with pytest.raises(SpanError, match="the answer is not sound Arrow"):
        check(replaced("label", label), BATCH, "toy")


@pytest.mark.parametrize("check", [check_spans, to_code_points])
@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ([], "returned list, not a pyarrow RecordBatch"),
        (None, "returned NoneType, not a pyarrow RecordBatch"),
        (answer(GOOD).drop_columns(["score"]), "the answer has no column named 'score'"),
        (
            pa.RecordBatch.from_arrays(
                [*answer(GOOD).columns, answer(GOOD)["row"]], names=[*SPANS.names, "row"]
            ),
            "the answer has 2 columns named 'row'",
        ),
        (replaced("start", pa.array([0], pa.int64())), "column 'start' is int64, not int32"),
        (replaced("label", pa.array(["QQ"])), "column 'label' is string, not dictionary"),
    ],
)
def test_a_wrong_type_is_refused(check, bad, reason):
    """What is no answer, lacks a column or types it otherwise is refused by name."""
    with pytest.raises(SpanError) as caught:
        check(bad, BATCH, "toy")
    assert str(caught.value).startswith(f"detector toy: {reason}")
    assert caught.value.span is None


@pytest.mark.parametrize("check", [check_spans, to_code_points])
@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ((3, 0, 0, 1), "the batch has 3 rows"),
        ((-1, 0, 0, 1), "the batch has 3 rows"),
        ((0, 2, 0, 1), "the batch has 2 columns"),
        ((0, -1, 0, 1), "the batch has 2 columns"),
        ((2, 0, 2, 1), "the span is inverted or empty"),
        ((2, 0, 1, 1), "the span is inverted or empty"),
        ((2, 0, -1, 1), "the span leaves its cell"),
        ((2, 0, 0, 3), "the span leaves its cell"),
        ((1, 0, 0, 1), "the span leaves its cell"),
        ((0, 1, 0, 1), "the span leaves its cell"),
    ],
)
def test_a_span_outside_is_refused(check, place, reason):
    """Rows, columns and offsets that do not exist are refused with the span's place."""
    spans = answer((2, 1, 0, 1, "QQ"), (*place, "QQ"))
    with pytest.raises(SpanError) as caught:
        check(spans, BATCH, "toy")
    assert str(caught.value) == f"detector toy, span 1, row {place[0]}: {reason}"
    assert (caught.value.span, caught.value.row) == (1, place[0])


@pytest.mark.parametrize("name", SPANS.names)
def test_a_null_is_refused(name):
    """A null in any column is refused with the column's name."""
    kind = SPANS.field(name).type
    with pytest.raises(SpanError, match=f"span 0.*: column '{name}' is null"):
        check_spans(replaced(name, pa.nulls(1, kind)), BATCH, "toy")


def test_a_null_in_the_dictionary_is_refused():
    """A label whose code points at a null is no label."""
    label = pa.DictionaryArray.from_arrays(pa.array([0], pa.int8()), pa.nulls(1, pa.string()))
    with pytest.raises(SpanError, match=r"span 0, row 0: .*(null|None)"):
        check_spans(replaced("label", label), BATCH, "toy")


def test_an_unknown_label_is_refused():
    """A label that the registry does not have is refused by name; one never used is not."""
    with pytest.raises(SpanError, match="span 1, row 2: label 'PHONE_NO' is unknown"):
        check_spans(answer(GOOD, (2, 0, 0, 1, "PHONE_NO")), BATCH, "toy")
    label = pa.DictionaryArray.from_arrays(pa.array([1], pa.int8()), ["PHONE_NO", "QQ"])
    assert check_spans(replaced("label", label), BATCH, "toy").column("label").to_pylist() == ["QQ"]


def test_an_undeclared_label_is_refused():
    """A label that the registry has, yet the detector did not declare, is refused."""
    with pytest.raises(SpanError, match="label 'PERSON_NAME' is not declared by the detector"):
        check_spans(answer(GOOD), BATCH, "toy", frozenset({"QQ"}))
    assert check_spans(answer(GOOD), BATCH, "toy", frozenset({"PERSON_NAME"})).num_rows == 1


def test_a_score_that_is_no_number_is_refused():
    """A NaN would poison every curve drawn from the scores."""
    with pytest.raises(SpanError, match="the score is not a number"):
        check_spans(answer((0, 0, 0, 2, "QQ", float("nan"))), BATCH, "toy")


def test_cell_lengths_count_code_points():
    """Lengths are code points, shape (columns, rows); null cells count 0."""
    assert cell_lengths(BATCH).tolist() == [[3, 0, 2], [0, 1, 2]]
    assert cell_lengths(BATCH.slice(1)).tolist() == [[0, 2], [1, 2]]
    assert cell_lengths(pa.RecordBatch.from_pydict({})).shape == (0, 0)


def test_an_offset_inside_a_character_is_refused():
    """A byte offset that does not begin a character is refused with its span and row."""
    with pytest.raises(SpanError) as caught:
        to_code_points(answer((2, 0, 0, 1, "QQ"), (0, 0, 0, 4, "QQ")), BATCH, "toy")
    assert str(caught.value) == (
        "detector toy, span 1, row 0: a byte offset stands inside a character"
    )


CELLS = st.lists(st.tuples(*[st.none() | st.text(max_size=12)] * 2), min_size=1, max_size=6)


@given(CELLS, st.data(), st.integers(0, 2), st.sampled_from([pa.string(), pa.large_string()]))
def test_bytes_become_code_points(cells, data, skipped, kind):
    """Byte offsets of any characters become the code points they stand for, sliced or not."""
    cells = [("前😀", "x")] * skipped + cells
    batch = pa.RecordBatch.from_pydict(
        {
            str(number): pa.array(column, kind)
            for number, column in enumerate(zip(*cells, strict=True))
        }
    ).slice(skipped)
    points, in_bytes = [], []
    for row, texts in enumerate(cells[skipped:]):
        for column, text in enumerate(texts):
            if text:
                start = data.draw(st.integers(0, len(text) - 1))
                end = data.draw(st.integers(start + 1, len(text)))
                points.append((row, column, start, end, "QQ", 0.5))
                before, whole = len(text[:start].encode()), len(text[:end].encode())
                in_bytes.append((row, column, before, whole, "QQ", 0.5))
    order = data.draw(st.permutations(range(len(points))))
    converted = to_code_points(answer(*(in_bytes[at] for at in order)), batch)
    assert converted.equals(answer(*(points[at] for at in order)))
    assert check_spans(converted, batch, "toy").equals(converted)


def test_the_nearest_label_is_suggested():
    """An unknown one is a slip; an undeclared one is told beside those declared."""
    batch = pa.RecordBatch.from_pydict({"text": ["甲"]})
    for label, said in (
        ("MOBIL", "label 'MOBIL' is unknown; did you mean MOBILE?"),
        ("QQ", "label 'QQ' is not declared by the detector: EMAIL, MOBILE"),
    ):
        with pytest.raises(SpanError) as error:
            check_spans(spans_from([(0, 0, (0, 1, label))]), batch, "x", {"MOBILE", "EMAIL"})
        assert error.value.reason == said
