"""Packing results: many in one file, small enough to be kept beside the code."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from leakbench.benchmarks.store.directory import stored_results
from leakbench.benchmarks.store.reading import StoredResult, read_results
from leakbench.benchmarks.store.results import Result
from leakbench.generator.datasets.outputs import only_writer, replacing

_LEVEL: Final = 9  # of compression, the best that gzip has


def pack_results(paths: Iterable[Path], out: Path) -> int:
    """Add results to a packed file, each once.

    The bytes depend on the results alone, not on their order or the time. Raw predictions are not
    packed.

    Args:
        paths: Files and directories, as of ``stored_results``.
        out: The file, which need not exist; it is replaced whole or not at all.

    Returns:
        How many results came in.

    Raises:
        ResultError: A path without results, or a file that cannot be read.
        OutputInUseError: Another process writes into the directory of the file.
    """
    found = _lines(stored_results(paths))
    with only_writer(out.parent):
        kept = _lines(read_results(out) if out.exists() else ())
        lines = kept | found
        ordered = sorted(lines, key=lambda line: (*_order(lines[line]), line))
        with (
            replacing(out) as temporary,
            temporary.open("wb") as file,
            # Without a name and a time in its header, so that equal content has equal bytes.
            gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
        ):
            packed.writelines(line.encode() for line in ordered)
    return len(lines) - len(kept)


def _lines(stored: Iterable[StoredResult]) -> dict[str, Result]:
    return {
        json.dumps(one.result.to_json(), ensure_ascii=False, separators=(",", ":"))
        + "\n": one.result
        for one in stored
    }


def _order(result: Result) -> tuple[str, ...]:
    """Runs on the same records beside each other: they have much in common, which compresses."""
    same_records = result.corpus, result.track, result.noise or ""
    return *same_records, result.detector, result.version, result.started or ""
