"""Tests of what the page says of each detector."""

import shlex
from dataclasses import replace

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.page.cards import page_cards
from leakbench.benchmarks.store.directory import find_results
from leakbench.detectors import registry
from leakbench.detectors.facts import facts

pytestmark = pytest.mark.slow


def test_a_card_says_what_the_registry_and_the_results_know(pooled_results):
    """Facts, licence, version, labels, and how it was run."""
    card = page_cards(pooled_results)["regex"]
    listed = registry.listing("regex")
    assert (card["en"], card["zh"]) == (facts()["regex"].en, facts()["regex"].zh)
    assert (card["license"], card["install"]) == (listed.license, listed.install)
    assert card["homepage"] is None
    assert card["versions"] == [listed.version]
    assert card["declared"] == list(listed.labels)
    assert card["marks"] == ["of this house", "patterns"]
    assert card["rows"] == [200, 200]
    assert card["alone"]


def test_its_command_gives_the_same_counts(pooled_results, tmp_path):
    """As it stands on the page, options that are not usual and all."""
    mine = [one for one in pooled_results if one.detector == "regex"]
    command = shlex.split(page_cards(mine)["regex"]["command"])
    assert command[0] == "leakbench"
    assert "--rows-per-file" in command
    done = CliRunner().invoke(main, [*command[1:], "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    (again,) = find_results([tmp_path / "out"])
    assert again.counts in [one.counts for one in mine]
    assert again.identity in [one.identity for one in mine]


def test_of_strangers_only_results_are_told(pooled_results):
    """A name that nobody registered here, one with an argument too many, or with a password."""
    for name in ("nobody's", "regex:x", "http://a:b@c", "<b>"):
        card = page_cards([replace(pooled_results[0], detector=name)])[name]
        assert card["license"] is None
        assert card["versions"] == [pooled_results[0].version]


def test_another_key_or_pack_takes_more_than_a_command(pooled_results):
    """Nobody is told a command that makes other records."""
    first = pooled_results[0]
    for change in ({"key": {"id": "x"}}, {"pack": {"name": "x"}}):
        spec = {**first.identity["spec"], **change}
        result = replace(first, identity={**first.identity, "spec": spec})
        assert page_cards([result])["regex"]["command"] is None
    real = replace(first, noise=None, identity={"kind": "file", "rows": 200, "sha256": "0"})
    assert page_cards([real])["regex"]["command"] is None
