import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.adapters.rjieba import Rjieba
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

TAGGER = Rjieba()._tagger  # noqa: SLF001 - offsets rest on this property of it


def test_finds_names_places_and_organisations(found):
    """Names, touching places and organisations come with the registry's labels."""
    spans = found("rjieba", "联系人张伟，住在浙江省杭州市西湖区，中国人民银行")
    assert spans == [
        ("张伟", "PERSON_NAME"),
        ("浙江省杭州市西湖区", "ADDRESS"),
        ("中国人民银行", "COMPANY"),
    ]


@given(st.text("张伟1380 \r\n\t\u200b\u0301é😀A-.#&+，\x00\x1c\u3000１𬱖", max_size=40))
def test_words_concatenate_to_the_text(text):
    """The segmenter drops and adds nothing, so lengths of words are offsets."""
    assert "".join(word for word, _ in TAGGER.tag(text)) == text


def test_words_added_elsewhere_change_nothing(found):
    """The user's global dictionary is not the detector's."""
    import rjieba  # noqa: PLC0415 - its global dictionary is what is changed

    before = found("rjieba", "某某乙丙丁说")
    rjieba._DEFAULT_JIEBA.add_word("乙丙丁", None, "nr")  # noqa: SLF001
    try:
        assert found("rjieba", "某某乙丙丁说") == before
    finally:
        rjieba.clear()


@pytest.mark.slow
def test_is_not_jieba_over_again(load_detector):
    """It shares most spans with jieba and not all: both may be listed."""
    (records,) = batches(Spec(corpus="legal_person", split="dev"), rows=200)
    batch = pa.RecordBatch.from_pydict({"text": records["text"]})
    ours, theirs = (
        {
            (one["row"], one["start"], one["end"], one["label"])
            for one in load_detector(name).detect(batch).to_pylist()
        }
        for name in ("rjieba", "jieba")
    )
    assert 0.7 < len(ours & theirs) / len(ours | theirs) < 0.95
