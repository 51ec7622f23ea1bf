"""Compile the kernels of one half of the house into the cache, where the tests then find them.

    python tests/compile_kernels.py detectors

``make test`` compiles both halves beside each other and beside the checks, before any test: workers
that begin with an empty cache would all compile the same kernels. Whatever is missed here, the
first test that needs it compiles.
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
    """Let the house's own detectors read texts, and cells under headers, and triage a list."""
    texts = pa.array(PROBES)
    for name in ("structured", "tagger", "native"):
        detector = registry.load(name)
        for columns in ({"text": texts}, {"手机": texts, "备注": texts}):
            detector.detect(pa.RecordBatch.from_pydict(columns))
    _run(("triage", "--simulate", "2", "--detector", "regex"))


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
    {"detectors": detectors, "generator": generator}[sys.argv[1]]()
