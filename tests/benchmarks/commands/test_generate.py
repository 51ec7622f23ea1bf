"""Tests of ``leakbench generate``."""

import pytest

from leakbench.generator.datasets.dataset import open_dataset

from .command_line import invoke, refused


def test_generate_writes_a_dataset(tmp_path):
    """Of the corpus, rows, seed, split and noise asked for; stdout stays free."""
    out = tmp_path / "out"
    result = invoke(
        "generate",
        "exam_roster",
        "--rows",
        20,
        "--seed",
        7,
        "--split",
        "dev",
        "--noise",
        "evasive",
        "--out",
        out,
    )
    assert (result.exit_code, result.stdout) == (0, "")
    manifest = open_dataset(out).manifest
    assert manifest.rows == 20
    spec = manifest.spec
    assert (spec.corpus, spec.seed, spec.split, spec.noise) == ("exam_roster", 7, "dev", "evasive")
    assert spec.columns == "own"


@pytest.mark.slow
def test_generate_passes_on_everything_of_the_spec(tmp_path):
    """Day, identity, headers and columns stand in the manifest; workers and parts do not."""
    arguments = [
        *("--reference-date", "2031-02-03", "--identity", "unassignable"),
        *("--headers", "pinyin", "--columns", "mixed"),
    ]
    first = tmp_path / "first"
    result = invoke(
        "generate", "exam_roster", "--rows", 20, *arguments, "--workers", 2, "--out", first
    )
    assert result.exit_code == 0, result.stderr
    spec = open_dataset(first).manifest.spec
    assert (str(spec.reference_date), spec.identity) == ("2031-02-03", "unassignable")
    assert (spec.headers, spec.columns) == ("pinyin", "mixed")
    out = tmp_path / "out"
    said = [
        invoke("generate", "exam_roster", "--rows", 20, *arguments, "--part", part, "--out", out)
        for part in ("1/2", "2/2")
    ]
    assert [one.exit_code for one in said] == [0, 0]
    assert "0 of 1 shards are there; the other parts are missing" in said[0].stderr
    assert open_dataset(out).manifest == open_dataset(first).manifest


def test_generate_overwrites_only_when_told(tmp_path):
    """A directory in use is a usage error; --force replaces the dataset."""
    (tmp_path / "kept.txt").touch()
    arguments = ("generate", "exam_roster", "--rows", 5, "--out", tmp_path)
    assert "exists and is not empty" in refused(2, *arguments)
    assert list(tmp_path.iterdir()) == [tmp_path / "kept.txt"]
    assert invoke(*arguments, "--force").exit_code == 0
    assert (tmp_path / "kept.txt").exists()
