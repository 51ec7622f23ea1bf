"""Objects and ordinary functions as detectors that keep to the contract."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import pyarrow as pa

from leakbench.detectors.contract import Found, OffsetUnit, per_text
from leakbench.detectors.label_aliases import UnmappedLabelError, meaning
from leakbench.generator.entities import known_labels
from leakbench.generator.errors import LeakbenchError


@runtime_checkable
class Detects(Protocol):
    """Anything with a ``detect`` as ``leakbench.Detector`` has it, whatever else it has."""

    def detect(self, batch: Any, /) -> Any:
        """Find spans in every cell of a batch of string columns; the answer has ``SPANS``."""
        ...


Finds = Callable[[str], Iterable[Found] | None]
"""A function of one string that gives spans in code points; None is no span."""


class NotADetectorError(LeakbenchError, TypeError):
    """What was handed over is nothing that can detect."""

    def __init__(self, given: object) -> None:
        if isinstance(given, type):
            super().__init__(f"{given.__name__} is a class: hand over {given.__name__}()")
        else:
            super().__init__(
                f"{type(given).__name__} is no detector: hand over a name, an object with "
                "detect(), or a function of one string"
            )


@dataclass(slots=True)
class Lifted:
    """An object or a function as a detector that keeps to the contract.

    Attributes:
        name: What it is called in results.
        labels: What it may report: all there are, if nobody knows what it finds.
        answer: What answers a batch.
        offset_unit: What it counts in.
        seen: The labels that it has reported so far; None if it is known what it finds.
        stop: Why nothing it says can be scored.
    """

    name: str
    labels: frozenset[str]
    answer: Callable[[pa.RecordBatch], pa.RecordBatch]
    offset_unit: OffsetUnit = "code point"
    seen: set[str] | None = None
    stop: UnmappedLabelError | None = None

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Answer a batch, and remember which labels were in it."""
        answer = self.answer(batch)
        if self.seen is not None and isinstance(answer, pa.RecordBatch):
            self.seen.update(answer.column("label").unique().to_pylist())
        return answer


def lifted(given: object, labels: Collection[str] | None = None) -> Lifted:
    """An object with ``detect``, or a function of one string, as a detector.

    Args:
        given: The one or the other; its own ``labels`` and ``name`` count, if it has them.
        labels: What it finds, in the registry's names, if it does not say so itself.

    Raises:
        NotADetectorError: It cannot detect.
        UnmappedLabelError: A label that it declares means nothing in the registry.
    """
    if isinstance(given, type) or not (callable(given) or isinstance(given, Detects)):
        raise NotADetectorError(given)
    own = getattr(given, "labels", None)
    declared = labels if own is None else frozenset(map(meaning, own))
    may = known_labels() if declared is None else frozenset(declared)
    seen: set[str] | None = set() if declared is None else None
    name = str(getattr(given, "name", None) or getattr(given, "__name__", type(given).__name__))
    if isinstance(given, Detects):
        unit: Any = getattr(given, "offset_unit", "code point")
        return Lifted(name, may, given.detect, unit, seen)
    one = Lifted(name, may, lambda batch: per_text(_finder(given, one), batch), seen=seen)
    return one


def _finder(function: Finds, one: Lifted) -> Callable[[str], Iterator[Found]]:
    """The function, its labels turned into the registry's."""

    def find(text: str) -> Iterator[Found]:
        for found in function(text) or ():
            try:
                label = meaning(found[2])
            except UnmappedLabelError as error:
                one.stop = error
                raise
            if len(found) == 3:
                yield found[0], found[1], label
            else:
                yield found[0], found[1], label, found[3]

    return find
