"""Tests of errors as a page for the browser."""

from leakbench.benchmarks.error_analysis.analysis import NO_TRAIT
from leakbench.benchmarks.error_analysis.page import headline, page


def test_a_page_is_whole_and_escapes_what_it_shows(errors):
    """One file without anything to load; markup in a text stays text."""
    written = page(errors, "a <b> & c", 5)
    assert "<title>a &lt;b&gt; &amp; c</title>" in written
    assert headline(errors) in written
    assert "prefers-color-scheme: dark" in written
    assert 'name="viewport"' in written
    assert "http" not in written
    assert "<script" not in written
    assert written.count("<details") == sum(min(5, len(one)) for *_, one in errors.sections())
    assert NO_TRAIT not in written
