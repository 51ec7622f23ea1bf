"""What a gate compares: two directories of results, or two builds that are run together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from leakbench.benchmarks.gating.gate import Case, Thresholds, differences
from leakbench.benchmarks.gating.revisions import build
from leakbench.benchmarks.gating.side_by_side import (
    MAX_STARTS,
    ROUNDS,
    Rounds,
    SideFailedError,
    scored,
    timed,
)
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.running.isolation import isolated
from leakbench.benchmarks.running.runner import BATCH_ROWS, Scoring, Watch, unwatched
from leakbench.benchmarks.running.stored_runs import (
    ComparisonError,
    common_records,
    pair,
    stored_run,
)
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.statistics.comparison import PairedCounts
from leakbench.benchmarks.store.directory import stored_results
from leakbench.benchmarks.store.reading import StoredResult
from leakbench.detectors.registry import (
    DetectorArgumentError,
    UnavailableDetectorError,
    UnknownDetectorError,
)
from leakbench.generator.plurals import counted

BUILD_LIMITS: Final = Limits(
    batch_seconds=1_800.0
)  # a new build compiles its kernels at the first batch

Compared = tuple[list[Case], list[str]]
"""Cases, and sentences on what could not be compared."""


def stored_cases(
    base: Path,
    head: Path,
    thresholds: Thresholds,
    *,
    detectors: Sequence[str] = (),
    texts: Sequence[Source] = (),
    watch: Watch = unwatched,
) -> Compared:
    """Compare what two runs wrote, by their predictions.

    Args:
        base: A directory of ``leakbench run --out``.
        head: Another, on the same records.
        thresholds: What is let pass.
        detectors: Only these; all if empty.
        texts: The labelled files that results are of.
        watch: Shows progress.

    Raises:
        ResultError: A directory has no results, or one that cannot be read.
        ComparisonError: Nothing is in both, or records differ.
    """
    before, after = _results(base, detectors), _results(head, detectors)
    truths = {source.name: source for source in texts}
    cases, notes = [], []
    with watch(f"comparing {counted(len(before), 'result')}", len(before)) as advance:
        for key, stored in before.items():
            detector, where = key
            old, new = stored.result, after.get(key)
            if old.failure is not None:
                notes.append(f"{detector} on {where} is not compared: it failed in {base}")
            elif old.not_comparable is not None:
                notes.append(f"{detector} on {where} is {old.not_comparable}")
            elif new is None:
                notes.append(f"{detector} on {where} is not compared: {head} has no result of it")
            elif "spec" not in old.identity and old.corpus not in truths:
                notes.append(f"{detector} on {where} is not compared: name its file with --corpus")
            else:
                truth = truths.get(old.corpus)
                cases.append(_stored_case(key, (stored, new), thresholds, truth))
            advance(1)
    if not cases:
        common = f"{base} and {head} have no result of one detector and corpus to compare"
        raise ComparisonError("; ".join([common, *notes]))
    notes.append("throughput is not compared: times of two sessions say nothing (see --run-base)")
    return cases, notes


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How two builds are run beside each other.

    Attributes:
        scoring: Track and labels.
        rows: Records of each source, or all that it has if that is less.
        thresholds: What is let pass.
        watch: Shows progress.
    """

    scoring: Scoring
    rows: int
    thresholds: Thresholds
    watch: Watch = unwatched


