"""The store of results: a directory in which nothing is ever overwritten.

``OUT/<corpus>/<detector>/<version>-<track>[-<noise>]-<hash>.json``; a labelled file has no noise,
and the hash is the beginning of that of the content, so two runs of one thing lie side by side.
Raw predictions stand beside their result under the same name, ending in ``.predictions.parquet``.
A store may hold packed results too, in ``OUT/runs.jsonl.gz``.
"""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from leakbench.benchmarks.store.predictions_hash import (
    PREDICTIONS,
    check_predictions,
    predictions_of,
)
from leakbench.benchmarks.store.reading import PACKED, StoredResult, read_results
from leakbench.benchmarks.store.results import Result, ResultError
from leakbench.generator.datasets.outputs import (
    only_writer,
    refuse_file,
    refuse_non_empty,
    replacing,
)
from leakbench.generator.datasets.unfinished import (
    delete_unfinished,
    is_unfinished,
    temporary_directory,
)

RUNS: Final = f"runs{PACKED}"
LONGEST: Final = 60  # characters of a name in a path: file systems take 255 bytes, one may be 4
_HASH: Final = 8  # hexadecimal digits of a hash in a name
_RAW: Final = "raw"  # what the folder of raw predictions is called, between dots


def add_result(result: Result, out: Path) -> Path:
    """Write a result, whole or not at all, and move its raw predictions beside it.

    Returns:
        Its file, which is a new one unless this very result was there already.
    """
    path, content = _new_file(result, out)
    _write(path, content, result.raw, Path.replace)
    return path


def _write(
    path: Path, content: bytes, raw: Path | None, bring: Callable[[Path, Path], object]
) -> None:
    """Write a result, and bring its raw predictions beside it before it has its name.

    Whoever is killed between the two leaves the temporary file of the result, which tells the next
    one that the predictions are nobody's.
    """
    kept = predictions_of(path)
    try:
        with replacing(path) as temporary:
            temporary.write_bytes(content)
            if raw is not None:
                with replacing(kept) as beside:
                    bring(raw, beside)
    except BaseException:
        if not path.exists():
            kept.unlink(missing_ok=True)
        raise


@contextmanager
def raw_folder(out: Path | None) -> Iterator[Path | None]:
    """A folder for raw predictions until their results are there; None where none are kept.

    The store is this process's alone meanwhile, and what killed ones left in it is deleted.

    Raises:
        OutputExistsError: The store is a file.
        OutputInUseError: Another process writes into it.
    """
    if out is None:
        yield None
        return
    with _only_writer(out), temporary_directory(out / _RAW) as folder:
        yield folder


@contextmanager
def _only_writer(out: Path) -> Iterator[None]:
    """Keep a store to this process, without what killed ones left."""
    refuse_file(out)
    with only_writer(out):
        for left in filter(is_unfinished, out.glob("*/*/.*.json.*")):
            result = left.with_name(left.name[1:].rpartition(".json.")[0] + ".json")
            if not result.exists():
                predictions_of(result).unlink(missing_ok=True)
        for folder in (out, *out.glob("*/*/")):
            delete_unfinished(folder)
        yield


def refuse_foreign(out: Path) -> None:
    """Let a directory pass that does not exist, is empty, or holds results and nothing else.

    Raises:
        OutputExistsError: It is a file, or a directory with other things in it.
    """
    if out.is_dir() and all(map(_belongs, out.rglob("*"))):
        return
    refuse_non_empty(out)


def _belongs(path: Path) -> bool:
    ours = path.name.endswith((".json", PACKED, PREDICTIONS))
    return ours or path.is_dir() or is_unfinished(path)


def find_results(paths: Iterable[Path]) -> list[Result]:
    """The results of ``stored_results``, without where they stand.

    Raises:
        ResultError: A path without results, or a file that cannot be read.
    """
    return [stored.result for stored in stored_results(paths)]


def stored_results(paths: Iterable[Path]) -> list[StoredResult]:
    """Read the results of files, and of directories: stores, one corpus or detector of them.

    Returns:
        All of them, those of a file that is named twice once.

    Raises:
        ResultError: A path without results, or a file that cannot be read.
    """
    files: list[Path] = []
    for path in paths:
        found = _files(path) if path.is_dir() else [path]
        if not found:
            raise ResultError(path, f"no results in it (corpus/detector/version.json or {RUNS})")
        files.extend(found)
    return [stored for file in dict.fromkeys(files) for stored in read_results(file)]


def _files(store: Path) -> list[Path]:
    """Of a store, of one corpus of it, or of one detector on that."""
    found = [*store.glob(RUNS), *sorted(store.glob("*/*/*.json"))]
    return found or sorted(store.glob("*/*.json")) or sorted(store.glob("*.json"))


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
    """Copy results and their raw predictions into one store, a file a result.

    Files are copied byte by byte, and packed results become the files that they were. One that is
    there already stays as it is; another one of the same name is put beside it.

    Returns:
        How many results came in.

    Raises:
        ResultError: A path without results, or a file that cannot be read.
        AlteredPredictionsError: Raw predictions are not those of their result.
        OutputInUseError: Another process writes into the store.
    """
    found = stored_results(paths)
    for stored in found:  # all are sound before anything is copied
        raw = predictions_of(stored.path)
        if raw.exists():
            check_predictions(raw, stored.result.predictions, stored.path)
    with _only_writer(out):
        return sum(_copied(stored, out) for stored in found)


def _copied(stored: StoredResult, out: Path) -> bool:
    """Copy a result into a store, unless it is there already."""
    path, content = _copy_of(stored, out)
    if path.exists() and path.read_bytes() != content:
        path = path.with_name(f"{path.name.removesuffix('.json')}-{_digest(content)}.json")
    if path.exists():
        return False
    raw = predictions_of(stored.path)
    _write(path, content, raw if raw.exists() else None, shutil.copyfile)
    return True


def _copy_of(stored: StoredResult, out: Path) -> tuple[Path, bytes]:
    """Where a result goes in another store, and what its file there holds."""
    if stored.line is not None:
        return _new_file(stored.result, out)
    folder = (out / _place(stored.result)).parent
    return folder / stored.path.name, stored.path.read_bytes()


def _new_file(result: Result, out: Path) -> tuple[Path, bytes]:
    content = result.text().encode()
    return out / f"{_place(result)}-{_digest(content)}.json", content


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
