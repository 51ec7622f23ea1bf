"""Tests of the index of commands."""

from importlib import import_module
from pkgutil import iter_modules

import click
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.console.index import index_of

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
        assert before.stderr == f"leakbench {old} is called leakbench {' '.join(words)} now\n"


def test_no_line_is_in_two_places():
    """A command of the index says nothing short of itself."""
    for name in index_of(PACKAGE).commands:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert command.short_help is None
