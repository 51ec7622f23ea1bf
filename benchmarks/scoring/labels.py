"""Label depths, and the map from a corpus's own label names to the registry.

Three depths: ``fine`` (MOBILE is not LANDLINE), ``coarse`` (both are PHONE) and ``any``. An
external corpus has names of its own: a table that detectors share maps the usual ones, the caller
may add to it, and a name that nothing maps stops the scoring.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.label_aliases import UnmappedLabelError, aliases, suggestion
from leakbench.generator.entities import coarse, coarse_labels, entities, known_labels
from leakbench.generator.errors import USAGE, LeakbenchError, nearest

Depth = Literal["fine", "coarse", "any"]
DEPTHS: Final[tuple[Depth, ...]] = ("fine", "coarse", "any")

OUT_OF_SCOPE: Final = -1


class UnknownLabelError(LeakbenchError, LookupError):
    """A label to score is neither the corpus's nor the registry's.

    Attributes:
        label: The name.
        own: The corpus's own labels.
    """

    exit_code = USAGE

    def __init__(self, label: str, own: Sequence[str]) -> None:
        self.label = label
        self.own = tuple(own)
        super().__init__(
            f"unknown label {label!r}{_suggestion(label, self.own)}; "
            f"the corpus has: {', '.join(self.own)}; "
            f"the registry has: {', '.join(sorted(known_labels()))}"
        )


def _suggestion(label: str, own: Sequence[str]) -> str:
    """What was probably meant: a label of the corpus, else one of the registry."""
    likely = nearest(label, own)
    return suggestion(label) if likely is None else f"; did you mean {likely}?"


class ContradictoryLabelError(LeakbenchError, ValueError):
    """A mapping gives names of the registry other senses that contradict each other.

    Attributes:
        label: A label that thereby has no coarse label of its own.
    """

    exit_code = USAGE

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(
            f"the label mapping turns names of the registry into one another, so that {label!r} "
            "is of no family; map other names than the registry's"
        )


@cache
def _registry() -> tuple[str, ...]:
    """Every known label: the fine ones in their order, then the coarse ones that are not fine."""
    parents = (entity.parent for entity in entities().values())
    return tuple(dict.fromkeys([*entities(), *parents]))


class LabelSpace:
    """The labels of one scoring, as codes.

    What a corpus cannot tell apart is not told apart: where its labels include a coarse one
    (PERSON), every label of that family, in truth and prediction, counts as the coarse one. A
    corpus that uses a registry's name in another sense (LOCATION for an address) fixes that sense
    for predictions too.

    Attributes:
        labels: Names shown in reports, by code: the corpus's own name, or the registry's where
            the corpus has none or several of one meaning.
        families: The code of each code's coarse label, int16, shape (labels,).
    """

    labels: tuple[str, ...]
    families: NDArray[np.int16]

    def __init__(
        self,
        corpus_labels: Iterable[str],
        *,
        mapping: Mapping[str, str] | None = None,
        only: Iterable[str] | None = None,
    ) -> None:
        """Map a corpus's labels.

        Args:
            corpus_labels: The names its truth uses.
            mapping: Further aliases, which go before the usual ones and the registry.
            only: Names (the corpus's or the registry's, a coarse one for its whole family) to
                which truth and predictions are restricted; everything counts by default. Other
                names of the corpus need no meaning then.

        Raises:
            UnmappedLabelError: A name that counts is not in the registry and nothing maps it.
            UnknownLabelError: ``only`` names what neither the corpus nor the registry has.
            ContradictoryLabelError: Names of the registry are mapped to one another.
        """
        self._mapping = dict(mapping or {})
        names = dict.fromkeys(corpus_labels)
        wanted = names if only is None else set(only)
        self._left_out = frozenset(
            name for name in names if name not in wanted and not self._has_meaning(name)
        )
        self._meaning = {name: self._resolve(name) for name in names if name not in self._left_out}
        self._broad = coarse_labels().intersection(self._meaning.values())
        truth = [self._merged(label) for label in self._meaning.values()]
        fine = {*truth, *(self._merged(self._sense(label)) for label in _registry())}
        parents = {label: coarse(self._sense(coarse(label))) for label in fine}
        used = [label for label in _registry() if label in fine or label in parents.values()]
        self._codes = {label: code for code, label in enumerate(used)}
        self.labels = tuple(self._shown(label, used) for label in used)
        self.families = np.array(
            [self._codes[parents.get(label, label)] for label in used], np.int16
        )
        strays = np.flatnonzero(self.families[self.families] != self.families)
        if len(strays):
            raise ContradictoryLabelError(used[strays[0]])
        self._scope = None if only is None else self._restriction(only)

    @classmethod
    def of_registry(cls, only: Iterable[str] | None = None) -> "LabelSpace":
        """The space of a generated corpus, whose labels are the registry's fine ones."""
        return cls(entities(), only=only)

    def meaning(self, name: str) -> str:
        """The registry's label that a name of the truth means.

        Raises:
            UnmappedLabelError: It is not in the registry and nothing maps it.
        """
        return self._meaning.get(name) or self._resolve(name)

    def truth_codes(self, names: Sequence[str], depth: Depth = "fine") -> NDArray[np.int16]:
        """Codes of truth labels, shape (names,); −1 is out of scope, as what needs no meaning is.

        Raises:
            UnmappedLabelError: A name is not in the registry and nothing maps it.
        """
        return self._at_depth([self._true(name) for name in names], depth)

    def predicted_codes(self, names: Sequence[str], depth: Depth = "fine") -> NDArray[np.int16]:
        """Codes of predicted labels, shape (names,); −1 is out of scope.

        Raises:
            UnmappedLabelError: A name is neither the corpus's nor the registry's.
        """
        for name in names:
            if name not in known_labels() and name not in self._meaning:
                raise UnmappedLabelError(name)
        return self._at_depth([self._predicted(name) for name in names], depth)

    def _meant(self, name: str) -> str:
        return self._mapping.get(name) or aliases().get(name, name)

    def _has_meaning(self, name: str) -> bool:
        return self._meant(name) in known_labels()

    def _resolve(self, name: str) -> str:
        label = self._meant(name)
        if label not in known_labels():
            raise UnmappedLabelError(label)
        return label

    def _sense(self, label: str) -> str:
        return self._meaning.get(label, label)

    def _merged(self, label: str) -> str:
        return coarse(label) if coarse(label) in self._broad else label

    def _true(self, name: str) -> int:
        if name in self._left_out:
            return OUT_OF_SCOPE
        label = self._merged(self.meaning(name))
        if label not in self._codes:
            # The corpus uses this label's name for something else and did not declare this one.
            raise UnmappedLabelError(name)
        return self._codes[label]

    def _predicted(self, name: str) -> int:
        return self._codes[self._merged(self._sense(name))]

    def _shown(self, label: str, used: Sequence[str]) -> str:
        own = [name for name, meant in self._meaning.items() if self._merged(meant) == label]
        return own[0] if len(own) == 1 and own[0] not in used else label

    def _restriction(self, only: Iterable[str]) -> list[int]:
        """Codes of everything that the names cover."""
        kept: set[int] = set()
        for name in only:
            if name in self._meaning:
                kept.add(self._codes[self._merged(self._meaning[name])])
            elif name in known_labels():
                covered = (label for label in _registry() if name in {label, coarse(label)})
                kept.update(self._predicted(label) for label in covered)
            else:
                raise UnknownLabelError(name, [*self._meaning, *sorted(self._left_out)])
        return sorted(kept)

    def _at_depth(self, codes: Sequence[int], depth: Depth) -> NDArray[np.int16]:
        fine = np.array(codes, np.int16)
        at_depth = {"fine": fine, "coarse": self.families[fine], "any": np.zeros_like(fine)}[depth]
        if self._scope is None:  # then nothing is left out
            return at_depth
        return np.where(np.isin(fine, self._scope), at_depth, np.int16(OUT_OF_SCOPE))
