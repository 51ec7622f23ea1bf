import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.label_aliases import MODEL_FILE, UnmappedModelLabelsError
from leakbench.detectors.models.entity_kinds import (
    HANLP,
    LTP,
    ONTONOTES,
    meanings,
    placed,
    sentences,
)
from leakbench.generator.entities import known_labels

TEXTS = st.text("张伟李静1 \t\n。！？!?，😀", max_size=60)


@pytest.mark.parametrize("standard", [HANLP, LTP, ONTONOTES])
def test_kinds_have_labels_of_the_registry(standard):
    """Or none, for what is nobody's."""
    assert {label for label in standard.values() if label} <= known_labels()


def test_a_models_own_table_goes_first(tmp_path):
    """Then the standard, then the usual names; what nothing explains is refused."""
    names = ["PERSON", "CARDINAL", "FAC", "手机号"]
    assert meanings(names, ONTONOTES, tmp_path) == {
        "PERSON": "PERSON",
        "FAC": "ADDRESS",
        "手机号": "MOBILE",
    }
    (tmp_path / MODEL_FILE).write_text("alias,label\nFAC,\nCARDINAL,AMOUNT\n", "utf-8")
    assert meanings(names, ONTONOTES, tmp_path) == {
        "PERSON": "PERSON",
        "CARDINAL": "AMOUNT",
        "手机号": "MOBILE",
    }
    with pytest.raises(UnmappedModelLabelsError, match="labels without a meaning: Xx;"):
        meanings(["Xx"], ONTONOTES, tmp_path)


@given(TEXTS, st.integers(1, 20))
def test_sentences_leave_out_white_space_only(text, size):
    """Each stands where it says, is no longer than asked, and has one end."""
    found = list(sentences(text, size))
    rest = list(text)
    for start, sentence in found:
        assert text[start : start + len(sentence)] == sentence
        assert 0 < len(sentence) <= size
        assert sentence == sentence.strip()
        assert "\n" not in sentence
        rest[start : start + len(sentence)] = " " * len(sentence)
    assert set(rest) <= set(" \t\n。！？!?")
    assert found == sorted(found)


@given(st.lists(st.text("张伟12", min_size=1, max_size=3), max_size=8), st.data())
def test_words_are_placed_in_order(words, data):
    """With any white space between them."""
    text, expected = "", []
    for word in words:
        text += data.draw(st.sampled_from(["", " ", "\t "]))
        expected.append((len(text), len(text) + len(word)))
        text += word
    assert placed(text, words) == expected


def test_a_changed_word_has_no_place():
    """It is empty, and the words behind it are found again."""
    assert placed("张伟ａ李静", ["张伟", "a", "李静"]) == [(0, 2), (2, 2), (3, 5)]
