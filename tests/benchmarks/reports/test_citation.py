"""Tests of how leakbench is cited."""

import shutil
import subprocess

import pytest
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
    assert entry.startswith("@misc{leakbench,\n")
    for line in (
        "author = {{The authors} and Zhen, Jia}",
        r"title  = {{A title: with 50\% more}}",
        "url    = {https://example.org/a_b}",
        "note   = {Version 1.2.3, 2026-01-31, Apache-2.0}",
        "doi    = {10.0000/none}",
        "year   = {2026}",
    ):
        assert line in entry, line


def test_what_the_file_does_not_say_is_not_made_up():
    """No address, no date, no year."""
    entry = bibtex('title: "leakbench"\nauthors:\n  - name: Some\nversion: 0.1.0\n')
    assert "url" not in entry
    assert "year" not in entry
    assert "note   = {Version 0.1.0}" in entry


def test_our_entry_says_what_our_file_says():
    """The version among it."""
    assert f"note   = {{Version {cff_fields(citation_file())['version']}, " in bibtex()


@pytest.mark.slow
def test_bibtex_takes_the_entry(tmp_path):
    """Without a word, and prints author, title, year and version."""
    program = shutil.which("bibtex")
    if program is None:
        pytest.skip("no BibTeX installed: apt-get install texlive-latex-recommended")
    (tmp_path / "leakbench.bib").write_text(bibtex(FULL), "utf-8")
    lines = (r"\citation{*}", r"\bibstyle{plain}", r"\bibdata{leakbench}")
    (tmp_path / "paper.aux").write_text("\n".join(lines) + "\n", "utf-8")
    done = subprocess.run(
        [program, "paper"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0
    assert "arning" not in done.stdout
    printed = " ".join((tmp_path / "paper.bbl").read_text("utf-8").split())
    for text in ("The authors", r"A title: with 50\% more", "2026", "Version 1.2.3"):
        assert text in printed
