"""The store of results: a directory in which nothing is ever overwritten.

``OUT/<corpus>/<detector>/<version>-<track>[-<noise>]-<hash>.json``; a labelled file has no noise,
and the hash is the beginning of that of the content, so two runs of one thing lie side by side.
Raw predictions stand beside their result under the same name, ending in ``.predictions.parquet``.
"""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from leakbench.benchmarks.store.results import Result, ResultError, read_result
from leakbench.generator.datasets.outputs import refuse_non_empty, replacing, write_text

PREDICTIONS: Final = ".predictions.parquet"
LONGEST: Final = 60  # characters of a name in a path: file systems take 255 bytes, one may be 4
_HASH: Final = 8  # hexadecimal digits of a hash in a name


def add_result(result: Result, out: Path) -> Path:
    """Write a result, whole or not at all, and move its raw predictions beside it.

    Returns:
        Its file, which is a new one unless this very result was there already.
    """
    text = result.text()
    path = out / f"{_place(result)}-{_digest(text.encode())}.json"
    if result.raw is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        result.raw.replace(predictions_of(path))
    write_text(path, text)
    return path


@contextmanager
def raw_folder(out: Path | None) -> Iterator[Path | None]:
    """A folder for raw predictions until their results are there; None where none are kept."""
    if out is None:
        yield None
        return
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out, prefix=".raw-") as folder:
        yield Path(folder)


def predictions_of(path: Path) -> Path:
    """Where the raw predictions of a result file stand, if they were kept."""
    return path.with_name(path.name.removesuffix(".json") + PREDICTIONS)


def refuse_foreign(out: Path) -> None:
    """Let a directory pass that does not exist, is empty, or holds results and nothing else.

    Raises:
        OutputExistsError: It is a file, or a directory with other things in it.
    """
    if out.is_dir() and all(map(_belongs, out.rglob("*"))):
        return
    refuse_non_empty(out)


def _belongs(path: Path) -> bool:
    return path.is_dir() or path.name.endswith((".json", PREDICTIONS))


def find_results(paths: Iterable[Path]) -> list[Result]:
    """Read result files, and directories as ``add_result`` fills them, or one corpus of such.

    Raises:
        ResultError: A path without results, or a file that cannot be read.
    """
    return [read_result(file) for file in result_files(paths)]


def result_files(paths: Iterable[Path]) -> list[Path]:
    """The result files of paths, each once.

    Raises:
        ResultError: A path without results.
    """
    files: list[Path] = []
    for path in paths:
        found = [path]
        if path.is_dir():
            found = sorted(path.glob("*/*/*.json")) or sorted(path.glob("*/*.json"))
        if not found:
            raise ResultError(path, "no results in it (corpus/detector/version.json)")
        files.extend(found)
    return list(dict.fromkeys(files))


def latest(results: Iterable[Result]) -> list[Result]:
    """Of several runs of one thing the last; runs of unknown time are the oldest."""
    kept: dict[object, Result] = {}
    for result in results:
        spec = result.identity.get("spec") or {}
        key = (_place(result), result.labels, str(sorted(spec.items())))
        if key not in kept or (kept[key].started or "") <= (result.started or ""):
            kept[key] = result
    return list(kept.values())


def merge_results(paths: Iterable[Path], out: Path) -> int:
    """Copy results and their raw predictions into one store, byte by byte.

    A file that is there already stays as it is; another one of the same name is put beside it.

    Returns:
        How many results came in.

    Raises:
        ResultError: A path without results, or a file that cannot be read.
    """
    files = result_files(paths)
    results = [read_result(file) for file in files]  # all are sound before anything is copied
    added = 0
    for file, result in zip(files, results, strict=True):
        folder = out / Path(_place(result)).parent
        path = folder / file.name
        content = file.read_bytes()
        if path.exists() and path.read_bytes() != content:
            path = folder / f"{file.name.removesuffix('.json')}-{_digest(content)}.json"
        if path.exists():
            continue
        raw = predictions_of(file)
        if raw.exists():
            with replacing(predictions_of(path)) as temporary:
                shutil.copyfile(raw, temporary)
        with replacing(path) as temporary:
            temporary.write_bytes(content)
        added += 1
    return added


def _place(result: Result) -> str:
    """Corpus, detector, and the beginning of a file's name."""
    parts = [result.version, result.track, *([result.noise] if result.noise else [])]
    name = "-".join(_plain(part) for part in parts)
    return f"{_plain(result.corpus)}/{_plain(result.detector)}/{name}"


def _plain(part: str) -> str:
    """A part of a path: whatever a name has in it, it stays one visible file name, and its own.

    A name that cannot stay as it is (``union:regex+lac``, a path, one too long for a file system)
    is told from others like it by the beginning of its hash.
    """
    name = re.sub(r"[^\w.+-]+", "_", part).lstrip(".")[:LONGEST]
    return name if name and name == part else f"{name or '_'}-{_digest(part.encode())}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HASH]
