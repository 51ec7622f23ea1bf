"""Which stored runs are compared: files and directories of results, paired where records agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from leakbench.benchmarks.running.stored_runs import (
    ComparisonError,
    StoredRun,
    difference_of_runs,
    stored_run,
)
from leakbench.benchmarks.store.directory import latest, stored_results
from leakbench.benchmarks.store.results import Result


@dataclass(frozen=True, slots=True)
class Side:
    """What one argument names.

    Attributes:
        path: The argument.
        runs: Its runs whose answers can be compared, at least one.
        left_out: Why others cannot.
    """

    path: Path
    runs: tuple[StoredRun, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs of runs on the same records.

    Attributes:
        pairs: Each with what it is called; all answered the same records.
    """

    pairs: tuple[tuple[str, StoredRun, StoredRun], ...]

    @property
    def runs(self) -> list[StoredRun]:
        """Every run of a pair, once."""
        return list({run.path: run for _, *both in self.pairs for run in both}.values())


def side(path: Path) -> Side:
    """Read the results of an argument: of a directory the last ones of each detector and records.

    Raises:
        ResultError: There are none, or one cannot be read.
        ComparisonError: None has answers to compare.
        AlteredPredictionsError: Predictions are not those of their result.
    """
    if not path.is_dir():
        return Side(path, (stored_run(path),))
    found = stored_results([path])
    last = {id(one) for one in latest(one.result for one in found)}
    runs, left_out = [], []
    for one in found:
        if id(one.result) in last:
            try:
                runs.append(stored_run(one.path))
            except ComparisonError as error:
                left_out.append(str(error))
    if not runs:
        raise ComparisonError(left_out[0])
    return Side(path, tuple(runs), tuple(left_out))


def pairings(sides: Sequence[Side]) -> list[Pairing]:
    """Pair every run of each side with every one of each other side that is of the same records.

    Of one side alone, its runs are paired with each other.

    Raises:
        ComparisonError: Nothing is to be compared; how the first two differ is told.
    """
    groups: list[list[tuple[str, StoredRun, StoredRun]]] = []
    differing = None
    for one, other, a, b in _candidates(sides):
        reason = difference_of_runs(a.result, b.result)
        if reason is None:
            _group_of(groups, a).append((_called(one, other, a, b), a, b))
        else:
            differing = differing or f"{one.path} and {other.path} do not compare: {reason}"
    if groups:
        return [Pairing(tuple(pairs)) for pairs in groups]
    alone = f"{sides[0].path} is one result: name another to compare it with"
    raise ComparisonError(differing or alone)


def _candidates(sides: Sequence[Side]) -> Iterator[tuple[Side, Side, StoredRun, StoredRun]]:
    if len(sides) == 1:
        (one,) = sides
        yield from ((one, one, a, b) for a, b in combinations(one.runs, 2))
    for one, other in combinations(sides, 2):
        yield from ((one, other, a, b) for a, b in product(one.runs, other.runs))


def _group_of(
    groups: list[list[tuple[str, StoredRun, StoredRun]]], run: StoredRun
) -> list[tuple[str, StoredRun, StoredRun]]:
    """The pairs on the records of a run so far, which may be none."""
    for pairs in groups:
        if difference_of_runs(pairs[0][1].result, run.result) is None:
            return pairs
    groups.append([])
    return groups[-1]


def _called(one: Side, other: Side, a: StoredRun, b: StoredRun) -> str:
    """The names of two detectors, with where they stand if they are of one name."""
    if a.result.detector != b.result.detector:
        return f"{a.result.detector} → {b.result.detector}"
    return f"{_placed(one, a.result)} → {_placed(other, b.result)}"


def _placed(of: Side, result: Result) -> str:
    return f"{result.detector} ({of.path})"
