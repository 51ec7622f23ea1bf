"""The pages that list what there is name all of it, in both languages."""

import re
import tomllib

import pytest

import leakbench as lb
from leakbench.generator.corpus import corpus_names, load_corpus

from .written import LANGUAGES, ROOT


def page(language, name):
    """The text of a guide."""
    return (ROOT / "docs" / language / name).read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", corpus_names())
def test_a_corpus_has_its_line(name, language):
    """With a link to its card, and the legal tiers of its declaration."""
    row = re.search(
        rf"^\| \[`{name}`\]\(\.\./\.\./results/cards/{name}\.md\) \| .+ \| (.+) \|$",
        page(language, "corpora.md"),
        re.MULTILINE,
    )
    assert row, f"docs/{language}/corpora.md: no line for {name}"
    assert tuple(map(int, re.findall(r"\d+", row[1]))) == tuple(sorted(load_corpus(name).tiers))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_detector_is_named(language):
    """Each that leakbench brings, by its entry point."""
    own = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = own["project"]["entry-points"]["leakbench.detectors"]
    text = page(language, "detector-list.md")
    missing = {name for name in names if not re.search(rf"`{name}\b", text)}
    assert not missing, f"docs/{language}/detector-list.md: no line for {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_name_is_in_the_reference(language):
    """With what its docstring says."""
    documented = re.findall(
        r"^\.\. auto\w+:: leakbench\.(\w+)$", page(language, "reference.md"), re.MULTILINE
    )
    assert sorted(documented) == sorted(lb.__all__)
