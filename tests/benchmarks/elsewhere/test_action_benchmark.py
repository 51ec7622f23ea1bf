import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.elsewhere.action_benchmark import action_benchmark
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.directory import add_result
from leakbench.benchmarks.store.reading import read_result
from leakbench.generator.spec import Spec


@pytest.fixture(scope="module")
def path(ran, digits, tmp_path_factory):
    """The file of a result on generated records."""
    source = CorpusSource(Spec(corpus="legal_person"))
    return ran(tmp_path_factory.mktemp("runs"), digits, source, rows=200)


@pytest.mark.slow
def test_every_figure_is_named_and_pinned(path):
    """Scores in percent and throughput, each with the records that it is of."""
    result = read_result(path)
    summary, found = result.summary(), action_benchmark([result])
    assert [(one["name"], one["unit"]) for one in found] == [
        ("digits: recall (legal_person, clean, text)", "%"),
        ("digits: precision (legal_person, clean, text)", "%"),
        ("digits: F1 (legal_person, clean, text)", "%"),
        ("digits: throughput (legal_person, clean, text)", "rows/s"),
    ]
    assert found[0]["value"] == 100 * summary["recall"]
    assert found[3]["value"] == summary["rows_per_s"]
    for one in found:
        assert f"records: {result.identity['content_hash']}" in one["extra"].splitlines()


def test_what_does_not_exist_is_left_out(path):
    """No figure is better than a wrong one."""
    result = read_result(path)
    assert action_benchmark([replace(result, failure="RuntimeError: no model")]) == []
    untimed = [one["unit"] for one in action_benchmark([replace(result, timing=None)])]
    assert untimed == ["%", "%", "%"]


def test_the_command_prints_what_the_action_reads(path, tmp_path):
    """A list of objects with a name, a unit and a number, which is what the action demands."""
    words = ["export", "github-action-benchmark"]
    done = CliRunner().invoke(main, [*words, str(path.parents[2])])
    assert done.exit_code == 0, done.output
    for one in json.loads(done.stdout):
        assert isinstance(one["name"], str)
        assert isinstance(one["unit"], str)
        assert isinstance(one["value"], int | float)
    failed = add_result(replace(read_result(path), failure="RuntimeError: no model"), tmp_path)
    done = CliRunner().invoke(main, [*words, str(failed)])
    assert done.exit_code == 1
    assert "nothing to export" in done.stderr
