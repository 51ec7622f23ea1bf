"""Result files: one JSON for each corpus, detector, version, track and noise.

``OUT/<corpus>/<detector>/<version>-<track>[-<noise>].json``; a labelled file has no noise. Counts
and raw timings are stored; ratios and rates under ``summary`` are derived from them, for whoever
reads the file without leakbench.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leakbench.benchmarks.scoring import Counts
from leakbench.benchmarks.timing import Timing
from leakbench.generator.datasets.outputs import write_text

SCHEMA_VERSION = 1
LONGEST = 60  # characters of a name in a path: file systems take 255 bytes, of which one may be 4


class ResultError(ValueError):
    """A result file cannot be read.

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
        rows: Records that it was given.
        batch_rows: Records of a batch.
        counts: What the scorer counted; None after a failure.
        timing: Raw samples; None after a failure before the first.
        peak_memory: Bytes, of a fresh process; None if it was not measured.
        failure: Why there are no counts.
        tool: Version, commit and dirty flag of leakbench.
        environment: The machine and its software.
    """

    corpus: str
    identity: dict[str, Any]
    track: str
    noise: str | None
    labels: tuple[str, ...] | None
    mapping: dict[str, str] = field(default_factory=dict)
    detector: str
    version: str
    rows: int
    batch_rows: int
    counts: Counts | None
    timing: Timing | None
    peak_memory: int | None
    failure: str | None
    tool: dict[str, Any]
    environment: dict[str, Any]

    def summary(self) -> dict[str, Any]:
        """The keys that ``leakbench run`` prints."""
        scores = EMPTY_SUMMARY if self.counts is None else self.counts.summary()
        times = (Timing() if self.timing is None else self.timing).summary()
        peak = None if self.peak_memory is None else self.peak_memory / 1e6
        return {
            "corpus": self.corpus,
            "detector": self.detector,
            "track": self.track,
            "rows": self.rows,
            **{key: scores[key] for key in ("recall", "precision", "f1", "recall_any")},
            **{key: times[key] for key in ("rows_per_s", "mb_per_s", "p50_ms", "p95_ms")},
            "peak_memory_mb": peak,
            "by_label": scores["by_label"],
            "failure": self.failure,
        }

    def file_name(self) -> str:
        """Where it stands under the output directory."""
        parts = [self.version, self.track, *([self.noise] if self.noise else [])]
        name = "-".join(_plain(part) for part in parts)
        return f"{_plain(self.corpus)}/{_plain(self.detector)}/{name}.json"

    def write(self, out: Path) -> Path:
        """Write the file whole or not at all, and give its path."""
        content = {
            "schema_version": SCHEMA_VERSION,
            "tool": self.tool,
            "corpus": {"name": self.corpus, **self.identity},
            "track": self.track,
            "noise": self.noise,
            "labels": None if self.labels is None else list(self.labels),
            "mapping": self.mapping,
            "detector": {"name": self.detector, "version": self.version},
            "environment": self.environment,
            "rows": self.rows,
            "batch_rows": self.batch_rows,
            "failure": self.failure,
            "peak_memory_bytes": self.peak_memory,
            "counts": None if self.counts is None else self.counts.to_json(),
            "summary": self.summary(),
            "timing": None if self.timing is None else self.timing.to_json(),
        }
        path = out / self.file_name()
        write_text(path, compact_numbers(json.dumps(content, ensure_ascii=False, indent=2)) + "\n")
        return path


EMPTY_SUMMARY: dict[str, Any] = {
    "recall": None,
    "precision": None,
    "f1": None,
    "recall_any": None,
    "by_label": {},
}


def read_result(path: Path) -> Result:
    """Read one file.

    Raises:
        ResultError: It is truncated, no result, or written by a newer leakbench.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ResultError(path, error.strerror or "cannot be read") from None
    except ValueError as error:
        raise ResultError(path, f"truncated or not JSON: {error}") from None
    version = content.get("schema_version") if isinstance(content, dict) else None
    if not isinstance(version, int) or version < 1:
        raise ResultError(path, "not a result: no schema_version")
    if version > SCHEMA_VERSION:
        raise ResultError(
            path, f"schema version {version} is newer than {SCHEMA_VERSION}: update leakbench"
        )
    try:
        return _from_json(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResultError(path, f"broken result: {error!r}") from None


def _from_json(content: dict[str, Any]) -> Result:
    identity = dict(content["corpus"])
    counts, timing = content["counts"], content["timing"]
    labels = content["labels"]
    return Result(
        corpus=identity.pop("name"),
        identity=identity,
        track=content["track"],
        noise=content["noise"],
        labels=None if labels is None else tuple(labels),
        mapping=content["mapping"],
        detector=content["detector"]["name"],
        version=content["detector"]["version"],
        rows=content["rows"],
        batch_rows=content["batch_rows"],
        counts=None if counts is None else Counts.from_json(counts),
        timing=None if timing is None else Timing.from_json(timing),
        peak_memory=content["peak_memory_bytes"],
        failure=content["failure"],
        tool=content["tool"],
        environment=content["environment"],
    )


def find_results(paths: Iterable[Path]) -> list[Result]:
    """Read result files, and directories as ``Result.write`` fills them, or one corpus of such.

    Raises:
        ResultError: A path without results, or a file that cannot be read.
    """
    files: list[Path] = []
    for path in paths:
        found = [path]
        if path.is_dir():
            found = sorted(path.glob("*/*/*.json")) or sorted(path.glob("*/*.json"))
        if not found:
            raise ResultError(path, "no results in it (corpus/detector/version.json)")
        files.extend(found)
    return [read_result(file) for file in dict.fromkeys(files)]


def _plain(part: str) -> str:
    """A part of a path: whatever a name has in it, it stays one visible file name, and its own.

    A name that cannot stay as it is (``union:regex+lac``, a path, one too long for a file system)
    is told from others like it by the beginning of its hash.
    """
    name = re.sub(r"[^\w.+-]+", "_", part).lstrip(".")[:LONGEST]
    if name and name == part:
        return name
    return f"{name or '_'}-{hashlib.sha256(part.encode()).hexdigest()[:8]}"


def compact_numbers(text: str) -> str:
    """Put lists of numbers on one line: the samples would fill thousands."""
    return re.sub(r"\[\n\s*(-?\d[^\[\]{}\"]*?)\s*\n\s*\]", _one_line, text)


def _one_line(match: re.Match[str]) -> str:
    return f"[{' '.join(match[1].split())}]"
