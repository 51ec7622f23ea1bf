import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.real.card import card_names, load_card
from leakbench.generator.corpus import corpus_names

ROOT = Path(__file__).parents[1]
READMES = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
README = "".join(READMES)


def test_the_corpora_are_listed():
    """Each has its line in the table of corpora, with a link to its card."""
    linked = set(
        re.findall(r"^\| \[`(\w+)`\]\(results/cards/\1\.md\) \|", READMES[0], re.MULTILINE)
    )
    missing = set(corpus_names()) - linked
    assert not missing, f"README.md: the table of corpora has no line for {missing}"


def test_the_detectors_are_listed():
    """Each that leakbench brings is named in the README."""
    own = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = own["project"]["entry-points"]["leakbench.detectors"]
    missing = {name for name in names if not re.search(rf"`{name}\b", READMES[0])}
    assert not missing, f"README.md: the table of detectors has no line for {missing}"


@pytest.mark.parametrize("name", card_names())
def test_the_cards_of_public_corpora_are_listed(name):
    """Each with what may be scored, and its licence."""
    card = load_card(name)
    row = re.search(rf"^\| `{name}` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", READMES[0], re.MULTILINE)
    assert row, f"README.md: the table of cards has no line for {name}"
    assert sorted(row[1].split(", ")) == card.scored
    assert row[2] == card.licence


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_links_lead_somewhere(path):
    """Pictures and files that the README points to exist."""
    assert (ROOT / path).exists()


@pytest.mark.parametrize("line", re.findall(r"^leakbench (.+?)(?:\s+#.*)?$", README, re.MULTILINE))
def test_commands_exist_with_their_options(line):
    """Every command of the README is known to the command line, with all of its options."""
    words = line.split()
    command = main
    for word in words:
        if isinstance(command, click.Group):
            command = command.get_command(click.Context(command), word)
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known
    assert CliRunner().invoke(main, [words[0], "--help"]).exit_code == 0
