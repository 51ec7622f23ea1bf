"""Tests of spaCy's DocBin."""

import sys

import pytest

from leakbench.benchmarks.training_formats.spacy_docbin import FORM, SpacyMissingError

from .labelled_records import labelled_texts

MADE = [("甲某 138\n打", [(0, 2, "PERSON"), (3, 6, "PHONE")]), ("", []), ("无", [])]


@pytest.mark.slow
def test_spacy_trains_on_it(tmp_path):
    """Its own corpus reads the directory, and its own tokens find every entity in line.

    It passes over texts that are empty.
    """
    spacy = pytest.importorskip("spacy")
    from spacy.training import Corpus  # noqa: PLC0415 - an extra

    FORM.write(labelled_texts(MADE), tmp_path / "out", force=False)
    nlp = spacy.blank("zh")
    first, *_ = examples = list(Corpus(tmp_path / "out")(nlp))
    assert [example.reference.text for example in examples] == [text for text, _ in MADE if text]
    aligned = zip(first.predicted, first.get_aligned_ner(), strict=True)
    assert [(token.text, tag) for token, tag in aligned][:5] == [
        ("甲", "B-PERSON"), ("某", "L-PERSON"), ("1", "B-PHONE"), ("3", "I-PHONE"), ("8", "L-PHONE")
    ]  # fmt: skip


@pytest.mark.slow
def test_it_is_what_add_makes(tmp_path):
    """The same documents, attribute by attribute, as spaCy packs of them itself."""
    pytest.importorskip("spacy")
    from spacy.tokens import Doc, DocBin  # noqa: PLC0415 - an extra
    from spacy.vocab import Vocab  # noqa: PLC0415 - the same

    FORM.write(labelled_texts(MADE), tmp_path / "out", force=False)
    found = DocBin().from_disk(tmp_path / "out/part-00000.spacy")
    packed = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    vocab = Vocab()
    for text, spans in MADE:
        doc = Doc(vocab, words=list(text), spaces=[False] * len(text))
        doc.set_ents([doc.char_span(*span) for span in spans])
        packed.add(doc)
    again = DocBin().from_bytes(packed.to_bytes())
    assert found.attrs == again.attrs
    assert [one.tolist() for one in found.tokens] == [one.tolist() for one in again.tokens]
    assert [one.tolist() for one in found.spaces] == [one.tolist() for one in again.spaces]
    assert (found.flags, found.cats) == (again.flags, again.cats)
    assert found.strings == again.strings


def test_without_spacy_it_is_said_what_to_install(tmp_path, monkeypatch):
    """In one line, and nothing is left behind."""
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(SpacyMissingError, match=r"pip install 'leakbench\[spacy\]'"):
        FORM.write(labelled_texts(MADE), tmp_path / "out", force=False)
    assert not list(tmp_path.iterdir())
