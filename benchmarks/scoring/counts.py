"""What scoring counts, for any number of batches; every ratio derives from it.

The four modes are those of nervaluate (strict, exact, partial, type), beside them characters and
whole records. A ratio of nothing to nothing is None.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.breakdowns import Breakdowns
from leakbench.benchmarks.scoring.labels import DEPTHS, Depth
from leakbench.benchmarks.scoring.modes import modes_of, ratio, ratios
from leakbench.generator.errors import LeakbenchError

COLUMNS: Final = (
    "exact_same",  # truth matched with the same boundaries and the same label,
    "exact_other",  # … the same boundaries, another label,
    "overlap_same",  # … other boundaries, the same label,
    "overlap_other",  # … other boundaries, another label,
    "missed",  # … with nothing
    "spurious",  # predictions matched with nothing
    "predicted",  # predictions that count
    "ignored",  # masked or damaged truth, which counts in nothing above
    "ignored_found",  # … and was found all the same, exactly and with the same label
    "truth_characters",
    "predicted_characters",
    "both_characters",
)
ANY_LABEL: Final = "ANY"

_COLUMN = {name: number for number, name in enumerate(COLUMNS)}


class CountsError(LeakbenchError, ValueError):
    """Counts of different label spaces, or a document that holds no counts."""


class Counts:
    """Counts of one detector on any number of records; ``+`` joins sources.

    Attributes:
        labels: The n labels of the label space, in its order.
        table: Counts by label and ``COLUMNS``, int64, shape (2n + 1, columns): a row for each
            label at fine depth, one for each at coarse depth, and one for any label. Everything
            is by the truth's label, save spurious and predicted, which are by the prediction's.
        records: Records with at least one span that counts.
        records_found: At each of the depths, those of them whose every span was found strictly.
        breakdowns: Counts by form, length, quality, decoy and more; None where an older leakbench
            counted.
    """

    __hash__ = None  # type: ignore[assignment]  # arrays are mutable, and equality compares them

    def __init__(
        self,
        labels: Sequence[str],
        table: NDArray[np.int64],
        records: int,
        records_found: Mapping[Depth, int],
        breakdowns: Breakdowns | None = None,
    ) -> None:
        self.labels = tuple(labels)
        self.table = table
        self.records = records
        self.records_found = dict(records_found)
        self.breakdowns = breakdowns

    @classmethod
    def empty(cls, labels: Sequence[str]) -> Self:
        """The counts of no record."""
        table = np.zeros((2 * len(labels) + 1, len(COLUMNS)), np.int64)
        return cls(labels, table, 0, dict.fromkeys(DEPTHS, 0))

    def __add__(self, other: "Counts") -> "Counts":
        """Join the counts of two sources.

        Raises:
            CountsError: They were scored in different label spaces.
        """
        if self.labels != other.labels:
            raise CountsError("cannot add counts of different label spaces")
        found = {depth: self.records_found[depth] + other.records_found[depth] for depth in DEPTHS}
        records = self.records + other.records
        breakdowns = None
        if self.breakdowns is not None and other.breakdowns is not None:
            breakdowns = self.breakdowns + other.breakdowns
        return Counts(self.labels, self.table + other.table, records, found, breakdowns)

    def __eq__(self, other: object) -> bool:
        """Whether labels and every count are equal."""
        return isinstance(other, Counts) and self.to_json() == other.to_json()

    def __repr__(self) -> str:
        """The headline figures."""
        return f"Counts({self.to_json()['any']}, records={self.records})"

    def to_json(self) -> dict[str, Any]:
        """A document of the counts; what is zero is left out."""
        return {
            "labels": list(self.labels),
            **{
                depth: {
                    label: {
                        name: int(count) for name, count in zip(COLUMNS, row, strict=True) if count
                    }
                    for label, row in zip(self._names(depth), self._rows(depth), strict=True)
                    if row.any()
                }
                for depth in DEPTHS
            },
            "records": {"scored": self.records, **self.records_found},
            "breakdowns": None if self.breakdowns is None else self.breakdowns.to_json(),
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """The counts that ``to_json`` wrote.

        Raises:
            CountsError: Something is missing, unknown, or not a whole number.
        """
        try:
            result = cls.empty(document["labels"])
            for depth in DEPTHS:
                result._fill(depth, document[depth])  # noqa: SLF001 - its own class
            result.records = int(document["records"]["scored"])
            result.records_found = {depth: int(document["records"][depth]) for depth in DEPTHS}
            if document["breakdowns"] is not None:
                result.breakdowns = Breakdowns.from_json(document["breakdowns"])
        except KeyError as error:
            raise CountsError(f"counts: {error} is missing or unknown") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise CountsError(f"counts: {error}") from error
        return result

    def _fill(self, depth: Depth, counts: Mapping[str, Mapping[str, int]]) -> None:
        rows = dict(zip(self._names(depth), self._rows(depth), strict=True))
        for label, by_column in counts.items():
            for name, count in by_column.items():
                rows[label][_COLUMN[name]] = count

    def count(self, column: str, depth: Depth = "fine", label: str | None = None) -> int:
        """One count, over all labels of a depth or for one of them.

        Raises:
            CountsError: There is no such column or label.
        """
        rows = self._rows(depth)
        if label is not None:
            if label not in self._names(depth):
                raise CountsError(f"there is no label {label!r} at {depth} depth")
            rows = rows[self._names(depth).index(label)]
        if column not in _COLUMN:
            raise CountsError(f"there is no count {column!r}")
        return int(rows[..., _COLUMN[column]].sum())

    def support(self, depth: Depth = "fine", label: str | None = None) -> int:
        """Truth spans that count."""
        return sum(self.count(name, depth, label) for name in COLUMNS[:5])

    def labels_seen(self, depth: Depth = "fine") -> list[str]:
        """Labels that occur in truth or predictions, in the order of the label space."""
        named = zip(self._names(depth), self._rows(depth), strict=True)
        return [label for label, row in named if row.any()]

    def summary(self) -> dict[str, Any]:
        """The headline: strict scores at fine depth, overall and by label.

        Returns:
            ``recall``, ``precision``, ``f1``, ``f2``; ``recall_any``, the share of the characters
            of personal information that was found under whatever label; ``recall_declared``, over
            the labels that the detector declares; ``recall_seen`` and ``recall_unseen``, over the
            values that are not written plainly, in a form that the training split has too, and in
            one that ``test`` alone has; ``recall_records`` and ``recall_subjects``, the share of
            the records of which every span was found, and of the people none of whose direct
            identifiers was missed; ``false_alarms_per_1000``, spurious predictions in 1,000
            characters; ``decoys_touched`` and ``free_records_flagged``, the share of the decoys
            that a spurious prediction touches, and of the records without a labelled value in
            which something is predicted; ``by_label``, for each label ``support`` and ratios.
        """
        return {
            **self._strict(None),
            "recall_any": ratio(
                self.count("both_characters", "any"), self.count("truth_characters", "any")
            ),
            "recall_declared": self._share("declared", "found", "counted", "fine"),
            "recall_seen": self.recall_of("seen"),
            "recall_unseen": self.recall_of("unseen"),
            "recall_records": ratio(self.records_found["fine"], self.records),
            "recall_subjects": self._share("subjects", "found", "counted", "fine"),
            "false_alarms_per_1000": ratio(
                1000 * self.count("spurious", "any"), self._total("text", "characters")
            ),
            "decoys_touched": self._share("decoys", "touched", "shown"),
            "free_records_flagged": self._share("text", "free_flagged", "free_records"),
            "by_label": {
                label: {"support": self.support("fine", label), **self._strict(label)}
                for label in self.labels_seen()
            },
        }

    def recall_of(self, novelty: str) -> float | None:
        """Recall over values of one of ``breakdowns.NOVELTIES``; None where there are none."""
        novelties = {} if self.breakdowns is None else self.breakdowns.novelty()
        some = [counts for (_, mine), counts in novelties.items() if mine == novelty]
        return ratio(sum(found for _, found in some), sum(counted for counted, _ in some))

    def _total(self, table: str, column: str, *group: str) -> int:
        return 0 if self.breakdowns is None else self.breakdowns.total(table, column, *group)

    def _share(self, table: str, part: str, whole: str, *group: str) -> float | None:
        return ratio(self._total(table, part, *group), self._total(table, whole, *group))

    def modes(self, depth: Depth = "fine", label: str | None = None) -> dict[str, dict[str, Any]]:
        """Counts and ratios of ``strict``, ``exact``, ``partial``, ``type`` and ``character``.

        Spans count as correct, incorrect, partial, missed or spurious; characters as truth,
        predicted and both, label by label. For one label, the precision of the modes that do not
        look at labels (exact, partial) is None, and so are their f1 and f2.
        """
        counts = {name: self.count(name, depth, label) for name in COLUMNS}
        found = modes_of(counts)
        if label is not None:
            for name in ("exact", "partial"):
                found[name] |= dict.fromkeys(("precision", "f1", "f2"))
        return found

    def _strict(self, label: str | None) -> dict[str, float | None]:
        correct, predicted = (
            self.count(name, "fine", label) for name in ("exact_same", "predicted")
        )
        return ratios(correct, self.support("fine", label), predicted)

    def _names(self, depth: Depth) -> tuple[str, ...]:
        return (ANY_LABEL,) if depth == "any" else self.labels

    def _rows(self, depth: Depth) -> NDArray[np.int64]:
        first = DEPTHS.index(depth) * len(self.labels)
        return self.table[first : first + len(self._names(depth))]


RATIOS: Final = tuple(name for name in Counts.empty(()).summary() if name != "by_label")
"""Every ratio of a summary; results, tables and the API show each that ``Counts.summary`` gives."""
