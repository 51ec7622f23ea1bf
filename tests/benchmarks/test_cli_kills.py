"""Tests of commands that are killed: the same command again gives what it would have given."""

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from leakbench.benchmarks.store.directory import latest, stored_results
from leakbench.benchmarks.store.predictions_hash import check_predictions, predictions_of

from .killing import Commands, left_of

MOMENTS = 50


def files_of(out):
    """The hash of every file, by its path; hidden ones too."""
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def names_of(out):
    """The paths of all files."""
    return set(files_of(out))


def counted(out):
    """What a store's last results count, and that all of it is whole and nothing else there."""
    found = stored_results([out])
    expected = set()
    for one in found:
        check_predictions(predictions_of(one.path), one.result.predictions, one.path)
        expected |= {one.path, predictions_of(one.path)}
    assert {out / name for name in names_of(out)} == expected
    return sorted(
        (one.corpus, one.detector, one.rows, json.dumps(one.counts.to_json()))
        for one in latest([one.result for one in found])
    )


def swept(out):
    """Names, and the tables: the document and the figure say when and how fast."""
    return names_of(out), [
        (out / name).read_bytes() for name in ("identity.md", "identity-forms.md")
    ]


def scanned(out):
    """What was found, without how long it took."""
    document = json.loads((out / "scan.json").read_text("utf-8"))
    keys = {name for name in names_of(out) if name != "scan.html"}
    return keys, document["contents"], (out / "inventory.jsonl").read_bytes()


def triaged(out):
    """The same of triage."""
    document = json.loads((out / "triage.json").read_text("utf-8"))
    return names_of(out), document["contents"], document["people"]


def whole_files(out, wanted):
    """What stands under a name of its own is what is to stand there."""
    there = {name: found for name, found in files_of(out).items() if not hidden(name)}
    assert there.items() <= files_of(wanted).items()


def whole_json(out, _wanted):
    """Documents can be read."""
    for name in names_of(out):
        if name.endswith(".json") and not hidden(name):
            json.loads((out / name).read_text("utf-8"))


def whole_results(out, _wanted):
    """Each result can be read, and its predictions are its own."""
    for name in names_of(out):
        if name.endswith(".json") and not hidden(name):
            for one in stored_results([out / name]):
                check_predictions(predictions_of(one.path), one.result.predictions, one.path)


def hidden(name):
    """Whether a path is of something temporary."""
    return any(part.startswith(".") for part in Path(name).parts)


@dataclass(frozen=True)
class Case:
    """A command, what its outcome is, and what has to hold when it was killed."""

    words: tuple[str, ...]
    outcome: Callable[[Path], object]
    whole: Callable[[Path, Path], None]


@pytest.fixture(scope="module")
def commands(tmp_path_factory):
    """A process that runs commands."""
    started = Commands(tmp_path_factory.mktemp("logs"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory, write_labelled, commands):
    """Two stores of results, and a folder to scan."""
    folder = tmp_path_factory.mktemp("inputs")
    labelled = write_labelled(folder / "real.jsonl")
    for name in ("one", "two"):
        words = ["run", "--corpus", labelled, "--detector", "regex", "--in-process"]
        told = commands.run([*words, "--out", folder / name], folder / name)
        assert told["code"] == 0, told["log"]
    (folder / "seized").mkdir()
    for number in range(3):
        lines = [f"{row}号,00000{number}{row:05}" for row in range(40)]
        (folder / "seized" / f"{number}.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cases(inputs):
    """By name."""
    regex = ("--detector", "regex")
    store, seized = str(inputs / "one"), str(inputs / "seized")
    run = ("run", "--corpus", str(inputs / "real.jsonl"), *regex)
    return {
        "run": Case((*run, "--in-process"), counted, whole_results),
        "isolated": Case(run, counted, whole_results),
        "merge": Case(("results", "merge", store, str(inputs / "two")), files_of, whole_files),
        "report": Case(("report", store), files_of, whole_files),
        "sweep": Case(
            ("sweep", "identity", *regex, "--rows", "5", "--in-process"), swept, whole_json
        ),
        "scan": Case(("scan", seized, *regex, "--workers", "1"), scanned, whole_json),
        "triage": Case(("triage", seized, *regex, "--workers", "1"), triaged, whole_json),
    }


@pytest.fixture(scope="module")
def undisturbed(cases, commands, tmp_path_factory):
    """Of a case the outcome, how long it takes, and in how many steps."""
    known = {}

    def of(name):
        if name not in known:
            out = tmp_path_factory.mktemp(name) / "out"
            told = commands.run([*cases[name].words, "--out", out], out)
            assert told["code"] == 0, told["log"]
            known[name] = out, cases[name].outcome(out), told
        return known[name]

    return of


def killed(case, commands, known, out, **moment):
    """Whether the command was killed at a moment; what it leaves is made whole by the same one."""
    wanted, outcome, _ = known
    shutil.rmtree(out, ignore_errors=True)
    told = commands.run([*case.words, "--out", out], out, **moment)
    assert told["code"] in {0, -9}, told["log"]
    assert left_of(told["pid"]) == []
    if out.exists():
        case.whole(out, wanted)
    if told["code"] == 0:
        return False
    again = commands.run([*case.words, "--out", out], out, log="again")
    finished = again["code"] == 0 or "exists and is not empty" in again["log"]
    assert finished, again["log"]
    assert case.outcome(out) == outcome
    return True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "moments"),
    [
        ("run", ["middle", "last"]),
        ("merge", ["middle", "last"]),
        ("scan", ["middle"]),
    ],
)
def test_a_killed_command_leaves_nothing_that_the_next_one_does_not_mend(
    cases, commands, undisturbed, tmp_path, name, moments
):
    """Killed in the middle of what it writes, or before the last step: of quick ones, both.

    What draws takes long: reports and sweeps are killed with all the others at any moment, below.
    """
    known = undisturbed(name)
    steps = known[2]["steps"]
    for moment in moments:
        at = steps // 2 if moment == "middle" else steps - 1
        assert killed(cases[name], commands, known, tmp_path / "out", at=at)


@pytest.mark.slow
def test_detectors_end_with_a_run_that_is_killed(cases, commands, undisturbed, tmp_path):
    """While they are built, or answer."""
    known = undisturbed("isolated")
    assert killed(
        cases["isolated"], commands, known, tmp_path / "out", after=0.6 * known[2]["seconds"]
    )


@pytest.mark.long
@pytest.mark.parametrize("name", ["run", "isolated", "merge", "report", "sweep", "scan", "triage"])
def test_any_moment_is_mended(cases, commands, undisturbed, tmp_path, name):
    """At random moments, and before every step that changes the directory."""
    known = undisturbed(name)
    one = partial(killed, cases[name], commands, known, tmp_path / "out")
    draw = random.Random(18)  # noqa: S311 - moments, no secrets
    times = [draw.uniform(0, known[2]["seconds"]) for _ in range(MOMENTS)]
    hits = sum(one(after=after) for after in times)
    steps = sum(one(at=at) for at in range(known[2]["steps"]))
    print(f"{name}: {hits} of {MOMENTS} moments and {steps} steps were kills")  # noqa: T201
    assert hits > MOMENTS / 2
