"""Tests of characters and their tags."""

import pyarrow as pa
import pytest
from hypothesis import given

from leakbench.benchmarks.training_formats.characters import Characters, tag_names

from .labelled_records import labelled_texts, records


@pytest.mark.slow
@given(records())
def test_characters_are_those_of_the_texts(made):
    """Code points, one after another, and what stands in each span."""
    (batch,) = labelled_texts(made).batches()
    characters = Characters(batch.texts)
    assert characters.array.to_pylist() == list("".join(text for text, _ in made))
    lengths = [len(text) for text, _ in made]
    assert characters.begin.tolist() == [sum(lengths[:at]) for at in range(len(made) + 1)]
    words = [text[start:end] for text, spans in made for start, end, _ in spans]
    assert characters.values(batch.spans).to_pylist() == words


def test_a_slice_of_texts_has_its_own_characters():
    """None of those before it."""
    characters = Characters(pa.array(["甲乙", "丙", "", "丁1"]).slice(1, 2))
    assert characters.array.to_pylist() == ["丙"]
    assert characters.begin.tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("BIO", ["B-A", "B-A", "I-A", "I-A", "O", "B-B", "I-B"]),
        ("BIOES", ["S-A", "B-A", "I-A", "E-A", "O", "B-B", "E-B"]),
    ],
)
def test_tags_say_where_spans_begin_and_end(scheme, tags):
    """Two that touch are two, and the last may end its text."""
    texts = labelled_texts([("𠮷234", [(0, 1, "A"), (1, 4, "A")]), ("567", [(1, 3, "B")])])
    (batch,) = texts.batches()
    names = tag_names(texts.labels, scheme)
    codes = Characters(batch.texts).tags(batch.spans, scheme)
    assert [names[code] for code in codes] == tags
