"""The inventory of a scan: a JSON line a file, written as each is finished, and taken up again.

``inventory.jsonl`` begins with how files are read; a line for each file follows. ``keys/`` holds
whom each is about. A line that was cut off, and whatever was read otherwise, counts as not there.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from leakbench.benchmarks.console.environment import tool
from leakbench.benchmarks.scanning.finding import Item
from leakbench.benchmarks.scanning.worker import Task, Work
from leakbench.generator.datasets.outputs import OutputExistsError, refuse_file, write_text
from leakbench.generator.datasets.unfinished import delete_unfinished
from leakbench.generator.untrusted import json_of

INVENTORY: Final = "inventory.jsonl"
KEYS: Final = "keys"

File = dict[str, Any]


@dataclass(slots=True)
class Inventory:
    """What is known of files, and where it is written.

    Attributes:
        folder: The directory.
        files: Lines by path.
    """

    folder: Path
    files: dict[str, File] = field(default_factory=dict)
    _before: Mapping[str, File] = field(default_factory=dict)
    _lines: IO[str] | None = None

    @classmethod
    def open(cls, folder: Path, work: Work) -> Self:
        """Begin one, or take up the one that stands there if files are read in the same way.

        Raises:
            OutputExistsError: Something else is there.
        """
        path = folder / INVENTORY
        refuse_file(folder)
        delete_unfinished(folder)
        if folder.is_dir() and any(folder.iterdir()) and not path.exists():
            raise OutputExistsError(folder, "holds something that is no inventory")
        head = {"tool": tool(), "work": asdict(work)}
        known = _lines(path)
        before = {one["path"]: one for one in known[1:]} if known[:1] == [head] else {}
        kept = [head, *before.values()]
        write_text(path, "".join(_line(one) for one in kept))
        (folder / KEYS).mkdir(exist_ok=True)
        return cls(folder, {}, before, path.open("a", encoding="utf-8"))

    def task(self, number: int, item: Item) -> Task:
        """The file as it is given to a reader, with the hash that it had when it was read."""
        known = self._known(item)
        return Task(number, item, self._place(item), None if known is None else known["sha256"])

    def add(self, item: Item, digest: str | None, contents: list[dict[str, Any]]) -> File:
        """Write what a file is; without contents it is as it was."""
        known = self._before.get(item.shown)
        if not contents and known is not None:
            self.files[item.shown] = known
            return known
        made: File = {
            "path": item.shown,
            "size": item.size,
            "mtime_ns": item.mtime_ns,
            "sha256": digest,
            "contents": contents,
        }
        self.files[item.shown] = made
        if self._lines is not None:
            self._lines.write(_line(made))
            self._lines.flush()
        return made

    def keys_of(self, path: str, content: int) -> Path:
        """Where the keys of a content of a file stand."""
        place = self.folder / KEYS / _name(path)
        return place.with_name(f"{place.name}.{content}.npz")

    def finish(self, work: Work) -> None:
        """Write all lines in the order of the files, and drop what is known of others."""
        self._close()
        lines = [{"tool": tool(), "work": asdict(work)}, *self.files.values()]
        write_text(self.folder / INVENTORY, "".join(map(_line, lines)))
        wanted = {_name(path) for path in self.files}
        for path in (self.folder / KEYS).iterdir():
            if path.name.partition(".")[0] not in wanted:
                path.unlink()

    def _known(self, item: Item) -> File | None:
        known = self._before.get(item.shown)
        if known is None or known["sha256"] is None:
            return None
        same = (known["size"], known["mtime_ns"]) == (item.size, item.mtime_ns)
        keys = (
            self.keys_of(item.shown, number).exists()
            for number, content in enumerate(known["contents"])
            if content["people"]
        )
        return known if same and all(keys) else None

    def _place(self, item: Item) -> Path:
        return self.folder / KEYS / _name(item.shown)

    def _close(self) -> None:
        if self._lines is not None:
            self._lines.close()
            self._lines = None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file; what is written stays."""
        self._close()


def _name(path: str) -> str:
    return sha256(path.encode()).hexdigest()[:20]


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _lines(path: Path) -> list[dict[str, Any]]:
    """The sound lines of an inventory from its beginning on."""
    found: list[dict[str, Any]] = []
    if not path.exists():
        return found
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                value = json_of(line)
            except ValueError:
                break
            if not isinstance(value, dict):
                break
            found.append(value)
    return found
