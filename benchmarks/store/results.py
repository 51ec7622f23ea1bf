"""Results: what one detector did on one corpus, as a JSON document.

Counts and raw timings are stored; ratios and rates under ``summary`` are derived from them, for
whoever reads the file without leakbench. ``result.schema.json`` describes the document.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leakbench.benchmarks.scoring.counts import RATIOS, Counts
from leakbench.benchmarks.scoring.personal import personal_labels
from leakbench.benchmarks.statistics.operating_points import ScoreHistogram
from leakbench.benchmarks.store.document_check import problem_of
from leakbench.benchmarks.store.migrations import SCHEMA_VERSION, migrated
from leakbench.benchmarks.store.score_sums import coarse_histogram, operating_points
from leakbench.benchmarks.timing.call_timing import RATES, Timing
from leakbench.generator.errors import LeakbenchError


class ResultError(LeakbenchError, ValueError):
    """A file of results or documents cannot be read.

    Attributes:
        path: The file or directory.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one detector did on one corpus.

    Attributes:
        corpus: The source's name.
        identity: What pins its records, as of ``Source.identity``.
        track: ``text`` or ``table``.
        noise: Of a generated corpus.
        labels: What the scoring was restricted to; None is everything.
        mapping: Further names of labels, beside the usual aliases.
        detector: The detector's name.
        version: Of the package that does the work.
        declared: The labels that it can find; None where an older leakbench did not ask.
        distribution: ``name``, ``version`` and ``sha256`` of what was installed for it; None where
            that is not known.
        marks: What readers must know of the detector (``Mark``); None where an older leakbench did
            not ask.
        started: When the run began, in UTC and ISO 8601; None of an older leakbench.
        rows: Records that it was given.
        batch_rows: Records of a batch.
        counts: What the scorer counted; None after a failure, and where nothing is comparable.
        intervals: Of the scores; None if none were estimated.
        files: How scores differ from file to file (``FileTally.to_json``); None of a source
            without files, and where an older leakbench counted.
        personal: Personal values at coarse depth (``EntrantRun.personal_json``); None without
            counts, and where an older leakbench counted.
        levels: Recall above spans, and who can be told by what is left (``LevelTally.to_json``);
            None without counts, and where an older leakbench counted.
        scores: Predictions by score (``ScoreTally.to_json``); None likewise.
        timing: Raw samples; None after a failure before the first.
        peak_memory: Bytes, of a fresh process; None if it was not measured.
        failure: Why there are no counts.
        failing_text: The beginning of the text on which the detector failed, for the terminal: in
            no document, as it may be somebody's.
        not_comparable: Why the counts of a detector that did not fail would mean nothing.
        predictions: ``sha256`` and ``spans`` of the raw predictions; None if they were not kept.
        raw: The file of these, as long as it has no place beside its result.
        tool: Version, commit and dirty flag of leakbench.
        environment: The machine and its software.
        cost: Requests, tokens and the rest, of a detector that pays for its answers.
        integrity: What else a reader is to know of how it was run: ``seed_secret``,
            ``batch_sizes``, ``imports_generator``, ``spot`` (how it did on records of another
            population) and ``sample`` (scores of all records of which these are a sample); None of
            an older leakbench.
        job: Of a run that an engine dealt out: ``engine``, ``workers``, ``seconds``, ``rows_per_s``
            of all detectors of the run together, ``range_rows`` and ``peak_memory_bytes`` of the
            largest process of the engine's. None of other runs, which time the detector.
    """

    corpus: str
    identity: dict[str, Any]
    track: str
    noise: str | None
    labels: tuple[str, ...] | None
    mapping: dict[str, str] = field(default_factory=dict)
    detector: str
    version: str
    declared: tuple[str, ...] | None = None
    distribution: dict[str, str] | None = None
    marks: tuple[str, ...] | None = None
    started: str | None = None
    rows: int
    batch_rows: int
    counts: Counts | None
    intervals: dict[str, Any] | None = None
    files: dict[str, Any] | None = None
    personal: dict[str, Any] | None = None
    levels: dict[str, Any] | None = None
    scores: dict[str, Any] | None = None
    timing: Timing | None
    peak_memory: int | None
    failure: str | None
    failing_text: str | None = field(default=None, compare=False)
    not_comparable: str | None = None
    predictions: dict[str, Any] | None = None
    raw: Path | None = field(default=None, compare=False)
    tool: dict[str, Any]
    environment: dict[str, Any]
    cost: dict[str, float] | None = None
    integrity: dict[str, Any] | None = None
    job: dict[str, Any] | None = None

    def summary(self) -> dict[str, Any]:
        """The keys that ``leakbench run`` prints."""
        times = (Timing() if self.timing is None else self.timing).summary()
        peak = None if self.peak_memory is None else self.peak_memory / 1e6
        return {
            "corpus": self.corpus,
            "detector": self.detector,
            "track": self.track,
            "rows": self.rows,
            **scores_of(self.counts),
            "operating_points": self._operating_points(),
            **{key: times[key] for key in RATES},
            "peak_memory_mb": peak,
            "failure": self.failure,
            "not_comparable": self.not_comparable,
        }

    def histogram(self) -> ScoreHistogram | None:
        """Personal predictions by score, at coarse depth; None where none were counted."""
        if self.scores is None or self.personal is None:
            return None
        return coarse_histogram(self.scores, self.personal["truth"])

    def _operating_points(self) -> dict[str, Any] | None:
        if self.scores is None or self.personal is None or self.counts is None:
            return None
        labels = personal_labels(self.counts.labels, self.mapping)
        return operating_points(self.scores, self.personal["truth"], labels)

    @property
    def failure_told(self) -> str | None:
        """The failure with the text that provoked it, for the terminal."""
        return self.failure and f"{self.failure}{_quotation(self.failing_text)}"

    def doubts(self) -> list[str]:
        """One sentence for each reason not to take the scores or times for what they seem."""
        timing, integrity = self.timing or Timing(), self.integrity or {}
        found = [one for one in (timing.clock, timing.withheld) if one is not None]
        if integrity.get("imports_generator"):
            named = ", ".join(integrity["imports_generator"])
            found.append(f"its process has imported what makes the records: {named}")
        recall = (integrity.get("sample") or {}).get("recall")
        if recall is not None:
            low, high = recall["interval"]
            found.append(
                f"scores are of a sample that shows rare forms more often; of all "
                f"{self.identity['sample']['pool']:,} records recall is about "
                f"{recall['value']:.3f} ({low:.3f} to {high:.3f})"
            )
        spot = integrity.get("spot")
        if spot and spot["differs"]:
            found.append(
                f"recall is {spot['recall_of_run']:.3f}, and {spot['recall']:.3f} on "
                f"{spot['rows']} records of a seed drawn after the run"
            )
        return found

    def to_json(self) -> dict[str, Any]:
        """The document; what an older leakbench did not know is left out."""
        further = {"cost": self.cost, "integrity": self.integrity, "job": self.job}
        return {
            "schema_version": SCHEMA_VERSION,
            "tool": self.tool,
            "started": self.started,
            "corpus": {"name": self.corpus, **self.identity},
            "track": self.track,
            "noise": self.noise,
            "labels": None if self.labels is None else list(self.labels),
            "mapping": self.mapping,
            "detector": {
                "name": self.detector,
                "version": self.version,
                "labels": None if self.declared is None else list(self.declared),
                **({} if self.distribution is None else {"distribution": self.distribution}),
                **({} if self.marks is None else {"marks": list(self.marks)}),
            },
            "environment": self.environment,
            "rows": self.rows,
            "batch_rows": self.batch_rows,
            "failure": self.failure,
            "not_comparable": self.not_comparable,
            "peak_memory_bytes": self.peak_memory,
            **{name: value for name, value in further.items() if value is not None},
            "predictions": self.predictions,
            "counts": None if self.counts is None else self.counts.to_json(),
            "intervals": self.intervals,
            "files": self.files,
            **({} if self.personal is None else {"personal": self.personal}),
            **({} if self.levels is None else {"levels": self.levels}),
            **({} if self.scores is None else {"scores": self.scores}),
            "summary": self.summary(),
            "timing": None if self.timing is None else self.timing.to_json(),
        }

    def text(self) -> str:
        """The document as it stands in a file."""
        written = json.dumps(self.to_json(), ensure_ascii=False, indent=2)
        return compact_numbers(written) + "\n"


def _quotation(text: str | None) -> str:
    return "" if text is None else f": 「{text}」"


def scores_of(counts: Counts | None) -> dict[str, Any]:
    """The ratios of a summary and ``by_label``; without counts None and nothing."""
    if counts is None:
        return {**dict.fromkeys(RATIOS), "by_label": {}}
    return counts.summary()


def result_of(content: object) -> Result:
    """The result that a document of any schema version so far describes.

    Raises:
        ValueError: It is no result, a broken one, or written by a newer leakbench.
    """
    version = content.get("schema_version") if isinstance(content, dict) else None
    if not isinstance(content, dict) or type(version) is not int or version < 1:
        raise ValueError("not a result: no schema_version")
    if version > SCHEMA_VERSION:
        raise ValueError(
            f"schema version {version} is newer than {SCHEMA_VERSION}: update leakbench"
        )
    try:
        content = migrated(content)
        problem = problem_of(content)
        result = None if problem is not None else _from_json(content)
    except KeyError as error:
        problem = f"no key {error}"
    except (TypeError, ValueError, AttributeError) as error:
        problem = str(error)
    if problem is not None or result is None:
        raise ValueError(f"broken result: {problem}")
    return result


def _from_json(content: dict[str, Any]) -> Result:
    identity = dict(content["corpus"])
    counts, timing = content["counts"], content["timing"]
    labels, declared = content["labels"], content["detector"]["labels"]
    marks = content["detector"].get("marks")
    return Result(
        corpus=identity.pop("name"),
        identity=identity,
        track=content["track"],
        noise=content["noise"],
        labels=None if labels is None else tuple(labels),
        mapping=content["mapping"],
        detector=content["detector"]["name"],
        version=content["detector"]["version"],
        declared=None if declared is None else tuple(declared),
        distribution=content["detector"].get("distribution"),
        marks=None if marks is None else tuple(marks),
        started=content["started"],
        rows=content["rows"],
        batch_rows=content["batch_rows"],
        counts=None if counts is None else Counts.from_json(counts),
        intervals=content["intervals"],
        files=content["files"],
        personal=content.get("personal"),
        levels=content.get("levels"),
        scores=content.get("scores"),
        timing=None if timing is None else Timing.from_json(timing),
        peak_memory=content["peak_memory_bytes"],
        failure=content["failure"],
        not_comparable=content["not_comparable"],
        predictions=content["predictions"],
        tool=content["tool"],
        environment=content["environment"],
        cost=content.get("cost"),
        integrity=content.get("integrity"),
        job=content.get("job"),
    )


def compact_numbers(text: str) -> str:
    """Put lists of numbers on one line: the samples would fill thousands."""
    return re.sub(r"\[\n\s*(-?\d[^\[\]{}\"]*?)\s*\n\s*\]", _one_line, text)


def _one_line(match: re.Match[str]) -> str:
    return f"[{' '.join(match[1].split())}]"
