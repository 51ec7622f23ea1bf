"""Tests of ``leakbench export``."""

import json
from dataclasses import replace

from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.directory import add_result
from leakbench.benchmarks.store.reading import read_result
from leakbench.generator.spec import Spec

from .command_line import invoke, refused


def test_the_command_prints_what_the_action_reads(ran, digits, tmp_path):
    """A list of objects with a name, a unit and a number, which is what the action demands."""
    path = ran(tmp_path / "run", digits, CorpusSource(Spec(corpus="legal_person")), rows=20)
    done = invoke("export", "github-action-benchmark", tmp_path / "run")
    assert done.exit_code == 0, done.output
    for one in json.loads(done.stdout):
        assert isinstance(one["name"], str)
        assert isinstance(one["unit"], str)
        assert isinstance(one["value"], int | float)
    failed = replace(read_result(path), failure="RuntimeError: no model")
    add_result(failed, tmp_path / "failed")
    said = refused(1, "export", "github-action-benchmark", tmp_path / "failed")
    assert "nothing to export" in said
