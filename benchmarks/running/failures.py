"""What ended a detector, in the words of a result: which error, where in its code, on which record.

Paths are cut to the module's own, and no record is quoted: results are published. ``quoted`` is for
the terminal, and the traceback for whoever asks with ``--debug``, in a detector's process too.
"""

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from types import CodeType
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.console.options import DEBUG
from leakbench.benchmarks.running.own_copies import WrittenIntoError
from leakbench.detectors.contract import SpanError
from leakbench.detectors.listings import MOST, one_line
from leakbench.generator.errors import LeakbenchError

SHOWN: Final = 40  # characters of a text that are quoted

_OWN: Final = "leakbench"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where among records a detector failed.

    Attributes:
        batch: Which batch, from 0.
        first: Its first row, and ``rows`` how many it has.
        rows: See ``first``.
        row: The row that provokes it; None where no single one is known to.
        remark: What else is known of the row, or why none is named.
        column: Of the span that breaks the contract: which column,
        start: where it begins,
        end: and where it ends. All None of any other error.
        label: And its label.
    """

    batch: int
    first: int
    rows: int
    row: int | None = None
    remark: str = ""
    column: str | None = None
    start: int | None = None
    end: int | None = None
    label: str | None = None

    def after(self, batches: int, rows: int) -> "Place":
        """The same place, counted from where so many batches and rows went before."""
        row = None if self.row is None else self.row + rows
        return replace(self, batch=self.batch + batches, first=self.first + rows, row=row)

    def __str__(self) -> str:
        """In words."""
        last = self.first + self.rows - 1
        row = f"rows {self.first} to {last}" if self.row is None else f"row {self.row}"
        span = ""
        if self.column is not None:
            span = f", column {self.column}, span [{self.start}, {self.end}) as {self.label}"
        return f"batch {self.batch}, {row}{span}{self.remark and f', {self.remark}'}"


_OPTIONAL: Final = (int, type(None))
_KINDS: Final[dict[str, tuple[type, ...]]] = {
    **dict.fromkeys(("batch", "first", "rows"), (int,)),
    **dict.fromkeys(("row", "start", "end"), _OPTIONAL),
    **dict.fromkeys(("column", "label"), (str, type(None))),
    "remark": (str,),
}


class DetectorFailedError(LeakbenchError):
    """What ended a detector, already in the words of a result.

    Attributes:
        reason: The words without the place.
        place: Among the records; None where none are to blame.
    """

    def __init__(self, reason: object, place: Place | None = None) -> None:
        self.reason = str(reason)
        self.place = place
        super().__init__(self.reason if place is None else f"{self.reason} ({place})")

    def after(self, batches: int, rows: int) -> "DetectorFailedError":
        """The same, counted from where so many batches and rows went before."""
        place = None if self.place is None else self.place.after(batches, rows)
        return DetectorFailedError(self.reason, place)

    def to_json(self) -> dict[str, Any]:
        """As JSON values, for another process."""
        return {"reason": self.reason, "place": self.place and asdict(self.place)}

    @classmethod
    def from_json(cls, about: dict[str, Any]) -> "DetectorFailedError":
        """What ``to_json`` gave; of a process that says anything else, its reason alone."""
        return cls(one_line(str(about.get("reason"))), _place_of(about.get("place")))


def _place_of(told: Any) -> Place | None:
    """A place as another process tells it; None of anything else."""
    if not isinstance(told, dict) or told.keys() != _KINDS.keys():
        return None
    if not all(type(told[name]) in kinds for name, kinds in _KINDS.items()):
        return None
    words = {name: one_line(told[name]) for name in _KINDS if isinstance(told[name], str)}
    return Place(**(told | words))


def failed(error: BaseException, place: Place | None = None) -> DetectorFailedError:
    """An error of a detector's as what ended it; its traceback goes to stderr if that is wanted."""
    if isinstance(error, DetectorFailedError):
        return error
    if os.environ.get(DEBUG):
        traceback.print_exception(error, file=sys.stderr)
    line, origin = error_line(error), _origin(error)
    room = MOST - len(origin)  # what another process says is cut there, and its line is to stay
    shown = line if len(line) <= room else f"{line[: room - 1]}…"
    return DetectorFailedError(f"{shown}{origin}", place)


def error_line(error: BaseException) -> str:
    """An exception on one line; of what leakbench itself says, its words alone."""
    try:
        first = one_line(str(error))
    except Exception:  # noqa: BLE001 - its __str__ may raise anything, too
        first = ""
    if isinstance(error, DetectorFailedError | WrittenIntoError):
        return first
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def quoted(place: Place | None, batches: Sequence[pa.RecordBatch]) -> str | None:
    """The beginning of the text that provoked a failure, on one line; None where none is known.

    Args:
        place: Among the rows of ``batches``.
        batches: What the detector was given.
    """
    if place is None or place.row is None or not 0 <= place.batch < len(batches):
        return None
    batch, at = batches[place.batch], place.row - place.first
    if not 0 <= at < batch.num_rows:
        return None
    columns = [batch.column(place.column)] if place.column in batch.schema.names else batch.columns
    text = " | ".join("" if cell is None else cell for (cell,) in _cells(columns, at))
    begin = max(0, min(place.start or 0, len(text)) - SHOWN // 2)
    shown = " ".join(text[begin : begin + SHOWN].split())
    return ("…" if begin else "") + shown + ("…" if len(text) > begin + SHOWN else "")


def _cells(columns: Sequence[pa.Array], at: int) -> Iterator[list[str | None]]:
    return (column.slice(at, 1).to_pylist() for column in columns)


def _origin(error: BaseException) -> str:
    """Where in its own code a detector raised: the deepest line of the package that we called.

    What leakbench says in its own words needs no line of code, nor does a broken contract.
    """
    if isinstance(error, LeakbenchError | SpanError):
        return ""
    frames = [
        (frame.f_globals.get("__name__") or "", frame.f_code, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    strangers = [one for one in frames if _top(one[0]) != _OWN]
    theirs = [one for one in strangers if _top(one[0]) not in sys.stdlib_module_names]
    chosen = [one for one in theirs if _top(one[0]) == _top(theirs[0][0])] or strangers or frames
    if not chosen:
        return ""
    module, code, line = chosen[-1]
    return f", at {_short(module, code)}:{line} in {code.co_name}"


def _top(module: str) -> str:
    return module.partition(".")[0]


def _short(module: str, code: CodeType) -> str:
    """The path of a module from its package on: nobody's home is in it."""
    path = PurePath(code.co_filename)
    return "/".join(path.parts[-(module.count(".") + 1 + (path.stem == "__init__")) :])
