"""Compile the kernels of one half of the house into the cache, where the tests then find them.

    python tests/compile_kernels.py detectors

``make test`` compiles both halves beside each other, the checks and the rest of the installation,
before any test: workers that begin with an empty cache would all compile the same kernels. So
nothing is imported here that ``leakbench`` does not depend on. Whatever is missed here, the
first test that needs it compiles. ``make run`` compiles less: ``numbers`` beside ``words``.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.detectors import registry
from leakbench.detectors.conformance import PROBES
from leakbench.generator.corpus import corpus_names
from leakbench.generator.spec import NOISES

Line = tuple[str, ...]
"""The words of a command line."""

ROWS = "200"


def detectors() -> None:
    """Let the house's own detectors read texts and cells, triage a list, and read files."""
    _read("structured", "tagger")
    _run(("triage", "--simulate", "2", "--detector", "regex"))
    with TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        for form in ("csv", "sql", "json", "xlsx"):
            out = str(files / f"list.{form}")
            _run(("generate", "exam_roster", "--rows", ROWS, "--format", form, "--out", out))
        _run(("provenance", str(files)))
        _run(("triage", str(files), "--detector", "regex", "--workers", "1"))
        copies = str(Path(folder) / "copies")
        _run(("detect", str(files), "--detector", "regex", "--redact", "mask", "--out", copies))


def _read(*names: str) -> None:
    """Let detectors read texts, and cells under headers."""
    texts = pa.array(PROBES)
    for name in names:
        detector = registry.load(name)
        for columns in ({"text": texts}, {"手机": texts, "备注": texts}):
            detector.detect(pa.RecordBatch.from_pydict(columns))


def numbers() -> None:
    """Of what ``leakbench run`` needs, the half that finds numbers."""
    _read("structured")


def words() -> None:
    """The other half: what finds words, and writes and scores records."""
    _run(("run", "--rows", "16", "--detector", "regex"))
    _read("tagger")


def generator() -> None:
    """Write every corpus in every noise, audit what is written, and score it on every track."""
    with TemporaryDirectory() as folder:
        for line in _lines(Path(folder)):
            _run(line)


def _run(line: Line) -> None:
    done = CliRunner().invoke(main, line, catch_exceptions=False)
    if done.exit_code:
        sys.exit(f"leakbench {' '.join(line)}: {done.output}")


def _lines(folder: Path) -> Iterator[Line]:
    for corpus in corpus_names():
        for noise in NOISES:
            out = str(folder / f"{corpus}-{noise}")
            yield ("generate", corpus, "--noise", noise, "--rows", ROWS, "--out", out)
            yield ("audit", out)
    for track in ("text", "table"):
        yield (
            "run",
            "--corpus",
            "legal_person",
            "--detector",
            "regex",
            "--rows",
            ROWS,
            "--track",
            track,
        )
    yield ("columns", "--corpus", "legal_person", "--detector", "regex", "--rows", ROWS)


if __name__ == "__main__":
    halves = (detectors, generator, numbers, words)
    {half.__name__: half for half in halves}[sys.argv[1]]()
