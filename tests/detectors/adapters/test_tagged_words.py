from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.adapters.tagged_words import spans_of_words

LABELS = {"PER": "PERSON_NAME", "LOC": "ADDRESS", "ORG": "COMPANY"}
WORDS = st.lists(st.tuples(st.text(min_size=1, max_size=4), st.sampled_from(["PER", "LOC", "n"])))


@given(WORDS, st.integers(0, 9))
def test_spans_lie_on_words(words, start):
    """Every span is the very characters of its word, or of touching places."""
    text = "-" * start + "".join(word for word, _ in words)
    spans = list(spans_of_words(words, LABELS, start))
    people = [word for word, tag in words if tag == "PER"]
    assert [text[at:end] for at, end, label in spans if label == "PERSON_NAME"] == people
    places = "".join(word for word, tag in words if tag == "LOC")
    assert "".join(text[at:end] for at, end, label in spans if label == "ADDRESS") == places
    assert spans == sorted(spans)


def test_touching_places_are_one():
    """The parts of one address are one span; what stands between them parts them."""
    words = [("浙江省", "LOC"), ("杭州市", "LOC"), ("的", "u"), ("西湖区", "LOC")]
    assert list(spans_of_words(words, LABELS)) == [(0, 6, "ADDRESS"), (7, 10, "ADDRESS")]


def test_touching_names_stay_apart():
    """Two names or firms that touch are two."""
    words = [
        ("张伟", "PER"),
        ("李静", "PER"),
        ("示例公司", "ORG"),
        ("杭州", "LOC"),
        ("王芳", "PER"),
    ]
    assert list(spans_of_words(words, LABELS)) == [
        (0, 2, "PERSON_NAME"),
        (2, 4, "PERSON_NAME"),
        (4, 8, "COMPANY"),
        (8, 10, "ADDRESS"),
        (10, 12, "PERSON_NAME"),
    ]
