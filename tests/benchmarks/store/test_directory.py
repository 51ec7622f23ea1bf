"""Tests of the store of results."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from leakbench.benchmarks.running.entrants import entrant
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.store.directory import (
    add_result,
    find_results,
    latest,
    merge_results,
    predictions_of,
    raw_folder,
    refuse_foreign,
    stored_results,
)
from leakbench.benchmarks.store.packing import pack_results
from leakbench.benchmarks.store.results import ResultError
from leakbench.generator.datasets.outputs import OutputExistsError, OutputInUseError
from leakbench.generator.spec import Spec


def stored(labelled, out):
    """Run a detector into a store."""
    source = open_source(str(labelled()), Spec(corpus=""))
    with raw_folder(out) as raw:
        (one,) = run([source], [entrant("digits")], Scoring(), raw=raw)
        return add_result(one, out)


def test_the_place_tells_corpus_detector_version_track_and_noise(result, tmp_path):
    """All of it can be read in a path, and a name stays a file name."""
    path = add_result(result, tmp_path)
    assert path.parent == tmp_path / "real" / "digits"
    assert re.fullmatch(rf"{result.version}-text-[0-9a-f]{{8}}\.json", path.name)
    worn = add_result(replace(result, noise="worn", track="table"), tmp_path)
    assert worn.name.startswith(f"{result.version}-table-worn-")
    for corpus, start in (("../../a b", "_.._a_b-"), ("..", "_-")):
        folder = add_result(replace(result, corpus=corpus), tmp_path).parent.parent
        assert folder.parent == tmp_path
        assert folder.name.startswith(start)


def test_a_name_of_any_characters_is_a_place_of_its_own(result, tmp_path):
    """Names that differ have different places, whatever in them no path can hold."""
    names = [
        "union:a+b", "union_a+b", "union:a+c", "x:/m/n", "x:/m_n", "x:m/n", "x:" + "名" * 300,
        "x:" + "名" * 301, "", ".", "..", "/", "a\nb",
    ]  # fmt: skip
    paths = [add_result(replace(result, detector=name), tmp_path) for name in names]
    assert len({path.parent for path in paths}) == len(names)
    assert {path.parent.parent for path in paths} == {tmp_path / "real"}
    assert sorted(one.detector for one in find_results([tmp_path])) == sorted(names)
    plain = add_result(replace(result, detector="union_a+b"), tmp_path / "plain")
    assert plain.parent == tmp_path / "plain" / "real" / "union_a+b"


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
def test_two_runs_of_one_thing_lie_side_by_side(labelled, tmp_path):
    """Neither the first result nor its predictions are touched by the second."""
    first = stored(labelled, tmp_path / "out")
    before = {file: file.read_bytes() for file in (first, predictions_of(first))}
    second = stored(labelled, tmp_path / "out")
    assert first != second
    assert predictions_of(second).exists()
    assert all(file.read_bytes() == content for file, content in before.items())
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["real"]
    assert len(find_results([tmp_path / "out"])) == 2


def test_the_same_result_is_one_file(result, path, tmp_path):
    """Adding it again changes nothing."""
    assert add_result(result, tmp_path / "out") == path
    assert len(list(path.parent.iterdir())) == 1


def test_the_last_of_several_runs_counts(result):
    """Runs of unknown time are the oldest; other records are another thing."""
    unknown = replace(result, started=None)
    later = replace(result, started="2031-01-01T00:00:00+00:00")
    assert latest([later, result, unknown]) == [later]
    assert latest([unknown, result]) == [result]
    seeds = [replace(result, identity={"spec": {"seed": seed}}) for seed in (1, 2)]
    assert latest(seeds) == seeds


def test_a_store_is_written_into_and_nothing_else(path, tmp_path):
    """A directory with other things in it is somebody's."""
    out = tmp_path / "out"
    refuse_foreign(tmp_path / "new")
    refuse_foreign(out)
    predictions_of(path).touch()
    refuse_foreign(out)
    (out / "real" / "mine.txt").touch()
    with pytest.raises(OutputExistsError, match="not empty"):
        refuse_foreign(out)
    with pytest.raises(OutputExistsError, match="is a file"):
        refuse_foreign(path)


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
def test_merging_keeps_every_byte(labelled, tmp_path):
    """Results come with their predictions; merging again adds nothing."""
    stores = [tmp_path / "one", tmp_path / "two"]
    files = [stored(labelled, store) for store in stores]
    out = tmp_path / "all"
    assert merge_results(stores, out) == 2
    for file in files:
        copy = out / "real" / "digits" / file.name
        assert copy.read_bytes() == file.read_bytes()
        assert predictions_of(copy).read_bytes() == predictions_of(file).read_bytes()
    assert merge_results([*stores, out], out) == 0


