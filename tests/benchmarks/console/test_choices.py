"""Tests of options and arguments of a few words."""

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.console.choices import OneOf, not_one_of


@click.command()
@click.option("--one", type=OneOf(["clean", "worn"]), default="clean")
def chosen(one):
    """Print it."""
    click.echo(one)


@pytest.mark.parametrize(("words", "told"), [([], "clean"), (["--one", "worn"], "worn")])
def test_a_word_is_taken(words, told):
    """Given, or by default."""
    assert CliRunner().invoke(chosen, words).stdout == f"{told}\n"


def test_a_wrong_word_is_told_the_nearest():
    """And all that there are."""
    said = CliRunner().invoke(chosen, ["--one", "wron"]).stderr
    assert "'wron' is not one of clean, worn; did you mean worn?" in said


def test_what_is_like_none_of_them_has_no_hint():
    """Nothing is guessed."""
    assert not_one_of("x", ["clean", "worn"]) == "'x' is not one of clean, worn"


def parameters(group):
    """Every parameter of every command."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        yield from ((name, one) for one in command.params)
        if isinstance(command, click.Group):
            yield from parameters(command)


def test_every_choice_of_every_command_is_of_this_type():
    """So that no wrong word goes without the right one."""
    choices = [(name, one) for name, one in parameters(main) if isinstance(one.type, click.Choice)]
    assert choices
    assert [name for name, one in choices if not isinstance(one.type, OneOf)] == []
