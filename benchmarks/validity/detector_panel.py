"""A panel of detectors that answer together; a union costs no more than its parts."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from leakbench.benchmarks.running.choice import build_all
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrants import Entrant, error_line
from leakbench.benchmarks.timing.call_timing import Timing
from leakbench.benchmarks.validity.plan import parts_of
from leakbench.detectors.union import merge_longest
from leakbench.generator.entities import coarse


class DetectorPanel:
    """Detectors and unions of them, each part built once.

    Attributes:
        failures: Why detectors answer no more, by name.
    """

    def __init__(
        self,
        names: Sequence[str],
        guests: Sequence[Entrant] = (),
        *,
        limits: Limits | None = None,
    ) -> None:
        """Build them.

        Args:
            names: Detectors and ``union:A+B``; repeated names count once.
            guests: Further detectors, built already.
            limits: What each may use in a process of its own; None builds them in this one.

        Raises:
            UnknownDetectorError: Nothing is registered under a name.
            DetectorArgumentError: An argument is missing, one too many, or of no use.
            UnavailableDetectorError: A package is not installed.
        """
        parts = list(dict.fromkeys(part for name in names for part in parts_of(name)))
        built = build_all(parts, limits)
        self._parts: dict[str, Entrant] = dict(zip(parts, built, strict=True))
        self._parts |= {guest.name: guest for guest in guests}
        self._names = tuple(dict.fromkeys([*names, *(guest.name for guest in guests)]))
        self.failures: dict[str, str] = {
            name: part.failure for name, part in self._parts.items() if part.failure is not None
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Whoever has not failed."""
        return tuple(
            name for name in self._names if self.failures.keys().isdisjoint(self._parts_of(name))
        )

    @property
    def versions(self) -> Mapping[str, str]:
        """Of the packages that do the work, by part."""
        return {name: part.version for name, part in self._parts.items()}

    def families(self, name: str) -> frozenset[str]:
        """The coarse labels that a detector declares."""
        built = (self._parts[part] for part in self._parts_of(name))
        return frozenset(coarse(label) for part in built for label in part.labels)

    def answers(self, batch: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
        """What each finds in a batch of texts; who fails is in ``failures`` from then on."""
        found = {}
        for name, part in self._parts.items():
            if name in self.failures:
                continue
            try:
                (found[name],) = part.answers([batch], Timing())
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 - a detector may raise anything
                self.failures[name] = error_line(error)
        return {
            name: found[name]
            if name in found
            else merge_longest(found[part] for part in parts_of(name))
            for name in self.names
        }

    def _parts_of(self, name: str) -> tuple[str, ...]:
        """The detectors that a union is made of; of one that was built already, itself."""
        return (name,) if name in self._parts else parts_of(name)
