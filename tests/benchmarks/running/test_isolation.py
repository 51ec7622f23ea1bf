"""Tests of detectors in processes of their own: whatever one does, the others keep their scores."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pyarrow as pa
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.running import runner
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrants import DetectorFailedError, LocalEntrant, entrant
from leakbench.benchmarks.running.isolation import isolated, isolated_all
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.timing.call_timing import Timing
from leakbench.benchmarks.timing.trial import TrialSettings
from leakbench.detectors.registry import (
    DetectorArgumentError,
    UnavailableDetectorError,
    UnknownDetectorError,
)
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
SPEC = Spec(corpus="legal_person")
ROWS = 300
LIMITS = Limits(batch_seconds=4, memory_mb=300)
SLEEPER = ("sleep", "86399.25")

REASONS = {
    "dies_when_imported": "left its process with exit code 9",
    "ends_its_parent": "crashed: its process was ended by SIGKILL",
    "exits": "SystemExit: 3",
    "exits_when_built": "SystemExit: no licence",
    "exits_when_imported": "SystemExit: 0",
    "garbles": "broke the protocol: ",
    "hangs": "took more than 4 s over a batch",
    "hangs_when_built": "took more than 4 s over being built",
    "hangs_when_imported": "took more than 4 s over being built",
    "hoards": "used more than 300 MB of memory",
    "hoards_apart": "used more than 300 MB of memory",
    "leaves_hard": "left its process with exit code 7",
    "leaves_quietly": "left its process with exit code 0",
    "leaves_thread": "left threads running: busy",
    "leaves_when_imported": "left its process with exit code 0",
    "mutates": "wrote into the strings that it was given",
    "not_arrow": "SpanError: detector steady: returned list, not a pyarrow RecordBatch",
    "outside": "SpanError: detector steady, span 0, row 0: the span leaves its cell",
    "panics": "Panic: index out of bounds",
    "segfaults": "crashed: its process was ended by SIGSEGV",
    "spikes": "used more than 300 MB of memory",
    "undeclared": "SpanError: detector steady, span 0, row 0: label 'EMAIL' is not declared by the"
    " detector",
    "unsound": "SpanError: detector steady: the answer is not sound Arrow: ",
    "unspeakable": "Unspeakable",
    "wrong_types": "SpanError: detector steady: column 'row' is string, not int32",
}
UNHARMED = (
    *("closes_streams", "daemon", "keeps_pool", "peeks", "prints", "prints_when_imported"),
    *("spoils", "starts_process", "starts_shell", "steady"),
)


def _run(entrants):
    return {
        result.detector: result
        for result in run(
            [open_source("legal_person", SPEC)], entrants, Scoring(), rows=ROWS, min_seconds=0
        )
    }


@pytest.fixture(scope="module")
def results(plugins):
    """Of one run with all of them."""
    del plugins
    return _run(isolated_all([*REASONS, *UNHARMED], LIMITS))


@pytest.mark.usefixtures("results")
def test_nothing_of_a_plug_in_is_loaded_here():
    """Neither to build it nor to learn what it is."""
    assert not {"faulty_detectors", "hostile_detectors", "prints_when_imported"} & set(sys.modules)


@pytest.mark.usefixtures("results")
def test_nobody_else_is_spoilt():
    """What a detector replaced, it replaced in its own process."""
    regex = _run([isolated("regex", LIMITS)])["regex"]
    assert regex.counts.summary()["recall"] > 0.3


def test_what_was_installed_is_told(results):
    """Name, version and a hash of the distribution that registers a plug-in."""
    told = results["steady"].distribution
    assert (told["name"], told["version"]) == ("leakbench-faulty", "2.5")
    assert len(told["sha256"]) == 64
    assert told == results["prints"].distribution


def _here(kind):
    """One of the faulty detectors, built in this process."""
    scope = {"__name__": "faulty_detectors"}
    exec((HERE / "faulty_detectors.py").read_text("utf-8"), scope)  # noqa: S102 - our own file
    return LocalEntrant(kind, "1", "leakbench", scope[kind]())


@pytest.fixture(scope="module")
def alone():
    """What a detector that behaves does in this process, without the others."""
    return _run([_here("Steady")])["Steady"]


@pytest.mark.parametrize("name", REASONS)
def test_whatever_becomes_of_a_detector_is_its_own_failure(results, name):
    """It has a reason and no scores."""
    assert results[name].failure.startswith(REASONS[name])
    assert results[name].counts is None
    assert results[name].peak_memory is None


@pytest.mark.parametrize("name", UNHARMED)
def test_the_others_keep_their_scores(results, alone, name):
    """Every one that answers has the counts of a detector that runs alone in this process."""
    assert results[name].failure is None
    assert results[name].counts == alone.counts
    assert results[name].counts.summary()["recall"] > 0


def test_who_writes_into_its_batch_here_is_found_out_and_spoils_nobody(alone):
    """In one process, too: the strings were its own copy."""
    found = _run([replace(_here("Mutates"), name="mutates"), _here("Steady")])
    assert found["mutates"].failure == "wrote into the strings that it was given"
    assert found["Steady"].counts == alone.counts


def test_no_truth_is_behind_a_batch_of_a_plain_run():
    """The same detector that looks for it finds none in this process either."""
    assert _run([_here("Peeks")])["Peeks"].failure is None


def test_times_and_memory_are_the_childs(results):
    """First call, samples of every row, and the resident peak of its process."""
    result = results["steady"]
    assert result.version == "2.5"
    assert result.timing.first_call > 0
    assert sum(result.timing.rows) == ROWS - runner.FIRST_ROWS
    assert len(result.timing.outside) == len(result.timing.rows)
    assert result.timing.cpu_s >= 0
    assert 10_000_000 < result.peak_memory < LIMITS.memory_bytes


COMPILES = """
import os
from pathlib import Path

