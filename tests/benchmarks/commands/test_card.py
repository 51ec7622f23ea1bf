"""Tests of ``leakbench card``."""

from leakbench.benchmarks.sources.corpus_description import corpus_description

from .command_line import invoke, refused


def test_a_card_is_printed_as_it_is():
    """To be read, or written to a file."""
    result = invoke("card", "hotel_stays")
    assert result.exit_code == 0
    assert result.stdout == corpus_description("hotel_stays")


def test_a_corpus_that_is_not_there_is_refused():
    """The known ones are named."""
    assert "unknown corpus 'nobody'; known: " in refused(2, "card", "nobody")
