"""Tests of the columns that every format is made of."""

import numpy as np
import pytest
from hypothesis import given

from leakbench.benchmarks.sources.opening import open_path, open_source
from leakbench.benchmarks.training_formats.labelled_texts import BATCH, LabelledTexts
from leakbench.generator.spec import Spec

from .labelled_records import labelled_texts, longest, records


@pytest.mark.slow
@given(records())
def test_spans_are_columns(made):
    """Of every record in their order, and without those that overlap a longer one."""
    texts = labelled_texts(made)
    (batch,) = texts.batches()
    assert batch.texts.to_pylist() == [text for text, _ in made]
    for spans, wanted in ((batch.spans, made), (batch.spans.longest(), longest(made))):
        rows = zip(*(column.tolist() for column in spans), strict=True)
        found = [(record, start, end, texts.labels[label]) for record, start, end, label in rows]
        flat = [(at, *span) for at, (_, spans_of) in enumerate(wanted) for span in spans_of]
        assert found == flat
        assert np.diff(spans.offsets(len(made))).tolist() == [len(one) for _, one in wanted]


def test_a_card_says_what_labels_mean(labelled, tmp_path):
    """They are exported under the registry's names; what it leaves out is not there."""
    labelled()
    (tmp_path / "card.toml").write_text(
        'path = "real.jsonl"\n[labels]\nPERSON = "PERSON_NAME"\nPHONE = ""\n', "utf-8"
    )
    texts = LabelledTexts(open_path(tmp_path / "card.toml"), 2)
    (batch,) = texts.batches()
    assert texts.labels == ("PERSON_NAME",)
    assert batch.spans.end.tolist() == [2]


@pytest.mark.slow
def test_records_are_made_when_they_are_asked_for():
    """Memory is bounded by a batch, and who watches is told of each."""
    told = []
    texts = LabelledTexts(open_source("legal_person", Spec("")), BATCH + 5, told.append)
    coming = texts.batches()
    assert len(next(coming).texts) == BATCH
    assert told == []
    assert (len(next(coming).texts), told) == (5, [BATCH])
    assert next(coming, None) is None
    assert told == [BATCH, 5]


@pytest.mark.parametrize("split", ["train", "dev"])
def test_the_split_is_the_sources(split, dataset, labelled):
    """Of what is generated and what was; a labelled file has one, which trains."""
    assert LabelledTexts(open_source("legal_person", Spec("", split=split)), 1).split == split
    assert LabelledTexts(open_path(dataset), 1).split == "test"
    assert LabelledTexts(open_path(labelled()), 1).split == "train"


def test_what_was_generated_is_synthetic(dataset, labelled):
    """Nothing is said of what a file holds."""
    assert LabelledTexts(open_path(dataset), 1).spec
    assert LabelledTexts(open_path(labelled()), 1).spec is None
