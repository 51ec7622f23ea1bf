import pytest

from leakbench.api.records import ROWS, First, sources
from leakbench.benchmarks.sources.opening import NoSuchFileError
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.spec import Spec

BASE = Spec("", seed=3, split="dev")


def test_names_take_the_base_and_each_noise():
    """A spec stays as it is."""
    own = Spec("legal_person", noise="evasive")
    opened = sources(["exam_roster", own], BASE, ["clean", "worn"], None)
    assert [(one.spec.corpus, one.spec.noise, one.spec.seed) for one in opened] == [
        ("exam_roster", "clean", 3),
        ("exam_roster", "worn", 3),
        ("legal_person", "evasive", 0),
    ]
    assert [one.rows for one in opened] == [ROWS] * 3


def test_a_dataset_is_cut_to_its_first_records(tmp_path):
    """Its own records, fewer of them; all of them where they are not more."""
    write_dataset(Spec("exam_roster"), 30, tmp_path / "lists")
    (whole,) = sources([tmp_path / "lists"], BASE, ["clean", "worn"], 30)
    (first,) = sources([str(tmp_path / "lists")], BASE, ["clean"], 10)
    assert whole.rows == 30
    assert isinstance(first, First)
    assert (first.rows, first.name, first.noise) == (10, "exam_roster", "clean")
    assert (first.labels(), first.mapping) == (whole.labels(), whole.mapping)
    assert first.identity(10) == whole.identity(10)
    (chunk,) = first.chunks("text", 100, 100)
    (expected,) = whole.chunks("text", 100, 10)
    assert chunk.strings.equals(expected.strings)
    assert chunk.truth.equals(expected.truth)


def test_a_file_that_is_not_there_is_named():
    """It is not taken for a corpus."""
    with pytest.raises(NoSuchFileError, match=r"no such file: real.jsonl"):
        sources(["real.jsonl"], BASE, ["clean"], None)
