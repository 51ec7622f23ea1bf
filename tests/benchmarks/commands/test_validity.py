"""Tests of ``leakbench validity``; what it writes is tested with the documents."""

from .command_line import refused


def test_a_directory_with_something_in_it_is_kept(labelled, tmp_path):
    """Without --force nothing is replaced, and nothing is measured in vain."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").touch()
    assert "--force" in refused(2, "validity", "--real", labelled(), "--out", tmp_path / "out")


def test_generated_text_is_not_taken_for_real():
    """It has an option of its own."""
    said = refused(2, "validity", "--real", "legal_person")
    assert "legal_person is generated; --synthetic takes such corpora" in said


def test_a_noise_that_is_none_is_refused(labelled):
    """The known ones are named."""
    said = refused(2, "validity", "--real", labelled(), "--synthetic", "legal_person/loud")
    assert "'loud' is not one of clean, worn, evasive" in said
