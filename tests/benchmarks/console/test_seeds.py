"""Tests of seeds on a command line."""

import click
from click.testing import CliRunner

from leakbench.benchmarks.console.seeds import MAX_SEED, SecretSeed, seed_option
from leakbench.generator.spec import Spec


def given(*words):
    """What a command with a seed is called with, and how it ends."""
    found = []

    def command(seed):
        found.append(seed)

    command = click.command()(seed_option(command))
    result = CliRunner().invoke(command, words)
    return result.exit_code, found


def test_a_secret_seed_is_drawn_and_known_as_one():
    """Another each time, of all that a spec takes."""
    drawn = [given("--seed", "secret")[1][0] for _ in range(2)]
    assert drawn[0] != drawn[1]
    for seed in drawn:
        assert isinstance(seed, SecretSeed)
        assert Spec(corpus="", seed=seed).seed == seed <= MAX_SEED


def test_a_number_is_a_number():
    """Nought without any; another word is refused."""
    assert given() == (0, [0])
    _, (seed,) = given("--seed", "7")
    assert seed == 7
    assert not isinstance(seed, SecretSeed)
    for word in ("open", "-1"):
        assert given("--seed", word)[0] == 2
