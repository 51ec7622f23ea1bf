import json
import re

import pyarrow as pa
import pytest

from leakbench.detectors import conformance
from leakbench.detectors.contract import accept
from leakbench.detectors.models.chat_endpoint import EndpointError
from leakbench.detectors.models.llm import PIECE, Llm, instructions, label_of
from leakbench.generator.entities import entities


@pytest.fixture
def quoting(server, complete):
    """Let the server quote certain texts wherever it is asked about them: kind by pattern."""

    def quote(kinds, form="{}"):
        def answer(body):
            text = body["messages"][1]["content"]
            items = [
                {"text": found, "type": kind}
                for pattern, kind in kinds.items()
                for found in re.findall(pattern, text)
            ]
            reply = json.dumps({"entities": items}, ensure_ascii=False)
            return complete(form.format(reply))

        server.answer = answer
        return Llm("m")

    return quote


def found(detector, *texts):
    """Row, text and label of the spans in a column of texts."""
    batch = pa.RecordBatch.from_pydict({"text": pa.array(texts, pa.string())})
    spans = accept(detector.detect(batch), batch, detector).to_pylist()
    return [
        (span["row"], texts[span["row"]][span["start"] : span["end"]], span["label"])
        for span in spans
    ]


def test_keeps_the_contract(quoting):
    """Every property that a detector must keep."""
    conformance.check(quoting({"张伟|李静|王芳": "PERSON_NAME", "1[0-9]{10}": "MOBILE"}))


def test_knows_its_name_and_labels(quoting):
    """It is named after its model, and asked for every label of the registry."""
    detector = quoting({})
    assert detector.name == "llm:m"
    assert detector.labels == set(entities())
    assert Llm.labels == frozenset()


def test_every_occurrence_counts(quoting):
    """Said once, found wherever it stands; fences are stripped."""
    detector = quoting({"张伟": "PERSON_NAME"}, form="```json\n{}\n```")
    assert found(detector, "张伟给张伟打电话", None, "", "李静，张伟") == [
        (0, "张伟", "PERSON_NAME"),
        (0, "张伟", "PERSON_NAME"),
        (3, "张伟", "PERSON_NAME"),
    ]


def test_the_text_is_sent_as_it_is(quoting, server):
    """Nothing is added to the text, and the instructions name every label."""
    found(quoting({}), " 张伟\u200b😀 ")
    instructed, asked = server.asked[0]["messages"]
    assert asked == {"role": "user", "content": " 张伟\u200b😀 "}
    assert instructed == {"role": "system", "content": instructions()}
    assert "JSON" in instructions()  # without the word, servers refuse JSON mode
    for name, entity in entities().items():
        assert f"- {name}：{entity.title}\n" in instructions()
    assert "$" not in instructions()


def test_what_is_dropped_is_counted(server, complete):
    """Kinds that nobody asked for and texts that do not stand there are no spans."""
    items = [("张伟", "姓名"), ("张伟", "LUCK"), ("赵六", "PERSON_NAME"), ("李静", "BOOK")]
    listed = [{"text": text, "type": kind} for text, kind in items]
    server.answer = lambda _body: complete(json.dumps({"entities": listed}))
    detector = Llm("m")
    assert found(detector, "张伟和李静") == [(0, "张伟", "PERSON_NAME")]
    assert (detector.cost.cost.unknown_types, detector.cost.cost.invented) == (2, 1)


def test_prose_is_counted_and_finds_nothing(server, complete):
    """A reply without JSON is the model's failure, not the run's."""
    server.answer = lambda _body: complete("抱歉，我不能回答。")
    detector = Llm("m")
    assert found(detector, "张伟", "李静") == []
    assert detector.cost.cost.malformed == 2


def test_equal_cells_are_asked_about_once(quoting, server):
    """A column of one value costs one request, and blank cells none."""
    detector = quoting({"张伟": "PERSON_NAME"})
    assert len(found(detector, *["张伟"] * 30, " ", "\n")) == 30
    assert len(server.asked) == 1
    assert detector.cost.cost.requests == 1
    assert len(found(detector, "张伟")) == 1
    assert (detector.cost.cost.requests, detector.cost.cost.cached) == (1, 1)


def test_long_texts_are_asked_about_in_pieces(quoting, server):
    """No question is longer than a piece, and spans stand where they are in the whole."""
    text = "我是张伟。" * (PIECE // 2)
    assert found(quoting({"张伟": "PERSON_NAME"}), text) == [(0, "张伟", "PERSON_NAME")] * (
        PIECE // 2
    )
    sizes = [len(body["messages"][1]["content"]) for body in server.asked]
    assert max(sizes) <= PIECE


def test_a_failure_stops_the_run(server, waits):
    """A server that refuses is one error, not an empty answer."""
    server.answer = lambda _body: (403, {"error": "no"}, {})
    with pytest.raises(EndpointError, match="status 403"):
        found(Llm("m"), "张伟", "李静")
    assert waits == []


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("MOBILE", "MOBILE"),
        (" mobile ", "MOBILE"),
        ("手机号码", "MOBILE"),
        ("QQ 号", "QQ"),
        ("CREDIT_CARD", "BANK_CARD"),
        ("PHONE", None),
        ("", None),
    ],
)
def test_kinds_are_understood(kind, label):
    """A code in either case, a title and a usual name are known; a coarse kind is not."""
    assert label_of(kind) == label
