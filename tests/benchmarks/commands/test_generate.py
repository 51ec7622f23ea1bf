"""Tests of ``leakbench generate``."""

import pytest

from leakbench.generator.containers.truth import read_truth
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.datasets.outputs import only_writer, only_writer_of

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


def test_generate_writes_a_file_with_its_truth(tmp_path):
    """A file name is a file; stdout stays free, and what is there is kept unless told."""
    out = tmp_path / "list.csv"
    words = ("generate", "legal_person", "--rows", 20, "--format", "csv", "--encoding", "gb18030")
    result = invoke(*words, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(out.read_text("gb18030").splitlines()) >= 21
    assert read_truth(out).about["spec"]["corpus"] == "legal_person"
    assert "is there already" in refused(2, *words, "--out", out)
    assert invoke(*words, "--out", out, "--force").exit_code == 0


def test_generate_writes_to_stdout(tmp_path, monkeypatch):
    """The data alone; that its truth is lost is said beside."""
    monkeypatch.chdir(tmp_path)
    result = invoke("generate", "clean_text", "--rows", 5, "--format", "txt", "--out", "-")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) >= 5
    assert "their truth is kept nowhere" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--out", "x"], "Missing option '--rows'"),
        (["--rows", 5, "--out", "-"], "a dataset is a directory"),
        (["--rows", 5, "--encoding", "utf-16", "--out", "x"], "only a file (--format) has"),
        (["--rows", 5, "--format", "xlsx", "--encoding", "utf-8", "--out", "x"], "has no --enc"),
        (["--rows", 5, "--format", "csv", "--delimiter", "|", "--out", "x"], "has no --delimiter"),
        (["--rows", 5, "--format", "csv", "--workers", 2, "--out", "x"], "are for datasets"),
        (["--rows", 5, "--format", "csv", "--out", "."], "is a directory"),
        (["--rows", 5, "--records", 900, "--out", "x"], "only a case has --records"),
    ],
)
def test_generate_refuses_what_does_not_go_together(tmp_path, monkeypatch, words, reason):
    """In one line that names it."""
    monkeypatch.chdir(tmp_path)
    assert reason in refused(2, "generate", "clean_text", *words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [(["--rows", 5], "a case has no --rows"), (["--noise", "worn"], "a case draws --noise")],
)
def test_a_case_refuses_what_it_draws_itself(tmp_path, words, reason):
    """Records and files are what it is asked for."""
    assert reason in refused(2, "generate", "case", *words, "--out", tmp_path / "x")


@pytest.mark.slow
def test_generate_writes_a_case(tmp_path):
    """What was seized, what is true of it, and a page that says that all is made up."""
    out = tmp_path / "office"
    result = invoke("generate", "case", "--seed", 5, "--records", 600, "--files", 12, "--out", out)
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert sorted(path.name for path in out.iterdir()) == ["README.md", "seized", "truth"]
    assert "synthetic" in (out / "README.md").read_text("utf-8")
    assert "12 files" in result.stderr


def test_training_formats_are_formats_too(tmp_path):
    """Byte for byte what leakbench export writes; nothing else of a file is asked of them."""
    one, other = tmp_path / "a.conll", tmp_path / "b.conll"
    generated = invoke(
        "generate", "exam_roster", "--rows", 9, "--format", "conll-bio", "--out", one
    )
    assert generated.exit_code == 0, generated.stderr
    invoke("export", "conll-bio", "exam_roster", "--rows", 9, "--out", other)
    assert one.read_bytes() == other.read_bytes() != b""
    said = refused(
        *(2, "generate", "exam_roster", "--rows", 9, "--format", "doccano"),
        *("--encoding", "utf-8", "--out", tmp_path / "c.jsonl"),
    )
    assert "doccano has no --encoding" in said


def test_a_broken_note_is_told_of_and_blocks_nothing(tmp_path):
    """As a loss of power may leave one; its shards are written again."""
    arguments = ("generate", "exam_roster", "--rows", 20, "--out", tmp_path / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".partial.json").touch()
    result = invoke(*arguments)
    assert result.exit_code == 0
    assert "not a manifest" in result.stderr
    assert "written again" in result.stderr
    assert open_dataset(tmp_path / "out").manifest.rows == 20


@pytest.mark.parametrize("more", [(), ("--format", "csv")])
def test_what_another_process_writes_is_refused(tmp_path, more):
    """A usage error in one line."""
    out = tmp_path / "out"
    with only_writer_of(out) if more else only_writer(out):
        message = refused(2, "generate", "exam_roster", "--rows", 20, "--out", out, *more)
    assert "another leakbench writes there" in message
