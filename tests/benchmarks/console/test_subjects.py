"""Tests of options that name corpora and detectors."""

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.console import completing
from leakbench.benchmarks.console.subjects import (
    corpora_option,
    corpus_option,
    detector_option,
    detectors_option,
    real_option,
)


def asked(option, *words):
    """What a command is given that has the option."""
    found = {}

    @click.command()
    @option
    def command(**chosen):
        """Keep what was chosen."""
        found.update(chosen)

    result = CliRunner().invoke(command, words)
    assert result.exit_code == 0, result.output
    assert command.params[0]._custom_shell_complete in vars(completing).values()  # noqa: SLF001 - click has no other way
    return found


@pytest.mark.parametrize(
    ("option", "words", "chosen"),
    [
        (corpora_option(help=""), ["--corpus", "a", "--corpus", "b"], {"corpora": ("a", "b")}),
        (corpora_option(help=""), [], {"corpora": ()}),
        (corpus_option(help="", default="a"), [], {"corpus": "a"}),
        (corpus_option(help=""), ["--corpus", "b"], {"corpus": "b"}),
        (detectors_option(), ["--detector", "a:b", "--detector", "c"], {"detectors": ("a:b", "c")}),
        (detector_option(default=None, help=""), [], {"detector": None}),
        (real_option(multiple=True), ["--real", "a", "--real", "b"], {"real": ("a", "b")}),
        (real_option(multiple=False), ["--real", "a"], {"real": "a"}),
    ],
)
def test_names_are_given_as_they_are(option, words, chosen):
    """One, or several in their order; shells complete all of them."""
    assert asked(option, *words) == chosen