def test_merging_overwrites_no_result_of_the_same_name(path, tmp_path):
    """Another file of that name is put beside it; a broken one stops before anything is copied."""
    out = tmp_path / "all"
    copy = out / "real" / "digits" / path.name
    merge_results([path], out)
    document = json.loads(path.read_text("utf-8")) | {"rows": 7}
    other = tmp_path / "more" / "real" / "digits" / path.name
    other.parent.mkdir(parents=True)
    other.write_text(json.dumps(document), encoding="utf-8")
    assert merge_results([tmp_path / "more"], out) == 1
    assert copy.read_bytes() == path.read_bytes()
    assert sorted(one.rows for one in find_results([out])) == [2, 7]
    assert merge_results([tmp_path / "more"], out) == 0
    other.write_text("{", encoding="utf-8")
    with pytest.raises(ResultError, match="truncated"):
        merge_results([path, other], tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_results_are_found_where_run_puts_them(path, result, tmp_path):
    """In a directory, or by themselves, once each; other JSON beside them is none of them."""
    out = tmp_path / "out"
    (out / "perf.json").write_text("{}", encoding="utf-8")
    assert find_results([out, path]) == [result]
    shutil.copytree(out, tmp_path / "more")
    assert find_results([out, tmp_path / "more"]) == [result, result]


def test_packed_results_are_found_beside_others(path, result, tmp_path):
    """A directory may hold both; a packed file is a path too, and one that names no run is not."""
    out = tmp_path / "out"
    other = replace(result, detector="packed")
    pack_results([add_result(other, tmp_path / "more")], out / "runs.jsonl.gz")
    (out / "documents.jsonl.gz").write_bytes(b"of something else")
    assert find_results([out]) == [other, result]
    assert find_results([out / "runs.jsonl.gz"]) == [other]
    places = [(one.path, one.line) for one in stored_results([out])]
    assert places == [(out / "runs.jsonl.gz", 1), (path, None)]
    refuse_foreign(out)


def test_merging_restores_the_files_that_were_packed(result, tmp_path):
    """Byte by byte and under their names."""
    files = [
        add_result(replace(result, detector=name, noise=noise), tmp_path / "out")
        for name in ("one", "a:b/c")
        for noise in ("worn", None)
    ]
    pack_results([tmp_path / "out"], tmp_path / "runs.jsonl.gz")
    copy = tmp_path / "copy"
    assert merge_results([tmp_path / "runs.jsonl.gz"], copy) == len(files)
    for file in files:
        assert (copy / file.relative_to(tmp_path / "out")).read_bytes() == file.read_bytes()
    assert merge_results([tmp_path / "runs.jsonl.gz", tmp_path / "out"], copy) == 0


def test_what_a_killed_run_left_is_deleted_by_the_next_one(path, result, tmp_path):
    """Raw predictions without results, half of a file, and nothing of anybody else."""
    out, random = tmp_path / "out", "0123456789ab"
    left = out / f".raw.{random}.tmp"
    left.mkdir()
    (left / "0-0.predictions.parquet").touch()
    (out / f".runs.jsonl.gz.{random}.tmp").touch()
    orphan = path.with_name("1.0-text-00000000.predictions.parquet")
    half = path.with_name(f".1.0-text-00000000.json.{random}.tmp")
    mine = path.with_name("kept.predictions.parquet")
    for file in (orphan, half, mine, path.with_name(f".{mine.name}.{random}.tmp")):
        file.touch()
    refuse_foreign(out)
    with raw_folder(out) as raw:
        assert list(raw.iterdir()) == []
        assert {*path.parent.iterdir()} == {path, mine}
    assert list(out.iterdir()) == [path.parent.parent]
    assert find_results([out]) == [result]


def test_predictions_have_a_name_only_beside_their_result(result, tmp_path, monkeypatch):
    """If the result cannot be written, they are not there either."""
    raw = tmp_path / "raw"
    raw.touch()
    real = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda path, to: real(path, to) if to.suffix != ".json" else 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        add_result(replace(result, raw=raw), tmp_path / "out")
    assert not [one for one in (tmp_path / "out").rglob("*") if one.is_file()]


def test_a_store_has_one_writer(path, tmp_path):
    """Who comes second is told so before anything is run or copied."""
    out = tmp_path / "out"
    packed = out / "runs.jsonl.gz"
    for second in (
        lambda: raw_folder(out).__enter__(),
        lambda: merge_results([path], out),
        lambda: pack_results([path], packed),
    ):
        with raw_folder(out), pytest.raises(OutputInUseError, match="another leakbench writes"):
            second()
    assert pack_results([path], packed) == 1


def test_no_results_are_an_error(tmp_path):
    """An empty directory is no input for a report."""
    with pytest.raises(ResultError, match="no results"):
        find_results([tmp_path])
    with pytest.raises(ResultError, match="No such file"):
        find_results([tmp_path / "none.json"])
