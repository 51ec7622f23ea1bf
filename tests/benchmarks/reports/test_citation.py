"""Tests of how leakbench is cited."""

import yaml

from leakbench.benchmarks.reports.citation import (
    bibtex,
    cff_authors,
    cff_fields,
    citation_file,
)

FULL = """\
cff-version: 1.2.0
title: "A title: with 50% more"
authors:
  - name: "The authors"
  - family-names: Zhen
    given-names: Jia
version: 1.2.3
doi: 10.0000/none
date-released: 2026-01-31
repository-code: "https://example.org/a_b"
license: Apache-2.0
keywords:
  - one
"""


def test_fields_are_those_of_yaml():
    """Of our own file and of one with all: what a reader of YAML finds at the left edge."""
    for text in (citation_file(), FULL):
        told = yaml.safe_load(text)
        plain = {key: str(one) for key, one in told.items() if not isinstance(one, list)}
        assert cff_fields(text) == plain
        assert len(cff_authors(text)) == len(told["authors"])


def test_an_entry_has_address_version_and_date():
    """As the file says them; special characters are text, an address stays."""
    entry = bibtex(FULL)
    assert entry.startswith("@software{leakbench,\n")
    for line in (
        "author  = {{The authors} and Zhen, Jia}",
        r"title   = {{A title: with 50\% more}}",
        "url     = {https://example.org/a_b}",
        "version = {1.2.3}",
        "doi     = {10.0000/none}",
        "year    = {2026}",
        "date    = {2026-01-31}",
        "license = {Apache-2.0}",
    ):
        assert line in entry, line


def test_what_the_file_does_not_say_is_not_made_up():
    """No address, no date, no year."""
    entry = bibtex('title: "leakbench"\nauthors:\n  - name: Some\nversion: 0.1.0\n')
    assert "url" not in entry
    assert "year" not in entry
    assert "date" not in entry


def test_our_entry_says_what_our_file_says():
    """The version among it."""
    assert f"version = {{{cff_fields(citation_file())['version']}}}" in bibtex()
