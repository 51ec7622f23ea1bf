"""Tests of groups of commands."""

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.console.group import FolderGroup, Group
from leakbench.generator.errors import FAILURE, USAGE, LeakbenchError


class UselessError(LeakbenchError):
    """What was asked for does not exist."""

    exit_code = USAGE


def failing(error):
    """A group of one command that raises."""

    @click.group(cls=Group)
    def group():
        """Hold one command."""

    @group.command()
    def fail():
        """Raise."""
        raise error

    return CliRunner().invoke(group, ["fail"])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LeakbenchError("one\n  line"), FAILURE),
        (UselessError("one line"), USAGE),
        (OSError("one line"), FAILURE),
        (click.UsageError("one line"), USAGE),
    ],
)
def test_an_error_is_one_line_and_its_own_exit_code(error, code):
    """On stderr, nothing on stdout."""
    result = failing(error)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == "Error: one line\n"


def test_a_fault_of_our_own_is_a_traceback():
    """Nobody could mend what is not said."""
    result = failing(KeyError("x"))
    assert isinstance(result.exception, KeyError)


def test_stopping_is_a_failure():
    """As it is for whoever waits for the command."""
    result = failing(KeyboardInterrupt())
    assert result.exit_code == FAILURE
    assert result.stderr.splitlines()[-1] == "Error: stopped"


def test_commands_are_the_modules_of_a_folder():
    """Sorted; a name that is none is none."""
    group = FolderGroup("some", package="leakbench.benchmarks.commands")
    context = click.Context(group)
    names = group.list_commands(context)
    assert names == sorted(names)
    assert all(group.get_command(context, name).name == name for name in names)
    assert group.get_command(context, "nothing") is None
