"""Tests of the index of commands."""

from importlib import import_module
from pkgutil import iter_modules

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.console.index import Index, index_of

PACKAGE = "leakbench.benchmarks.commands"


def modules():
    """The names of the modules of the package."""
    return sorted(one.name for one in iter_modules(import_module(PACKAGE).__path__))


def test_every_command_stands_in_exactly_one_group():
    """A new one gets its line in ``benchmarks/commands/index.toml``."""
    index = index_of(PACKAGE)
    named = [name for group in index.groups.values() for name in group]
    assert sorted(named) == modules()


def test_what_a_command_is_in_one_line():
    """A sentence that fits beside its name in 80 columns."""
    for name, told in index_of(PACKAGE).commands.items():
        assert told[0].isupper(), name
        assert told.endswith("."), name
        assert len(told) <= 64, name


def test_earlier_names_mean_commands_of_now():
    """None of them is a command's, none is shown, and each does what the words do."""
    index = index_of(PACKAGE)
    shown = CliRunner().invoke(main, ["--help"]).stdout
    for old, words in index.renamed.items():
        assert words[0] in index.commands
        assert old not in index.commands
        assert f"\n  {old} " not in shown
        before = CliRunner().invoke(main, [old, "--help"])
        now = CliRunner().invoke(main, [words[0], "--help"])
        assert (before.exit_code, before.stdout) == (now.exit_code, now.stdout)
        called = f"{old} is called {' '.join(words)} now"
        assert before.stderr == f"{called}: leakbench {words[0]} --help\n"


NOW = Index(
    groups={},
    renamed={"peek": ("show", "--row", "0")},
    renamed_options={"show": {"--lang": "--language", "--format text": "--format table"}},
)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("peek a", "show --row 0 a", {"peek"}),
        ("show a --lang zh", "show a --language zh", {"--lang"}),
        ("show --lang=zh a", "show --language=zh a", {"--lang"}),
        ("show --format text", "show --format table", {"--format text"}),
        ("show --format=text --lang en", "show --format=table --language en",
         {"--format text", "--lang"}),
        ("peek --lang zh", "show --row 0 --language zh", {"peek", "--lang"}),
        ("show --format json --language zh", "show --format json --language zh", set()),
        ("show -- --lang", "show -- --lang", set()),
        ("run --lang zh", "run --lang zh", set()),
        ("show", "show", set()),
    ],
)  # fmt: skip
def test_what_was_written_otherwise_is_written_as_now(was, now, told):
    """Options too, with a value behind them or in them; what is no option is left alone."""
    words, renamed = NOW.as_now(was.split())
    assert (" ".join(words), set(renamed)) == (now, told)


def test_earlier_options_are_none_of_now():
    """And those of now are of the command."""
    for name, options in index_of(PACKAGE).renamed_options.items():
        command = main.get_command(click.Context(main), name)
        known = {option for one in command.params for option in one.opts}
        for old, new in options.items():
            assert new.split()[0] in known
            assert old not in known


def test_no_line_is_in_two_places():
    """A command of the index says nothing short of itself."""
    for name in index_of(PACKAGE).commands:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert command.short_help is None
