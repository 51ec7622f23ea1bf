"""Tests of ``leakbench train``."""

from functools import partial

import pytest

from leakbench.detectors.tagger.lexicon import KINDS
from leakbench.detectors.tagger.model import load_model
from leakbench.detectors.tagger.training import trainer, word_list
from leakbench.detectors.tagger.training.labelled_text import corpus_text
from leakbench.detectors.tagger.training.word_list import read_words

from .command_line import invoke


@pytest.mark.long
def test_training_writes_a_model(tmp_path, monkeypatch):
    """The command writes a model that the tagger reads, and says how its rounds went."""
    # Of two corpora and few words: to prepare a little of each takes longer than to learn from it.
    words = read_words(
        f"{first}{second} 5000 {speech}"
        for speech in KINDS[1:]
        for first in "水火木金土"
        for second in ("", *"山川天地人")
    )
    monkeypatch.setattr(word_list, "word_list", lambda: words)
    few = partial(corpus_text, corpora=["legal_person", "chat_messages"])
    monkeypatch.setattr(trainer, "corpus_text", few)
    out = tmp_path / "new" / "model.zip"
    result = invoke("train", "--rows", 2, "--seed", 3, "--out", out)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "round 1 of" in result.stderr
    about = load_model(out).about
    assert about["course"]["rows"] == 2
    assert about["course"]["seed"] == 3
