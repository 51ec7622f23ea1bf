"""Tests of ``leakbench throughput``: real detectors in real processes, for moments."""

import json
from itertools import pairwise
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.sources import opening
from leakbench.benchmarks.timing import load
from leakbench.benchmarks.timing.trial import Trial

pytestmark = pytest.mark.slow

QUICK = ["--batch-rows", "16,1", "--threads", "1,2", "--repetitions", "2", "--seconds", "0.1"]


def _invoke(*arguments):
    return CliRunner().invoke(main, ["throughput", *map(str, arguments)])


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """One session of phonenumbers and what always takes part; its outcome and directory."""
    out = tmp_path_factory.mktemp("throughput") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "MAX_OTHERS", -1.0)  # any machine is too busy
        done = _invoke("--detector", "phonenumbers", "--out", out, "--format", "json", *QUICK)
    return done, out


def test_every_cell_is_on_stdout(session):
    """Sizes ascend; the references are there unasked."""
    done, _out = session
    assert done.exit_code == 0, done.stderr
    records = json.loads(done.stdout)
    found = [(one["detector"], one["batch_rows"], one["threads"]) for one in records]
    names = ("memory_copy", "regex", "phonenumbers")
    assert found == [
        (name, rows, threads) for name in names for rows in (1, 16) for threads in (1, 2)
    ]
    for one in records:
        assert one["mb_per_s_min"] <= one["mb_per_s"] <= one["mb_per_s_max"]
        assert one["per_regex"] > 0
        assert one["p50_ms"] <= one["p95_ms"] <= one["p99_ms"]


def test_the_document_holds_samples_of_fresh_processes(session):
    """Three starts of each, every trial, where it was made, and peaks that do not fall."""
    _done, out = session
    document = json.loads((out / "throughput.json").read_text("utf-8"))
    assert document["corpus"]["name"] == "legal_person"
    assert document["corpus"]["rows"] == 4_096
    assert "cpu" in document["environment"]
    for entrant in document["contenders"]:
        assert len(entrant["starts"]) == 3
        for cell in entrant["cells"]:
            trials = [Trial.from_json(one) for one in cell["visits"]]
            assert 1 <= len(trials) <= 2  # a machine that is too busy allows one only
            assert all(len(one.nanoseconds) == cell["threads"] for one in trials)
    regex = document["contenders"][1]
    peaks = [cell["visits"][0]["peak_bytes"] for cell in regex["cells"]]
    slack = 2_000_000  # the kernel counts pages in lots
    assert all(later > earlier - slack for earlier, later in pairwise(peaks))
    assert peaks[0] > 10_000_000


def test_table_and_figure_stand_beside_it(session):
    """Nothing else does, and every file is named on stderr."""
    done, out = session
    names = sorted(path.name for path in out.iterdir())
    assert names == [f"throughput.{form}" for form in ("json", "md", "pdf", "png", "svg")]
    assert all(name in done.stderr for name in names)
    assert "| phonenumbers |" in (out / "throughput.md").read_text("utf-8")


def test_a_loaded_machine_is_warned_of(session):
    """On stderr and in the document."""
    done, out = session
    document = json.loads((out / "throughput.json").read_text("utf-8"))
    assert len(document["warnings"]) >= 2
    for warning in document["warnings"]:
        assert f"Warning: {warning}" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--batch-rows", "0"),
        ("--batch-rows", "1,many"),
        ("--threads", "1,65"),
        ("--seconds", "0"),
        ("--corpus", "nothing"),
        ("--detector", "nobody"),
    ],
)
def test_what_cannot_be_measured_is_refused(arguments):
    """Before anything is, with one line."""
    done = _invoke(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith("Error: ")


def test_a_directory_with_something_in_it_is_left_alone(tmp_path):
    """Without ``--force``."""
    (tmp_path / "mine").touch()
    done = _invoke("--out", tmp_path)
    assert done.exit_code == 2
    assert "--force" in done.stderr


def test_an_empty_corpus_is_refused(monkeypatch):
    """There is nothing to answer."""
    nothing = SimpleNamespace(name="nothing", rows=0)
    monkeypatch.setattr(opening, "open_source", lambda _text, _spec: nothing)
    done = _invoke("--detector", "regex")
    assert done.exit_code == 1
    assert done.stderr == "Error: corpus 'nothing' has no records\n"
