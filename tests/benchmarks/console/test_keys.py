import json

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.console.keys import key_option
from leakbench.generator.keys import DEFAULT_KEY, VARIABLE, key_of


@pytest.mark.parametrize(
    ("arguments", "environment", "key"),
    [
        ([], {}, DEFAULT_KEY),
        (["--key", "mine"], {}, key_of("mine")),
        ([], {VARIABLE: "ours"}, key_of("ours")),
        (["--key", "mine"], {VARIABLE: "ours"}, key_of("mine")),
    ],
)
def test_a_key_is_given_by_option_or_environment(arguments, environment, key):
    """The option comes first; the public one is taken where there is neither."""
    given = []

    @click.command()
    @key_option()
    def command(key):
        given.append(key)

    result = CliRunner().invoke(command, arguments, env=environment)
    assert not result.exit_code
    assert given == [key]


def test_help_never_shows_a_key_of_the_environment():
    """It names the variable alone, and the public default."""

    @click.command()
    @key_option(expose=False, help="Which key.")
    def command():
        """Do nothing."""

    result = CliRunner().invoke(command, ["--help"], env={VARIABLE: "ours"})
    assert VARIABLE in result.output
    assert "ours" not in result.output


def test_an_empty_key_is_one_line():
    """Told as wrong usage."""

    @click.command()
    @key_option(expose=False)
    def command():
        """Do nothing."""

    result = CliRunner().invoke(command, ["--key", ""])
    assert result.exit_code == 2
    assert "a key is not empty" in result.output


@pytest.mark.slow
def test_a_dataset_of_a_private_key_is_gone_on_with_by_the_key_alone(tmp_path, monkeypatch):
    """Nothing that is written has it; who audits gives it, and without it one line asks for it."""
    out = tmp_path / "set"
    run = CliRunner()
    made = ["generate", "exam_roster", "--rows", "60", "--out", str(out)]
    assert not run.invoke(main, [*made, "--key", "a private one"]).exit_code
    for file in out.rglob("*"):
        assert file.is_dir() or b"a private one" not in file.read_bytes()
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    monkeypatch.setattr("leakbench.generator.keys._at_hand", {})  # as in another process
    blind = run.invoke(main, ["audit", str(out)])
    assert blind.exit_code == 2
    assert manifest["spec"]["key"]["fingerprint"] in blind.output
    assert not run.invoke(main, ["audit", str(out), "--key", "a private one"]).exit_code
