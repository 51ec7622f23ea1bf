"""Score predictions that were made elsewhere and stored in a file; see ``prediction_files``."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.running.prediction_files import PredictionsError, read_about
from leakbench.benchmarks.running.row_ranges import InOrder, range_rows, row_ranges
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.running.stored_answers import (
    SIZE,
    StoredAnswers,
    StoredCounts,
    StoredScoring,
)
from leakbench.benchmarks.running.tallies import MOST_APART
from leakbench.benchmarks.scoring.chunks import Chunk, Track
from leakbench.benchmarks.scoring.declared import nothing_shared
from leakbench.benchmarks.scoring.personal import personal_labels
from leakbench.benchmarks.scoring.score_histograms import ScoreTally
from leakbench.benchmarks.scoring.scorer import Counts
from leakbench.benchmarks.sources.source import CorpusSource, Source
from leakbench.benchmarks.sources.source_checks import check_source
from leakbench.benchmarks.store.predictions_hash import check_beside
from leakbench.benchmarks.store.results import scores_of
from leakbench.benchmarks.store.score_sums import operating_points
from leakbench.benchmarks.timing.call_timing import RATES, Timing
from leakbench.generator.datasets.manifest import spec_from
from leakbench.generator.jobs.contract import Jobs
from leakbench.generator.jobs.local import LocalJobs

_ALONE: Final = LocalJobs(1)


def score_file(source: Source, file: Path, scoring: Scoring, jobs: Jobs = _ALONE) -> dict[str, Any]:
    """Check and score a file of predictions.

    Args:
        source: The truth.
        file: Parquet with the columns of ``SPANS`` (whole numbers of any width, labels plain or
            dictionary), or JSON lines; ``row`` counts from the source's first record. Of a file
            that ``leakbench run`` wrote the counts are those of that run.
        scoring: Track and labels.
        jobs: Who scores; every process reads the predictions.

    Returns:
        The keys of ``Result.summary``, those of timing None, with ``files``, ``modes`` and
        ``counts``.

    Raises:
        AlteredPredictionsError: They stand beside a result that was made of others.
        PredictionsError: The file is not readable, a column is missing or wrong, a span
            breaks the contract (the message names the file, the span and its row), or they were
            made on other records.
        UnmappedLabelError: A label of the truth means nothing in the registry.
        EmptyCorpusError: The truth has no records.
        OverlappingTruthError: Two of its spans have one label and overlap.
    """
    space = scoring.space(source)
    check_source(source, space, scoring.track)
    about = about_of(source, file, scoring.track)
    declared = about.get("labels")
    mapping = {**source.mapping, **scoring.mapping}
    rows = _rows(source, about.get("rows"))
    ranges = StoredScoring(
        source=source,
        file=file,
        rows=rows,
        track=scoring.track,
        space=space,
        mapping=mapping,
        declared=None if declared is None else tuple(declared),
        apart=rows <= MOST_APART,
    )
    joined: InOrder[StoredCounts] = InOrder()
    for where, counted in jobs.run(ranges, row_ranges(rows, range_rows(source, rows))):
        joined.add(where.number, counted)
    found = joined.whole()
    apart = nothing_shared(source.name, space, source.labels(), declared)
    counts = None if apart else found.scorer.counts()
    times = Timing().summary()
    return {
        "corpus": source.name,
        "detector": about.get("detector", file.stem),
        "track": scoring.track,
        "rows": rows,
        **scores_of(counts),
        "operating_points": None if counts is None else _points(counts, found.scores, mapping),
        **{key: times[key] for key in RATES},
        "peak_memory_mb": None,
        "failure": None,
        "not_comparable": apart,
        "files": None if counts is None or found.files is None else found.files.to_json(),
        "modes": {} if counts is None else counts.modes(),
        "counts": None if counts is None else counts.to_json(),
    }


def _points(counts: Counts, scores: ScoreTally, mapping: Mapping[str, str]) -> dict[str, Any]:
    labels = personal_labels(counts.labels, mapping)
    truth = sum(counts.support("fine", label) for label in labels)
    return operating_points(scores.to_json(), truth, labels)


def source_of(file: Path) -> Source:
    """The records that a file of predictions names, generated again.

    Raises:
        AlteredPredictionsError: It stands beside a result that was made of another.
        PredictionsError: It is of no generated corpus, or of nobody knows what.
    """
    check_beside(file)
    about = read_about(file)
    spec = about.get("corpus", {}).get("spec")
    if spec is None:
        raise PredictionsError(
            file, "it names no generated corpus: name its records (--truth or --corpus)"
        )
    return CorpusSource(spec_from(spec), about["rows"])


def about_of(source: Source, file: Path, track: Track) -> dict[str, Any]:
    """What a file says of its predictions, if that fits the truth.

    Raises:
        AlteredPredictionsError: It stands beside a result that was made of others.
        PredictionsError: It is not readable, or they were made on other records.
    """
    check_beside(file)
    about = read_about(file)
    if about.get("track", track) != track:
        raise PredictionsError(file, f"the predictions are of the {about['track']} track")
    corpus = about.get("corpus", {})
    if corpus.get("name", source.name) != source.name:
        raise PredictionsError(file, f"the predictions are on {corpus['name']}, not {source.name}")
    if corpus.get("kind") in {"dataset", "file"}:
        mine = source.identity(about["rows"])
        for key in ("content_hash", "sha256"):
            if mine["kind"] == corpus["kind"] and mine.get(key) != corpus.get(key):
                raise PredictionsError(file, f"the predictions are on another {source.name}")
    return about


def stored_answers(
    source: Source, file: Path, track: Track, rows: int | None = None
) -> Iterator[tuple[Chunk, pa.RecordBatch]]:
    """Check a file of predictions, chunk by chunk.

    Args:
        source: The truth; it has an end.
        file: As of ``score_file``.
        track: What the predictions are of.
        rows: How many records were answered; all by default.

    Yields:
        Each chunk of the truth with its answer, whose rows count from the chunk's first.

    Raises:
        AlteredPredictionsError: As of ``score_file``.
        PredictionsError: The same.
    """
    check_beside(file)
    rows = _rows(source, rows)
    stored = StoredAnswers(file, rows)
    for chunk in source.chunks(track, SIZE, rows):
        yield chunk, stored.of(chunk)


def _rows(source: Source, rows: int | None) -> int:
    """How many records were answered; all of those that there are by default."""
    found = source.rows if rows is None else rows
    if found is None:
        raise ValueError("predictions are scored against a dataset or a labelled file")
    return found
