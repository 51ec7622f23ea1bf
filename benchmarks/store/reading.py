"""Reading results from files: a JSON document a file, or many packed, one on each line.

A packed file is JSON Lines compressed with gzip, which any tool for data reads; each of its lines
is what stands in a result file, without the line breaks.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from leakbench.benchmarks.store.results import Result, ResultError, result_of

PACKED: Final = ".jsonl.gz"  # how the name of a packed file ends


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A result, and where it stands.

    Attributes:
        result: What it says.
        path: Its file.
        line: Of a packed file, from 1; None where the file holds this result alone.
    """

    result: Result
    path: Path
    line: int | None


def is_packed(path: Path) -> bool:
    """Whether a file holds a document on each line, by its name."""
    return path.name.endswith(PACKED)


def read_result(path: Path) -> Result:
    """Read the result of a file that holds one.

    Raises:
        ResultError: It holds another number of results, or cannot be read.
    """
    found = read_results(path)
    if len(found) != 1:
        raise ResultError(path, f"{len(found)} results in it, where one is asked for")
    return found[0].result


def read_results(path: Path) -> list[StoredResult]:
    """Read a file of results, of any schema version so far.

    Raises:
        ResultError: It is truncated or damaged, or something in it is no result, or is written by a
            newer leakbench.
    """
    found = []
    for line, content in read_json(path):
        try:
            found.append(StoredResult(result_of(content), path, line))
        except ValueError as error:
            raise ResultError(path, at_line(line, str(error))) from None
    if not found:
        raise ResultError(path, "no results in it")
    return found


def read_json(path: Path) -> Iterator[tuple[int | None, Any]]:
    """Read the JSON documents of a file, each with its line; None of a file that is one document.

    Raises:
        ResultError: The file is truncated or damaged, or a document is not JSON.
    """
    content = _content(path)
    lines: Iterator[tuple[int | None, bytes]] = iter([(None, content)])
    if is_packed(path):
        lines = iter(enumerate(content.splitlines(), start=1))
    for line, text in lines:
        try:
            document = json.loads(text)
        except ValueError as error:
            raise ResultError(path, at_line(line, f"truncated or not JSON: {error}")) from None
        yield line, document


def at_line(line: int | None, reason: str) -> str:
    """What is wrong with a file, and where in it."""
    return reason if line is None else f"line {line}: {reason}"


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if is_packed(path) else content
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ResultError(path, f"truncated or not gzip: {error}") from None
    except OSError as error:
        raise ResultError(path, error.strerror or "cannot be read") from None
