"""Tests of templates and of the marks around what becomes a span."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.tagger.tag_set import LABELS
from leakbench.detectors.tagger.training.sentence_templates import (
    field_parts,
    mark_spans,
    take_marks,
    templates,
)

ROWS = st.lists(
    st.lists(
        st.tuples(st.text("王a，😀", max_size=4), st.none() | st.integers(0, len(LABELS) - 1)),
        max_size=4,
    ),
    min_size=1,
    max_size=4,
)


def marked(text, label):
    """A text with marks around it if it has a label."""
    return text if label is None else f"{chr(0xE000 + label)}{text}{chr(0xE010)}"


@given(ROWS)
def test_marks_are_taken_out_and_say_where_spans_are(rows):
    """What was marked is a span in code points, and nothing else of the text changes."""
    data = ["".join(marked(*part) for part in row).encode() for row in rows]
    offsets = np.cumsum([0, *map(len, data)]).astype(np.int32)
    plain, new, spans = take_marks(np.frombuffer(b"".join(data), np.uint8), offsets)
    texts = ["".join(text for text, _ in row) for row in rows]
    assert [plain[a:b].tobytes().decode() for a, b in pairwise(new)] == texts
    expected = []
    for number, row in enumerate(rows):
        at = 0
        for text, label in row:
            if label is not None:
                expected.append([number, at, at + len(text), label])
            at += len(text)
    assert spans.T.tolist() == expected


def test_fields_with_a_label_are_marked():
    """Others stay as they are."""
    name = LABELS.index("PERSON_NAME")
    assert mark_spans("{n}的{p2}") == f"{{n}}的{marked('{p2}', name)}"


def test_a_field_is_letters_and_a_number():
    """The first draw needs no number; another field is refused."""
    assert field_parts("ns") == ("ns", 1)
    assert field_parts("p12") == ("p", 12)
    with pytest.raises(ValueError, match=r"sentence_templates\.toml: field '2p'"):
        field_parts("2p")


def test_held_sentences_are_trained_on_never():
    """No sentence stands in both lists."""
    listed = templates()["templates"]
    assert not set(listed["train"]) & set(listed["held"])
