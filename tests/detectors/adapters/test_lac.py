import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.detectors.adapters.lac import FIELD, LABELS, Lac
from leakbench.detectors.adapters.tagged_words import spans_of_words
from leakbench.detectors.contract import per_text
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


def test_finds_names_places_and_organisations(found):
    """Names, touching places and organisations come with the registry's labels."""
    spans = found("lac", "联系人张伟，住在浙江省杭州市西湖区，中国人民银行")
    assert spans == [
        ("张伟", "PERSON_NAME"),
        ("浙江省杭州市西湖区", "ADDRESS"),
        ("中国人民银行", "COMPANY"),
    ]


@pytest.mark.parametrize("gap", ["|", "\t", " ", ",", "----", "/", "\n"])
def test_fields_are_read_apart(found, gap):
    """A name in a row of a list is found behind every delimiter of such lists."""
    row = gap.join(["1", "王芳", "13800000000", "杭州示例科技有限公司"])
    assert found("lac", row) == [
        ("王芳", "PERSON_NAME"),
        ("杭州示例科技有限公司", "COMPANY"),
    ]


@given(st.text("张伟1-—|,，;；/ :：=\t\n.😀", max_size=30))
def test_fields_leave_out_delimiters_only(text):
    """Nothing but delimiters stands outside the fields, and a single hyphen stays inside."""
    rest = FIELD.sub("", text)
    assert set(rest) <= set("-|,;；/ :：=\t\n")


def test_a_hyphen_inside_a_field_stays():
    """A room number is no boundary; a run of hyphens is."""
    assert FIELD.findall("3-2-501----张伟") == ["3-2-501", "张伟"]


@settings(max_examples=30)
@given(st.text("张伟1380 \r\n\u200b\u0301😀A，\x00\u3000１𬱖", min_size=1, max_size=40))
def test_words_concatenate_to_the_text(text):
    """The tagger drops and adds nothing, so lengths of words are offsets."""
    assert "".join(word for word, _ in TAGGER.run(text)) == text


def test_runs_on_one_thread():
    """Its session takes one core, like every detector that it is compared with."""
    assert TAGGER._session.get_session_options().intra_op_num_threads == 1  # noqa: SLF001


def one_by_one(batch):
    """Ask the package itself for one field after another."""

    def find(text):
        for field in FIELD.finditer(text):
            yield from spans_of_words(TAGGER.run(field[0]), LABELS, field.start())

    return per_text(find, batch)


@pytest.mark.parametrize("noise", ["clean", "evasive"])
def test_fields_that_share_a_call_keep_their_answers(noise):
    """In buckets of one length every field has the spans that it has alone."""
    (records,) = batches(Spec(corpus="legal_person", split="dev", noise=noise), rows=300)
    batch = records.select(["text"])
    assert LAC.detect(batch).to_pylist() == one_by_one(batch).to_pylist()


@settings(max_examples=20)
@given(st.lists(st.text("张伟李静Ａ1，\u3000 |\n😀\x00", max_size=8) | st.none(), max_size=80))
def test_any_cells_keep_their_answers(cells):
    """Whatever stands in the cells of two columns, null ones too, and however many share a call."""
    columns = {"a": pa.array(cells, pa.string()), "b": pa.array(cells[::-1], pa.string())}
    batch = pa.RecordBatch.from_pydict(columns)
    assert LAC.detect(batch).to_pylist() == one_by_one(batch).to_pylist()


LAC = Lac()
TAGGER = LAC._lac  # noqa: SLF001 - offsets rest on properties of it
