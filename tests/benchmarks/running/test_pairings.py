"""Tests of pairing stored runs for comparison."""

import shutil
from dataclasses import replace

import pytest

from leakbench.benchmarks.running.pairings import pairings, side
from leakbench.benchmarks.running.stored_runs import ComparisonError
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.directory import add_result
from leakbench.benchmarks.store.predictions_hash import AlteredPredictionsError, predictions_of
from leakbench.benchmarks.store.reading import read_result
from leakbench.benchmarks.store.results import ResultError
from leakbench.generator.spec import Spec


@pytest.fixture(scope="module")
def store(ran, digits, forgetful, tmp_path_factory):
    """Two detectors on two corpora, one of them in one writing more."""
    out = tmp_path_factory.mktemp("store")
    specs = [Spec("legal_person"), Spec("exam_roster"), Spec("exam_roster", noise="worn")]
    for spec in specs:
        ran(out, digits, CorpusSource(spec), rows=40)
    for spec in specs[:2]:
        ran(out, forgetful(5), CorpusSource(spec), rows=40)
    return out


def told(found):
    """Corpora and names of what is paired."""
    return [
        (group.runs[0].result.corpus, [called for called, _, _ in group.pairs]) for group in found
    ]


def test_directories_are_paired_where_records_agree(store):
    """A detector's on a corpus, a corpus's alone, and a whole store's."""
    one, other = store / "legal_person/digits", store / "legal_person/forgetful"
    expected = [("legal_person", ["digits → forgetful"])]
    assert told(pairings([side(one), side(other)])) == expected
    assert told(pairings([side(store / "legal_person")])) == expected
    both = pairings([side(store)])
    assert sorted(told(both)) == [("exam_roster", ["digits → forgetful"]), *expected]
    assert all(len(group.runs) == 2 for group in both)


def test_one_name_on_both_sides_is_told_with_its_place(store, tmp_path):
    """Two runs of a detector."""
    again = tmp_path / "again"
    shutil.copytree(store / "legal_person", again / "legal_person")
    found = pairings([side(store / "legal_person/digits"), side(again / "legal_person/digits")])
    ((_, (called,)),) = told(found)
    assert called == (
        f"digits ({store / 'legal_person/digits'}) → digits ({again / 'legal_person/digits'})"
    )


def test_the_last_run_counts(store, tmp_path):
    """Of several of one thing in a directory."""
    shutil.copytree(store / "legal_person", tmp_path / "legal_person")
    (path,) = (tmp_path / "legal_person/digits").glob("*.json")
    late = add_result(replace(read_result(path), started="2099-01-01"), tmp_path)
    shutil.copy(predictions_of(path), predictions_of(late))
    assert [run.path for run in side(tmp_path / "legal_person/digits").runs] == [late]


def test_what_has_no_answers_is_left_out_and_told(store, tmp_path):
    """Unless nothing else is there, or a file was named."""
    shutil.copytree(store / "legal_person", tmp_path / "legal_person")
    (path,) = (tmp_path / "legal_person/digits").glob("*.json")
    predictions_of(path).unlink()
    found = side(tmp_path / "legal_person")
    assert [run.result.detector for run in found.runs] == ["forgetful"]
    assert [f"{path} has no predictions beside it" in reason for reason in found.left_out] == [True]
    for alone in (path, path.parent):
        with pytest.raises(ComparisonError, match="has no predictions beside it"):
            side(alone)


def test_altered_answers_are_never_left_out(store, tmp_path):
    """Who hides a file that was changed hides the change."""
    shutil.copytree(store / "legal_person", tmp_path / "legal_person")
    (path,) = (tmp_path / "legal_person/digits").glob("*.parquet")
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(AlteredPredictionsError):
        side(tmp_path / "legal_person")


def test_nothing_in_common_is_one_line(store, tmp_path):
    """With the first difference."""
    one, other = side(store / "legal_person/digits"), side(store / "exam_roster/forgetful")
    with pytest.raises(ComparisonError) as error:
        pairings([one, other])
    assert str(error.value) == (
        f"{one.path} and {other.path} do not compare: the corpus differs "
        "(legal_person and exam_roster)"
    )
    with pytest.raises(ComparisonError, match="is one result: name another to compare it with"):
        pairings([one])
    with pytest.raises(ResultError, match="no results in it"):
        side(tmp_path)
