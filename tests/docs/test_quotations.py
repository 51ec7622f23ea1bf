"""What READMEs and guides quote is up to date, and in both languages."""

import re

import pytest

from .quotations import ROOT, as_quoted, pages, quotations

QUOTED = [(page, source, text) for page in pages() for source, text in quotations(page)]


@pytest.mark.parametrize(
    ("page", "source", "text"),
    QUOTED,
    ids=[f"{page.relative_to(ROOT)}: {source}" for page, source, _ in QUOTED],
)
def test_quotations_are_exact(page, source, text):
    """What is quoted is the file, letter by letter (``make readme`` renews it)."""
    assert text == as_quoted(source), page


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_quotation_is_left_open(page):
    """Or ended with another name, which would never be renewed."""
    text = page.read_text("utf-8")
    assert len(re.findall(r"^<!-- begin ", text, re.MULTILINE)) == len(quotations(page))


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs/en").glob("*.md")), ids=lambda page: page.name
)
def test_both_languages_quote_the_same(page):
    """Tables of figures are in both, or in their language each."""
    chinese = quotations(ROOT / "docs/zh" / page.name)
    assert [source.replace(".zh.", ".en.") for source, _ in chinese] == [
        source for source, _ in quotations(page)
    ]
