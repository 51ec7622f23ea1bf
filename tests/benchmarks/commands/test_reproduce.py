"""Tests of ``leakbench reproduce``."""

import json
import shutil

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.packing import pack_results
from leakbench.generator.spec import Spec


def invoke(*arguments):
    """Run ``leakbench reproduce`` in this process."""
    return CliRunner().invoke(main, ["reproduce", *(str(argument) for argument in arguments)])


@pytest.fixture(scope="module")
def published(ran, digits, tmp_path_factory):
    """A store of one detector on two corpora."""
    out = tmp_path_factory.mktemp("published")
    for corpus in ("legal_person", "exam_roster"):
        ran(out, digits, CorpusSource(Spec(corpus=corpus)), rows=50)
    return out


@pytest.fixture
def again(published, tmp_path):
    """A copy of it, to be changed."""
    return shutil.copytree(published, tmp_path / "again")


def _change(store, corpus, change):
    (path,) = store.glob(f"{corpus}/*/*.json")
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document), "utf-8")


def _miscount(document):
    document["counts"]["fine"]["MOBILE"]["exact_same"] += 1


@pytest.mark.slow
def test_a_repetition_of_equal_counts_agrees(ran, digits, published, tmp_path):
    """The same corpora run anew: nothing to show, a line on stderr, exit code 0."""
    for corpus in ("exam_roster", "legal_person"):
        ran(tmp_path / "anew", digits, CorpusSource(Spec(corpus=corpus)), rows=50)
    done = invoke(published, tmp_path / "anew")
    assert done.exit_code == 0, done.output
    assert "2 of 2 comparisons agree" in done.stderr
    assert "digits" not in done.stdout


def test_packed_results_are_compared_too(published, tmp_path):
    """As what was published, in a directory, and as the repetition."""
    packed = tmp_path / "published" / "runs.jsonl.gz"
    pack_results([published], packed)
    for stores in ((packed.parent, published), (published, packed), (packed, packed)):
        done = invoke(*stores)
        assert done.exit_code == 0, done.output
        assert "2 of 2 comparisons agree" in done.stderr


def test_json_says_it_of_every_run(published, again):
    """Those that agree too."""
    done = invoke(published, again, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == [
        {
            "corpus": corpus,
            "noise": "clean",
            "track": "text",
            "detector": "digits",
            "agrees": True,
            "reason": "counts are equal",
        }
        for corpus in ("exam_roster", "legal_person")
    ]


def test_a_changed_count_is_exit_code_1(published, again):
    """The run is shown with its reason, the one that agrees is not."""
    _change(again, "exam_roster", _miscount)
    done = invoke(published, again)
    assert done.exit_code == 1
    assert "exam_roster" in done.stdout
    assert "other counts" in done.stdout
    assert "legal_person" not in done.stdout
    assert done.stderr.splitlines()[-1] == "Error: 1 of 2 comparisons do not agree"


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_run_that_is_missing_is_exit_code_1(published, again, form):
    """What was not run again is not reproduced, whatever form it is told in."""
    shutil.rmtree(again / "legal_person")
    done = invoke(published, again, "--format", form)
    assert done.exit_code == 1
    assert "not run again" in done.stdout


def test_other_records_are_exit_code_1(published, again):
    """Equal counts of another corpus reproduce nothing."""
    _change(again, "legal_person", lambda document: document["corpus"].update(content_hash="0"))
    done = invoke(published, again)
    assert done.exit_code == 1
    assert "other records" in done.stdout


@pytest.mark.parametrize("place", [0, 1])
def test_a_directory_without_results_is_named(published, tmp_path, place):
    """As what was published and as the repetition: exit code 1, one line."""
    stores = [published, published]
    stores[place] = tmp_path
    done = invoke(*stores)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert f"{tmp_path}: no results in it" in done.stderr.splitlines()[-1]


def test_a_path_that_is_not_there_is_bad_usage(published, tmp_path):
    """Exit code 2, and the path."""
    done = invoke(published, tmp_path / "none")
    assert done.exit_code == 2
    assert "none' does not exist" in done.stderr
