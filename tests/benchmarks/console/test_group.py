"""Tests of groups of commands."""

import errno
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.console.group import FolderGroup, Group
from leakbench.generator.errors import FAILURE, USAGE, LeakbenchError
from leakbench.generator.untrusted import UnreadableFileError


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


UNWRITTEN = UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError(errno.ENOSPC, "no room", "a file"), "a file: no room"),
        (OSError(errno.ENOSPC, "no room"), "no room"),
        (UnreadableFileError(Path("a file"), "no ordinary file"), "a file: no ordinary file"),
        (UNWRITTEN, r"'\udcff' is not UTF-8: that is no name for what was asked"),
    ],
)
def test_what_the_system_refuses_is_told_without_its_number(error, line):
    """With the file that it names; also names that are no text."""
    result = failing(error)
    assert result.exit_code in {FAILURE, USAGE}
    assert result.stderr == f"Error: {line}\n"


def test_text_that_no_file_takes_is_a_fault_of_our_own():
    """A letter that an encoding lacks is no bad name."""
    result = failing(UnicodeEncodeError("ascii", "甲", 0, 1, "ordinal not in range"))
    assert isinstance(result.exception, UnicodeEncodeError)


def test_a_reader_that_has_ended_is_told_nothing():
    """As of ``| head``."""
    result = failing(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    assert (result.exit_code, result.stderr) == (FAILURE, "")


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
    """A name that is none is none."""
    group = FolderGroup("some", package="leakbench.benchmarks.commands")
    context = click.Context(group)
    names = group.list_commands(context)
    assert all(group.get_command(context, name).name == name for name in names)
    assert group.get_command(context, "nothing") is None
