"""The check of submissions: every fault is one line that says where it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from leakbench.benchmarks.running.choice import choose
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.runner import run
from leakbench.benchmarks.store.directory import RUNS
from leakbench.benchmarks.store.reading import StoredResult, at_line, read_results
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.submissions.anew import Anew, anew, contradictions, differing
from leakbench.benchmarks.submissions.submission import (
    METADATA,
    Submission,
    faults_of_layout,
    read_submission,
)
from leakbench.generator.errors import LeakbenchError

Read = Callable[[Sequence[str]], Mapping[str, Any]]
"""Reads the words behind ``leakbench run``; a ValueError says what is wrong with them."""

MOST_RESULTS: Final = 500
_PINNED: Final = ("noise", "split", "seed")  # of a spec, which a command must give


def faults(folder: Path, read: Read, rerun: int | None = None) -> Iterator[str]:
    """What is wrong with a submission, each in a line.

    Args:
        folder: Its own.
        read: Reads a command, and runs nothing.
        rerun: How many records of each result are answered again by the detector, which is
            installed here then; None asks nobody.

    Yields:
        Nothing of a sound one.
    """
    layout = faults_of_layout(folder)
    if layout:
        yield from layout
        return
    try:
        submission = read_submission(folder)
    except LeakbenchError as error:
        yield str(error)
        return
    commands = []
    for number, words in enumerate(submission.commands, 1):
        try:
            commands.append(read(words))
        except ValueError as error:
            yield f"{folder / METADATA}: command {number}: {error}"
    try:
        stored = read_results(folder / RUNS)
    except LeakbenchError as error:
        yield str(error)
        return
    if len(stored) > MOST_RESULTS:
        yield f"{folder / RUNS}: {len(stored):,} results, where {MOST_RESULTS} are read at most"
        return
    known = []
    for one in stored:
        yield from (_at(one, reason) for reason in _stated(one.result, submission, commands))
        records = anew(one.result)
        told = [records] if isinstance(records, str) else differing(one.result, records)
        yield from (_at(one, reason) for reason in told)
        mine = one.result.detector == submission.detector
        if mine and not (told or isinstance(records, str)):
            known.append((one, records))
    if rerun is not None and known:
        yield from _again(folder, submission, known, rerun)


def _at(stored: StoredResult, reason: str) -> str:
    return f"{stored.path}: {at_line(stored.line, reason)}"


def _stated(
    result: Result, submission: Submission, commands: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What a result is not, of what its submission says of it."""
    named = (submission.detector, submission.version)
    if (result.detector, result.version) != named:
        yield f"of {result.detector} {result.version}, not of {' '.join(named)}"
    if result.failure is not None or result.not_comparable is not None:
        yield f"no scores: {result.failure or result.not_comparable}"
    if result.tool["dirty"]:
        yield "made by a leakbench that was changed"
    if not any(_gives(command, result) for command in commands):
        yield "no command of the submission gives it: corpus, track, noise, split or seed differ"


def _gives(command: Mapping[str, Any], result: Result) -> bool:
    """Whether a command runs the detector on the records of a result, or on more."""
    spec = result.identity.get("spec") or {}
    return (
        result.detector in command["detectors"]
        and result.corpus in command["corpora"]
        and result.track == command["track"]
        and all(str(spec.get(name)) == str(command[name]) for name in _PINNED)
        and (command["rows"] is None or command["rows"] >= result.rows)
    )


def _again(
    folder: Path, submission: Submission, known: Sequence[tuple[StoredResult, Anew]], rows: int
) -> Iterator[str]:
    """What the detector itself says against its results."""
    for one, records in known:
        try:
            (entrant,) = choose([submission.detector], Limits())
        except LeakbenchError as error:
            yield f"{folder}: cannot be run again: {error}"
            return
        if entrant.version != submission.version:
            entrant.close()
            yield f"{folder}: version {entrant.version} is installed, not {submission.version}"
            return
        (result,) = run(
            [records.source],
            [entrant],
            records.scoring,
            rows=min(rows, one.result.rows),
            min_seconds=0.0,
            memory=lambda _name, _batch: None,
        )
        yield from (_at(one, reason) for reason in contradictions(one.result, result))
