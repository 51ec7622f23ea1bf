"""What detectors answered in runs before: predictions on disk, and the records that they are of."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leakbench.benchmarks.running.predictions import stored_answers
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.running.stored_answers import SIZE
from leakbench.benchmarks.scoring.record_counts import per_record
from leakbench.benchmarks.scoring.units import Units, unit_numbers
from leakbench.benchmarks.sources.sample import sample_of
from leakbench.benchmarks.sources.source import CorpusSource, Source
from leakbench.benchmarks.statistics.comparison import PairedCounts
from leakbench.benchmarks.store.predictions_hash import check_predictions, predictions_of
from leakbench.benchmarks.store.reading import is_packed, read_result
from leakbench.benchmarks.store.results import Result
from leakbench.generator.datasets.manifest import spec_from
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.spec import Spec


class ComparisonError(LeakbenchError, ValueError):
    """Runs that cannot be compared."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A result with its predictions.

    Attributes:
        path: The result file.
        result: What it says.
    """

    path: Path
    result: Result

    @property
    def predictions(self) -> Path:
        """Where the run wrote what the detector answered."""
        return predictions_of(self.path)

    @property
    def scoring(self) -> Scoring:
        """What was scored."""
        one = self.result
        return Scoring(track=one.track, only=one.labels, mapping=one.mapping)  # type: ignore[arg-type]  # a track


def stored_run(path: Path) -> StoredRun:
    """Read a result whose predictions stand beside it.

    Raises:
        ResultError: It cannot be read.
        ComparisonError: Its detector failed or shares no label, or its predictions are not there.
        AlteredPredictionsError: They are not those that it was made of.
    """
    if is_packed(path):
        raise ComparisonError(
            f"{path} is packed, without predictions: run the detectors again with "
            "leakbench run --out"
        )
    run = StoredRun(path, read_result(path))
    if run.result.failure is not None:
        raise ComparisonError(f"{path}: the detector failed: {run.result.failure}")
    if run.result.not_comparable is not None:
        raise ComparisonError(f"{path} is {run.result.not_comparable}")
    if not run.predictions.exists():
        raise ComparisonError(
            f"{path} has no predictions beside it ({run.predictions.name}): "
            "run the detector again with leakbench run --out"
        )
    check_predictions(run.predictions, run.result.predictions, path)
    return run


def common_records(runs: Sequence[StoredRun], truth: Source | None = None) -> Source:
    """The records that all runs answered, made again where they are a corpus's.

    Args:
        runs: At least one.
        truth: The records, where they are real text.

    Raises:
        ComparisonError: They are not of one corpus, track and number of rows; they are real text
            and ``truth`` is not given or is another; or this leakbench generates other records.
    """
    first = runs[0]
    for run in runs[1:]:
        differing = difference_of_runs(run.result, first.result)
        if differing is not None:
            raise ComparisonError(f"{run.path} and {first.path} do not compare: {differing}")
    identity, rows = first.result.identity, first.result.rows
    if "spec" not in identity:
        if truth is None:
            raise ComparisonError(f"{first.path} is of a file: name it with --truth")
        source = truth
    else:
        # Of a dataset, the hash is of all its rows; a run may have taken the first ones only.
        source = CorpusSource(_spec_of(first), None if "sample" in identity else rows)
        rows = identity.get("dataset_rows", rows)
    if "sample" in identity:
        pool = identity["sample"]["pool"]
        source = sample_of(source, first.scoring.track, pool, first.result.rows)
        rows = first.result.rows
    for key, value in source.identity(rows).items():
        if key in {"content_hash", "sha256"} and identity.get(key) != value:
            made = "" if truth is not None else ": the generator has changed since"
            raise ComparisonError(f"{first.path} is of other records than {source.name}{made}")
    return source


def _spec_of(run: StoredRun) -> Spec:
    """What the records of a run were made of.

    Raises:
        ComparisonError: Its result tells it otherwise than any leakbench wrote it.
    """
    try:
        return spec_from(run.result.identity["spec"])
    except LeakbenchError:
        raise
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise ComparisonError(f"{run.path}: corpus: spec: {error!r}") from None


def difference_of_runs(a: Result, b: Result) -> str | None:
    """What forbids to compare two runs, with the values of both; None if nothing does."""
    for what, of in _COMPARED.items():
        if of(a) != of(b):
            return f"{what} differs ({of(a)} and {of(b)})"
    return None


_COMPARED: dict[str, Any] = {
    "the corpus": lambda result: result.corpus,
    "the noise": lambda result: result.noise,
    "the track": lambda result: result.track,
    "the number of rows": lambda result: result.rows,
    "what was scored": lambda result: (result.labels, result.mapping),
    "the sample": lambda result: result.identity.get("sample"),
    "the content": lambda result: [result.identity.get(key) for key in ("content_hash", "sha256")],
}


def pair(
    source: Source,
    a: Path,
    b: Path,
    scoring: Scoring,
    *,
    units: Units = "files",
    seed: int = 0,
) -> PairedCounts:
    """Count two files of predictions on the same records.

    Args:
        source: The records; they have an end.
        a: Predictions of one detector.
        b: Those of the other.
        scoring: Track and labels.
        units: What is drawn again.
        seed: Of replicates and flips.

    Raises:
        PredictionsError: A file is not readable, or breaks the contract.
        UnmappedLabelError: A label of the truth means nothing in the registry.
    """
    space = scoring.space(source)
    counted = PairedCounts(space.labels, seed=seed)
    answers = (stored_answers(source, file, scoring.track) for file in (a, b))
    for number, ((chunk, answer), (_, other)) in enumerate(zip(*answers, strict=True)):
        counted.add(
            unit_numbers(chunk, number * SIZE, units),
            per_record(chunk.truth, answer, space),
            per_record(chunk.truth, other, space),
        )
    return counted
