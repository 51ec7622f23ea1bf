"""Reading results from files: a JSON document a file, or many packed, one on each line.

A packed file is JSON Lines compressed with gzip, which any tool for data reads; each of its lines
is what stands in a result file, without the line breaks.

Files may be strangers': how much is read of one is bounded, however little it is on the disk, and
so is how deep a document is nested; text is text, and numbers are numbers.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any, Final

from leakbench.benchmarks.store.results import Result, ResultError, result_of
from leakbench.generator.untrusted import read_file

PACKED: Final = ".jsonl.gz"  # how the name of a packed file ends
MOST_BYTES: Final = 1 << 28  # of a file, unpacked: ten times all published results
MOST_OF_DOCUMENT: Final = 1 << 25  # bytes
DEEPEST: Final = 64  # lists and objects within each other


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
    for line, text in _texts(path):
        try:
            yield line, _document(text)
        except ValueError as error:
            raise ResultError(path, at_line(line, f"truncated or not JSON: {error}")) from None


def _document(text: bytes) -> Any:
    """The JSON value of a text.

    Raises:
        ValueError: It is none, or one that cannot be written again.
    """
    try:
        document = json.loads(text.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    level, depth = [document], 0
    while level := [one for one in level if type(one) in (dict, list)]:
        depth += 1
        if depth > DEEPEST:
            raise ValueError(_TOO_DEEP)
        level = [part for one in level for part in (one.values() if type(one) is dict else one)]
    if b"\\u" in text:  # an escape may be half a character
        json.dumps(document, ensure_ascii=False).encode()
    return document


_TOO_DEEP: Final = f"more than {DEEPEST} lists and objects within each other"


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is no number")
    return number


def at_line(line: int | None, reason: str) -> str:
    """What is wrong with a file, and where in it."""
    return reason if line is None else f"line {line}: {reason}"


def _texts(path: Path) -> Iterator[tuple[int | None, bytes]]:
    """The documents of a file, each with its line.

    Raises:
        ResultError: It cannot be read, or there is too much of it.
    """
    packed = is_packed(path)
    most = MOST_BYTES if packed else MOST_OF_DOCUMENT
    try:
        content = read_file(path, most)
        if packed:
            with gzip.open(BytesIO(content)) as file:
                content = file.read(most + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ResultError(path, f"truncated or not gzip: {error}") from None
    except OSError as error:
        raise ResultError(path, error.strerror or "cannot be read") from None
    if len(content) > most:
        raise ResultError(path, f"more than {most:,} bytes{', unpacked' * packed}")
    if not packed:
        yield None, content
        return
    for line, text in enumerate(content.splitlines(), start=1):
        if len(text) > MOST_OF_DOCUMENT:
            raise ResultError(path, at_line(line, f"more than {MOST_OF_DOCUMENT:,} bytes"))
        yield line, text
