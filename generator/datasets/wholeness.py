"""Whether a directory holds the dataset that its manifest names: its shards, all of them, no other.

Nothing of a shard is read here. A link is refused wherever it stands: what it points to is no part
of the directory, and may be anything.
"""

from pathlib import Path
from stat import S_ISLNK, S_ISREG

from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets.manifest import DATA, MANIFEST, DatasetError, Manifest, shard_file
from leakbench.generator.errors import hint
from leakbench.generator.packs import MissingPackError, using
from leakbench.generator.spec import Spec


def check_whole(manifest: Manifest, path: Path) -> None:
    """Hold a manifest against its directory.

    Args:
        manifest: Of the whole dataset.
        path: The directory.

    Raises:
        DatasetError: The corpus is unknown; the manifest names no shards, others than a dataset of
            its spec has, or other rows than they have; or one is missing, no ordinary file, or
            not named. The message names the file.
    """
    _check_corpus(manifest.spec, path / MANIFEST)
    _check_named(manifest, path / MANIFEST)
    if (path / DATA).is_symlink():
        raise DatasetError(path / DATA, "a link, not a directory: copy what it points to")
    for shard in manifest.shards:
        check_ordinary(path / shard.file)
    named = {path / shard.file for shard in manifest.shards}
    for stranger in sorted(set((path / DATA).glob("*.parquet")) - named):
        raise DatasetError(stranger, "the manifest does not name this file; move it away")


def check_ordinary(path: Path) -> None:
    """Let only a shard pass that is a file of its own.

    Raises:
        DatasetError: It is missing, a link, a pipe, a device or a directory.
    """
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise DatasetError(path, "the manifest names this file, but it is missing") from None
    except OSError as error:
        raise DatasetError(path, error.strerror or "cannot be read") from None
    if S_ISLNK(mode):
        raise DatasetError(path, "a link, not a file: copy what it points to")
    if not S_ISREG(mode):
        raise DatasetError(path, "no ordinary file")


def _check_corpus(spec: Spec, manifest: Path) -> None:
    """Refuse the name of a corpus that there is not; of a pack that is not at hand, an odd one."""
    try:
        with using(spec.pack):
            known = corpus_names()
    except MissingPackError:
        if spec.corpus.isidentifier() and spec.corpus.isascii():
            return
        known = []
    if spec.corpus not in known:
        reason = f"unknown corpus {spec.corpus!a}; {hint(spec.corpus, known)}"
        raise DatasetError(manifest, reason)


def _check_named(manifest: Manifest, path: Path) -> None:
    shards, split = manifest.shards, manifest.spec.split
    if not shards:
        raise DatasetError(path, "names no shards")
    files = [shard.file for shard in shards]
    for place, file in enumerate(files):
        expected = shard_file(split, place, len(files))
        if file != expected:
            reason = "twice" if file in files[:place] else f"where {expected} belongs"
            raise DatasetError(path, f"names the shard {file!a} {reason}")
    empty = next((shard.file for shard in shards if not shard.rows), None)
    if empty is not None:
        raise DatasetError(path, f"says that {empty} has no rows")
    rows = sum(shard.rows for shard in shards)
    if rows != manifest.rows:
        raise DatasetError(path, f"says {manifest.rows} rows, but its shards have {rows}")
