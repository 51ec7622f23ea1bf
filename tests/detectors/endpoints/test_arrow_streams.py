import pyarrow as pa
import pytest

from leakbench.detectors.contract import SPANS, StringsError
from leakbench.detectors.endpoints.arrow_streams import answer, complete, question
from leakbench.detectors.endpoints.json_lines import AnswerError

FOUND = {"row": [1], "column": [0], "start": [0], "end": [2], "label": ["TEL"]}
BATCH = pa.RecordBatch.from_pydict({"text": ["x", "yy"]})


def framed(batch, times=1):
    """A stream with its length before it, as a program writes it."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        for _ in range(times):
            writer.write_batch(batch)
    stream = sink.getvalue().to_pybytes()
    return b"%d\n" % len(stream) + stream


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())]
)
def test_a_question_is_a_stream_of_plain_strings(kind):
    """Whatever the batch's own are; a slice is asked about as what it shows."""
    column = pa.array(["不", "甲", None, "乙"]).cast(kind).slice(1)
    size, _, stream = question(pa.RecordBatch.from_arrays([column], names=["姓名"])).partition(
        b"\n"
    )
    assert int(size) == len(stream)
    with pa.ipc.open_stream(stream) as reader:
        (batch,) = reader
    assert batch.schema == pa.schema({"姓名": pa.string()})
    assert batch.column(0).to_pylist() == ["甲", None, "乙"]


@pytest.mark.parametrize("column", [pa.array([1]), pa.array([b"\xff"]).view(pa.string())])
def test_what_is_no_text_is_not_asked_about(column):
    """A program gets no numbers, and no bytes that are no UTF-8."""
    with pytest.raises(StringsError, match=r"^column '年龄': "):
        question(pa.RecordBatch.from_arrays([column], names=["年龄"]))


def test_an_answer_is_complete_with_its_last_byte():
    """And with more than that, which is then refused."""
    said = framed(pa.RecordBatch.from_pydict(FOUND))
    assert [end for end in range(len(said) + 3) if complete(bytearray((said + b"xx")[:end]))] == [
        len(said),
        len(said) + 1,
        len(said) + 2,
    ]
    with pytest.raises(AnswerError, match="more than it said"):
        answer(said + b"xx", BATCH, {})


@pytest.mark.parametrize("said", [b"rubbish\n", b"\n", b"-5\n", b"1234567890123", b"x"])
def test_what_is_no_length_is_refused_as_soon_as_it_is_seen(said):
    """For nobody knows how much to wait for."""
    with pytest.raises(AnswerError, match="instead of a line with a number of bytes"):
        complete(bytearray(said))


@pytest.mark.parametrize(
    "label", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]
)
@pytest.mark.parametrize("number", [pa.int32(), pa.int64(), pa.uint16()])
def test_types_become_those_of_the_contract(label, number):
    """As far as nothing is lost; without scores every score is 1."""
    kinds = [label if name == "label" else number for name in FOUND]
    columns = [pa.array(one).cast(kind) for one, kind in zip(FOUND.values(), kinds, strict=True)]
    said = framed(pa.RecordBatch.from_arrays(columns, names=list(FOUND)))
    spans = answer(said, BATCH, {"TEL": "PHONE"})
    assert spans.schema == SPANS
    assert spans.to_pylist() == [
        {"row": 1, "column": 0, "start": 0, "end": 2, "label": "PHONE", "score": 1.0}
    ]


def test_scores_are_kept():
    """Where there are some."""
    said = framed(pa.RecordBatch.from_pydict({**FOUND, "score": [0.25]}))
    assert answer(said, BATCH, {"TEL": "PHONE"}).column("score").to_pylist() == [0.25]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"3\nabc", "no Arrow stream"),
        (b"0\n", "no Arrow stream"),
        (framed(pa.RecordBatch.from_pydict(FOUND), times=2), "2 batches to one"),
        (framed(pa.RecordBatch.from_pydict({"row": [1]})), "without one column 'column'"),
        (framed(pa.RecordBatch.from_pydict({**FOUND, "row": ["x"]})), "no Arrow stream"),
        (framed(pa.RecordBatch.from_pydict({**FOUND, "row": [1 << 40]})), "no Arrow stream"),
    ],
)
def test_other_streams_are_no_answer(said, reason):
    """With what is wrong."""
    with pytest.raises(AnswerError, match=reason):
        answer(said, BATCH, {})