def run_both(
    project: Path,
    revision: str,
    sources: Sequence[Source],
    detectors: Sequence[str],
    settings: RunSettings,
) -> Compared:
    """Build a revision of a project and the project as it is, and run both in turn.

    Args:
        project: The folder of its ``pyproject.toml``.
        revision: The base, as git calls it.
        sources: Where records come from, for both alike.
        detectors: Names that are registered in both.
        settings: How they are run.

    Raises:
        RevisionError: A revision is not there, or cannot be built.
        UnknownDetectorError: The project as it is has no such detector.
        UnavailableDetectorError: A package that it needs is not installed.
        ComparisonError: No detector could be compared.
    """
    cases: list[Case] = []
    notes: list[str] = []
    with _built(project, revision, settings.watch) as (old, new):
        for detector in detectors:
            head = isolated(detector, BUILD_LIMITS, new)
            try:
                base = isolated(detector, BUILD_LIMITS, old)
            except (UnknownDetectorError, UnavailableDetectorError, DetectorArgumentError):
                notes.append(f"{detector} is new: {revision} has none of this name")
                head.close()
                continue
            for source in sources:
                case = _run_case(source, base, head, settings)
                if isinstance(case, str):
                    notes.append(f"{detector} is not compared on {source.name}: {case}")
                else:
                    cases.append(case)
            base.close()
            head.close()
    if not cases:
        raise ComparisonError("; ".join(notes))
    return cases, notes


def _run_case(source: Source, base: Entrant, head: Entrant, settings: RunSettings) -> Case | str:
    """A case, or why base cannot be run."""
    scoring, watch, thresholds = settings.scoring, settings.watch, settings.thresholds
    wanted = settings.rows if source.rows is None else min(settings.rows, source.rows)
    where = _where(source.name, source.noise, scoring.track)
    case = partial(Case, detector=head.name, corpus=where, rows=wanted, thresholds=thresholds)
    title = f"{head.name} on {where}"
    try:
        with watch(f"{title}: answers", wanted) as advance:
            counted = scored(source, scoring, base, head, rows=wanted, advance=advance)
        with watch(f"{title}: times", MAX_STARTS * ROUNDS) as advance:
            first = next(source.chunks(scoring.track, min(wanted, BATCH_ROWS), wanted))
            rounds: Rounds = timed(first.strings, base, head, advance)
    except SideFailedError as failure:
        base.close()
        head.close()
        if failure.side == "base":
            return f"base fails: {failure.reason}"
        return case(failure=failure.reason)
    return case(differences=differences(counted), unit=_unit(counted), rounds=rounds)


@contextmanager
def _built(project: Path, revision: str, watch: Watch) -> Iterator[tuple[Path, Path]]:
    """Both builds, for as long as they are needed."""
    with TemporaryDirectory(prefix="leakbench-gate-") as folder:
        built = []
        with watch(f"building {revision} and the project as it is", 2) as advance:
            for name, one in (("base", revision), ("head", None)):
                built.append(build(project, one, Path(folder, name)))
                advance(1)
        yield built[0], built[1]


def _stored_case(
    key: tuple[str, str],
    sides: tuple[StoredResult, StoredResult],
    thresholds: Thresholds,
    truth: Source | None,
) -> Case:
    detector, where = key
    case = partial(Case, detector=detector, corpus=where, thresholds=thresholds)
    new = sides[1].result
    if new.failure is not None:
        return case(rows=new.rows, failure=new.failure)
    base, head = (stored_run(side.path) for side in sides)
    source = common_records([base, head], truth)
    counted = pair(source, base.predictions, head.predictions, base.scoring)
    return case(rows=new.rows, differences=differences(counted), unit=_unit(counted))


def _results(folder: Path, detectors: Sequence[str]) -> dict[tuple[str, str], StoredResult]:
    """The last result of every detector on every corpus (with noise and track) of a directory."""
    found: dict[tuple[str, str], StoredResult] = {}
    for stored in stored_results([folder]):
        result = stored.result
        if detectors and result.detector not in detectors:
            continue
        key = result.detector, _where(result.corpus, result.noise, result.track)
        if key not in found or (found[key].result.started or "") <= (result.started or ""):
            found[key] = stored
    return found


def _unit(counted: PairedCounts) -> str:
    return "record" if counted.single else "file"


def _where(corpus: str, noise: str | None, track: str) -> str:
    return f"{corpus} ({', '.join([*([noise] if noise else []), track])})"