from leakbench.generator.engine.compile_notices import was_compiled

CALLS = Path(__file__).with_suffix(".calls")


def noting(text):
    if not CALLS.exists():
        was_compiled("kernel")
    with CALLS.open("a") as file:
        file.write(f"{os.getpid()} {text}\\n")
    return []
"""


def test_what_follows_a_compilation_is_asked_of_a_warm_process(tmp_path):
    """Of a fresh one, which first loaded its kernels while its time was taken."""
    path = tmp_path / "mine.py"
    path.write_text(COMPILES, "utf-8")
    made = isolated(f"{path}:noting", LIMITS)
    for text in ("warm", "counts"):
        made.answers([pa.record_batch({"text": pa.array([text], pa.large_string())})], Timing())
    made.close()
    calls = [line.split() for line in path.with_suffix(".calls").read_text("utf-8").splitlines()]
    assert [text for _, text in calls] == ["warm", "warm", "counts"]
    assert calls[0][0] != calls[1][0] == calls[2][0]


@pytest.mark.usefixtures("results")
def test_no_process_outlives_the_run():
    """Neither those of the detectors nor what they started."""
    lines = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
    assert SLEEPER not in [tuple(line or ()) for line in lines]
    assert not [
        child
        for child in psutil.Process().children(recursive=True)
        if any("running.supervisor" in word for word in child.cmdline())
    ]


@pytest.mark.usefixtures("plugins")
def test_a_visit_is_measured_in_the_child():
    """After a fresh start; a trial that fails leaves an entrant that can be started again."""
    batch = next(open_source("legal_person", SPEC).chunks("text", 8, 8)).strings
    steady, segfaults = isolated("steady", LIMITS), isolated("segfaults", LIMITS)
    start = steady.start(batch)
    assert 0 < start.build_ns + start.first_batch_ns < start.whole_ns
    found = steady.run_trial([batch] * 8, TrialSettings(threads=2, max_calls=3))
    assert [len(taken) for taken in found.nanoseconds] == [3, 3]
    assert (found.rows, found.spans > 0) == (48, True)
    assert 10_000_000 < found.peak_bytes < LIMITS.memory_bytes
    for ask in (segfaults.start, lambda one: segfaults.run_trial([one] * 2, TrialSettings())):
        with pytest.raises(DetectorFailedError, match="SIGSEGV"):
            ask(batch)
    assert steady.start(batch).whole_ns > 0
    steady.close()


def test_our_own_answer_alike_in_both_ways():
    """A detector with many labels, whose dictionaries differ from batch to batch."""
    apart, here = (_run([build("regex")])["regex"] for build in (isolated, entrant))
    assert apart.failure is None
    assert apart.counts == here.counts
    assert apart.personal == here.personal
    assert apart.marks == here.marks == ("of this house", "patterns")


def test_a_detector_is_built_once_for_all_sources(labelled):
    """It is given back in the end; what it held on one source is not its peak on the next."""
    sources = [open_source(str(labelled(name=name)), SPEC) for name in ("a.jsonl", "b.jsonl")]
    built = isolated("regex")
    first, second = run(sources, [built], Scoring(), min_seconds=0)
    assert min(first.peak_memory, second.peak_memory) > 10_000_000
    assert first.counts == second.counts
    assert first.failure is second.failure is None
    assert built.peak is None


@pytest.mark.usefixtures("plugins")
def test_what_is_not_there_is_an_error():
    """As without isolation: an unknown name or part, a missing module, an argument too many."""
    with pytest.raises(UnknownDetectorError, match=r"unknown detector 'nobody'; known: .*steady"):
        isolated("nobody", LIMITS)
    with pytest.raises(UnknownDetectorError, match=r"unknown detector 'regx'; did you mean regex"):
        isolated("union:regx+regex", LIMITS)
    with pytest.raises(UnavailableDetectorError, match="no_such_module"):
        isolated("absent", LIMITS)
    with pytest.raises(DetectorArgumentError, match=r"regex:x.*takes no argument"):
        isolated("regex:x", LIMITS)


@pytest.mark.usefixtures("plugins")
def test_the_command_tells_failures_and_keeps_its_stdout(labelled, tmp_path):
    """JSON on stdout, the reasons on stderr, exit 1, and a result file of each."""
    command = ["run", "--batch-seconds", "10", "--memory-mb", "400"]
    command += ["--corpus", str(labelled()), "--out", str(tmp_path / "out"), "--format", "json"]
    names = ["leaves_hard", "prints", "prints_when_imported"]
    for name in names:
        command += ["--detector", name]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert [record["detector"] for record in json.loads(done.stdout)] == names
    assert "leaves_hard failed on real: left its process with exit code 7" in done.stderr
    assert done.stderr.splitlines()[-1] == "Error: 1 of 3 runs failed"
    assert len(list((tmp_path / "out").rglob("*.json"))) == 3


@pytest.mark.usefixtures("plugins")
@pytest.mark.parametrize(
    "words",
    [
        ["errors", "--corpus", "legal_person", "--rows", "20"],
        ["columns", "--corpus", "legal_person", "--tables", "1"],
    ],
)
def test_other_commands_tell_failures_too(words):
    """Whatever asks a detector outlives it, and says what became of it."""
    done = CliRunner().invoke(main, [*words, "--detector", "leaves_quietly", "--format", "json"])
    assert done.exit_code == 1
    assert "left its process with exit code 0" in done.stderr
