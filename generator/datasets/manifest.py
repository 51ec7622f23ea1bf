"""What stands beside a dataset's shards: the manifest, and the notes of runs that are not all."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from leakbench.generator.datasets.content import combined
from leakbench.generator.datasets.manifest_content import check_content
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.keys import PUBLIC_KEY, Key, key_of
from leakbench.generator.packs import Pack, opened
from leakbench.generator.spec import Spec
from leakbench.generator.untrusted import json_of, read_file

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
DATA = "data"  # the directory of the shards
PARTIAL = ".partial.json"
UNFINISHED = (PARTIAL, ".part-*-of-*.json")  # notes of runs that go on, or were stopped
PARTS = "part-*-of-*.json"  # notes of parts that are done


def shard_file(split: str, place: int, count: int) -> str:
    """Path inside a dataset of its shard ``place`` of ``count``, counted from 0."""
    return f"{DATA}/{split}-{place:05d}-of-{count:05d}.parquet"


class DatasetError(LeakbenchError, ValueError):
    """A dataset on disk cannot be read, or cannot be written where it was asked for.

    Attributes:
        path: The file or directory concerned.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self._reason = reason
        super().__init__(f"{path}: {reason}")

    def __reduce__(self) -> tuple[type["DatasetError"], tuple[Path, str]]:
        """Let it pass from one process to another."""
        return type(self), (self.path, self._reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One Parquet file of a dataset.

    Attributes:
        file: Its path inside the dataset.
        rows: How many.
        content_hash: Of what it holds, whatever the compression.
        labels: Labelled spans of the texts, by label.
        cell_labels: The same of the cells.
        sha256: Of the file's bytes, by which a copy is checked.
    """

    file: str
    rows: int
    content_hash: str
    labels: dict[str, int]
    cell_labels: dict[str, int]
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a dataset is.

    Attributes:
        spec: Fixes every row.
        rows: How many rows, from row 0.
        tool_version: The leakbench that wrote it.
        shards: The files, in the rows' order; a note of a part or of a run lists some of them.
    """

    spec: Spec
    rows: int
    tool_version: str
    shards: tuple[Shard, ...] = ()

    @property
    def content_hash(self) -> str:
        """The hash of the whole, as of ``leakbench.generator.datasets.content.content_hash``."""
        return combined(shard.content_hash for shard in self.shards)

    def counts(self) -> dict[str, int]:
        """Labelled spans of the texts, by label."""
        return _added(shard.labels for shard in self.shards)

    def cell_counts(self) -> dict[str, int]:
        """Labelled spans of the cells, by label."""
        return _added(shard.cell_labels for shard in self.shards)

    def with_shards(self, shards: Iterable[Shard]) -> "Manifest":
        """This manifest with these shards instead of its own, in the rows' order."""
        return replace(self, shards=tuple(sorted(shards, key=lambda shard: shard.file)))

    def same_as(self, other: "Manifest") -> bool:
        """Whether both are of one dataset, whatever of it they list."""
        mine = (self.spec, self.rows, self.tool_version)
        return mine == (other.spec, other.rows, other.tool_version)

    def write(self, path: Path) -> None:
        """Write it whole or not at all."""
        content = {
            "schema_version": SCHEMA_VERSION,
            "tool_version": self.tool_version,
            "spec": spec_json(self.spec),
            "rows": self.rows,
            "labels": self.counts(),
            "cell_labels": self.cell_counts(),
            "content_hash": self.content_hash,
            "shards": [asdict(shard) for shard in self.shards],
        }
        write_text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def read_manifest(path: Path) -> Manifest:
    """Read a manifest or partial manifest.

    Raises:
        DatasetError: No such file, not JSON, of another schema version, incomplete, or at odds
            with itself.
    """
    try:
        content = json_of(read_file(path))
    except FileNotFoundError:
        reason = f"no dataset: there is no {path.name}"
        if path.name == MANIFEST and any(
            note for pattern in (*UNFINISHED, PARTS) for note in path.parent.glob(pattern)
        ):
            reason = "the dataset is not whole; run the same leakbench generate again to finish it"
        raise DatasetError(path.parent, reason) from None
    except (ValueError, RecursionError) as error:
        raise DatasetError(path, f"not a manifest: {error}") from None
    version = content.get("schema_version") if isinstance(content, dict) else None
    if not isinstance(version, int) or version < 1:
        raise DatasetError(path, "not a manifest: no schema_version")
    if version > SCHEMA_VERSION:
        raise DatasetError(
            path, f"schema version {version} is newer than {SCHEMA_VERSION}: update leakbench"
        )
    try:
        check_content(content)
        return Manifest(
            spec=spec_from(content["spec"]),
            rows=content["rows"],
            tool_version=content["tool_version"],
            shards=tuple(Shard(**shard) for shard in content["shards"]),
        )
    except ValueError as error:
        raise DatasetError(path, f"broken manifest: {error}") from None


def spec_json(spec: Spec) -> dict[str, Any]:
    """A spec as JSON values.

    Of a pack they have its name, version and hash, and of a private key its fingerprint alone.
    """
    content = {one.name: getattr(spec, one.name) for one in fields(spec) if one.name != "pack"}
    key = key_of(spec.key)
    content["key"] = PUBLIC_KEY if key.is_public else {"fingerprint": key.fingerprint}
    content["reference_date"] = spec.reference_date.isoformat()
    if spec.pack is not None:
        pack = opened(spec.pack)
        content["pack"] = {"name": pack.name, "version": pack.version, "sha256": pack.sha256}
    return content


def spec_from(content: Mapping[str, Any]) -> Spec:
    """The spec that ``spec_json`` wrote; pack and key are looked for when something needs them."""
    day, pack = date.fromisoformat(content["reference_date"]), content.get("pack")
    known = None if pack is None else Pack(**pack)
    key = content.get("key", PUBLIC_KEY)
    key = key_of(key) if isinstance(key, str) else Key(**key)
    return Spec(**{**content, "reference_date": day, "pack": known, "key": key})


def _added(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for label, count in part.items():
            total[label] = total.get(label, 0) + count
    return dict(sorted(total.items()))
