"""Tests of options that several commands share."""

import os
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.console.options import (
    DEBUG,
    labels_option,
    map_option,
    pack_option,
    spec_options,
)
from leakbench.benchmarks.console.subjects import detectors_option
from leakbench.generator.packs import current, opened
from leakbench.generator.spec import Spec


def given(*options, words):
    """What a command with some options is called with."""
    found = {}

    def command(**chosen):
        found.update(chosen)

    for option in options:
        command = option(command)
    result = CliRunner().invoke(click.command()(command), words)
    return result, found


def test_options_of_a_spec_are_those_of_the_spec():
    """Every field but the corpus, and a command line without any is a spec without any."""
    result, found = given(spec_options, words=[])
    assert result.exit_code == 0
    assert set(found) == {field.name for field in fields(Spec)} - {"corpus"}
    assert Spec(corpus="", **found) == Spec(corpus="")


def test_a_pack_is_in_use_as_long_as_the_command_runs():
    """It is opened, and what the command names without a spec is found in it."""
    seen = []

    def command(pack):
        seen.append((pack, current()))

    pack = Path(__file__).parents[3] / "examples/pack"
    result = CliRunner().invoke(click.command()(pack_option()(command)), ["--pack", str(pack)])
    assert result.exit_code == 0, result.output
    assert seen == [(opened(pack), opened(pack))]
    assert current() is None


def test_tracebacks_are_wanted_as_long_as_the_command_runs(monkeypatch):
    """Processes that it starts know, the next command does not."""
    monkeypatch.delenv(DEBUG, raising=False)
    seen = []

    def command(**_chosen):
        seen.append(DEBUG in os.environ)

    made = click.command()(detectors_option()(command))
    for words in (["--debug"], []):
        assert CliRunner().invoke(made, words).exit_code == 0
    assert seen == [True, False]
    assert DEBUG not in os.environ


def test_labels_are_parted_by_commas():
    """Spaces and empty parts do not matter; nothing at all is refused."""
    assert given(labels_option, words=["--labels", "A, B,,C"])[1] == {"labels": ("A", "B", "C")}
    assert given(labels_option, words=[])[1] == {"labels": None}
    assert given(labels_option, words=["--labels", ","])[0].exit_code == 2


def test_a_mapping_may_be_repeated():
    """The first equals sign parts the name from the label."""
    _, found = given(map_option, words=["--map", "TEL=PHONE", "--map", "X=MOBILE"])
    assert found == {"mapping": {"TEL": "PHONE", "X": "MOBILE"}}


@pytest.mark.parametrize("pair", ["TEL", "=PHONE", "TEL="])
def test_half_a_pair_is_refused(pair):
    """It is told as it was given."""
    result, _ = given(map_option, words=["--map", pair])
    assert result.exit_code == 2
    assert f"{pair!r} is not NAME=LABEL" in result.output


def test_a_label_that_names_are_mapped_to_is_known():
    """Also where no corpus has that name."""
    result, _ = given(map_option, words=["--map", "WHO=PERSN"])
    assert result.exit_code == 2
    assert "unknown label 'PERSN'; did you mean PERSON?" in result.output
