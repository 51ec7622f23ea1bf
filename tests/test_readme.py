"""The READMEs: short, alike in both languages, and true to what there is."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.real.card import card_names, load_card

ROOT = Path(__file__).parents[1]
READMES = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
README = "".join(READMES)
MOST_LINES = 150


@pytest.mark.parametrize("text", READMES)
def test_they_are_short(text):
    """Who wants more finds it in a guide."""
    assert len(text.splitlines()) <= MOST_LINES


def test_they_are_alike():
    """The same pictures, quotations, output and commands, but for comments, in the same order."""
    english, chinese = (
        [
            re.findall(r"<!-- begin \S+ -->", text),
            re.findall(r"!\[[^]]*\]\(([^)]+)\)|srcset=\"([^\"]+)\"", text),
            re.findall(r"^```(?:text|python)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL),
            [
                line.partition("#")[0].split()
                for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
                for line in block.splitlines()
            ],
        ]
        for text in READMES
    )
    assert english == chinese


def test_they_lead_to_the_same_guides():
    """In the same order, each to those of its language."""
    english, chinese = (
        re.findall(rf"\]\(docs/{language}/([\w-]+\.md)\)", text)
        for language, text in zip(("en", "zh"), READMES, strict=True)
    )
    assert english == chinese
    linked = {path.name for path in (ROOT / "docs/en").glob("*.md")}
    assert linked <= {*english, "index.md"}


@pytest.mark.parametrize("name", card_names())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_cards_of_public_corpora_are_listed(name, language):
    """Each with what may be scored."""
    card = load_card(name)
    text = (ROOT / f"docs/{language}/your-corpus.md").read_text("utf-8")
    row = re.search(rf"^\| `{name}` \| [^|]+ \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    assert row, f"docs/{language}/your-corpus.md: the table of cards has no line for {name}"
    assert sorted(re.split(", |、", row[1])) == card.scored


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
