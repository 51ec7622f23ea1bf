import re

import pytest

from leakbench.generator import corpus as module
from leakbench.generator.corpus import (
    DeclarationError,
    UnknownCorpusError,
    corpus_names,
    load_corpus,
)
from leakbench.generator.entities import coarse, coarse_labels, entities, known_labels
from leakbench.generator.spec import SPLITS
from leakbench.generator.surfaces.decoys import decoy_kinds, decoy_sentences


def test_every_corpus_is_declared_whole(corpus):
    """A corpus has its name, a title, labels of the registry, headers and templates by split."""
    declared = load_corpus(corpus)
    assert declared.name == corpus
    assert declared.labels <= set(entities())
    assert set(declared.tiers) <= {50, 500, 5000}
    for split in SPLITS:
        assert max(len(part.templates[split]) for part in declared.parts) >= 20
        assert len(decoy_sentences(0.1).templates[split]) >= 16
        assert all(field.headers[split] for field in declared.fields)


def test_an_unknown_corpus_is_named():
    """The message says what there is."""
    with pytest.raises(UnknownCorpusError, match=re.escape(", ".join(corpus_names()))):
        load_corpus("nothing")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('title = "', 'titel = "x"\ntitle = "', "unknown key 'titel'"),
        ("decoy_rate = 0.15", "", "no key 'decoy_rate'"),
        ('label = "COMPANY"', 'label = "FIRM"', "unknown label 'FIRM'"),
        ('value = "company.name"', 'value = "firm.name"', "unknown role 'firm'"),
    ],
)
def test_a_wrong_declaration_is_refused(monkeypatch, tmp_path, old, new, reason):
    """A misspelt key or label is named, not ignored."""
    source = module.files("leakbench.generator.corpora").joinpath("legal_person.toml")
    text = source.read_text("utf-8")
    assert old in text
    (tmp_path / "broken.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda _package: tmp_path)
    load_corpus.cache_clear()
    with pytest.raises(DeclarationError, match=reason):
        load_corpus("broken")
    load_corpus.cache_clear()


def test_the_registry_has_what_the_law_names():
    """Tiers are those of the judicial interpretation, parents close over the labels."""
    for entity in entities().values():
        assert set(entity.tiers) <= {0, 50, 500, 5000}
        assert entity.personal == (0 not in entity.tiers)
        assert coarse(entity.name) == entity.parent
    assert {"PERSON", "PHONE", "ID_NUMBER", "ORG", "ADDRESS"} <= coarse_labels()
    assert coarse_labels() | set(entities()) == known_labels()
    assert coarse("HOTLINE") == "PHONE"
    assert not entities()["HOTLINE"].personal


def test_decoy_patterns_are_not_identifiers():
    """No pattern can come out as a mobile number or as a resident ID of a real province."""
    for kind in decoy_kinds():
        for pattern in kind.patterns:
            assert not re.fullmatch(r"1[3-9#][0-9#]{9}", pattern)
            if re.fullmatch(r"[0-9#]{18}", pattern):
                assert pattern[:2] in {"20", "77"}
