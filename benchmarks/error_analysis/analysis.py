"""Why a detector errs: misses and false alarms in groups, with examples in their context.

A miss is a true value that was not found with its boundaries and label; what was found in its place
is told with it. A false alarm is a prediction that no true value is matched with. Both are grouped
by what may explain them: the surface form of the value, the kind of decoy that was taken for one,
and the words around, in which other values are masked, so that one template's place is one group.
Work is done for each error, not for each record.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal, NamedTuple

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.error_analysis.context import Example, Values, example, surroundings
from leakbench.benchmarks.scoring.alignment import Alignment, align, by_name
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.matching import MISSED, SPURIOUS

Trait = Literal["form", "decoy", "context"]
NO_TRAIT: Final = "–"  # a labelled file's values have no form, most false alarms are no decoys


@dataclass(slots=True)
class Group:
    """Errors of one label that have something in common.

    Attributes:
        label: Of the true value, or of the false alarm.
        trait: The surface form, the kind of decoy, or the words around.
        count: How many errors.
        of: How many values there are of this label and form; None for other traits.
        found: What was found in the place of missed values, and how often.
        examples: The first ones.
    """

    label: str
    trait: str
    count: int = 0
    of: int | None = None
    found: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    @property
    def share(self) -> float | None:
        """Of all values of this label and form."""
        return self.count / self.of if self.of else None

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "label": self.label,
            "trait": self.trait,
            "count": self.count,
            "of": self.of,
            "share": self.share,
            "found": dict(self.found.most_common()),
            "examples": [asdict(one) for one in self.examples],
        }


@dataclass(frozen=True, slots=True)
class ErrorAnalysis:
    """All errors of one detector on one source.

    Attributes:
        values: True values that count.
        missed: Those that were not found with their boundaries and label.
        false_alarms: Predictions that no true value is matched with.
        missed_by_form: Most frequent groups first, here and below.
        missed_by_context: Of one label and the same words around.
        false_alarms_by_decoy: Of one label and the kind of decoy that was taken for a value.
        false_alarms_by_context: As for misses.
    """

    values: int
    missed: int
    false_alarms: int
    missed_by_form: tuple[Group, ...]
    missed_by_context: tuple[Group, ...]
    false_alarms_by_decoy: tuple[Group, ...]
    false_alarms_by_context: tuple[Group, ...]

    def sections(self) -> Iterator[tuple[str, Trait, tuple[Group, ...]]]:
        """Title, what the groups have in common, and the groups."""
        yield "Missed, by surface form", "form", self.missed_by_form
        yield "Missed, by the words around", "context", self.missed_by_context
        yield "False alarms, by decoy", "decoy", self.false_alarms_by_decoy
        yield "False alarms, by the words around", "context", self.false_alarms_by_context

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "values": self.values,
            "missed": self.missed,
            "false_alarms": self.false_alarms,
            **{
                name: [group.to_json() for group in getattr(self, name)]
                for name in (
                    "missed_by_form",
                    "missed_by_context",
                    "false_alarms_by_decoy",
                    "false_alarms_by_context",
                )
            },
        }


class _Cell(NamedTuple):
    """A text in which there are errors.

    Attributes:
        text: The whole of it.
        row: Of the source.
        header: Of its column, with a colon; nothing on the text track.
        values: The true values in it.
    """

    text: str
    row: int
    header: str
    values: Values


class ErrorCollector:
    """Collects the errors of one detector, chunk by chunk."""

    def __init__(self, space: LabelSpace, *, label: str | None = None, examples: int = 3) -> None:
        """Begin with none.

        Args:
            space: The labels.
            label: Only errors of this label of the space: missed values and false alarms.
            examples: Kept of each group.

        Raises:
            UnmappedLabelError: ``label`` means nothing.
        """
        self._space = space
        self._only = None if label is None else set(space.truth_codes([label]).tolist())
        self._examples = examples
        self._values = 0
        self._support: Counter[tuple[str, str]] = Counter()
        self._groups: dict[str, dict[tuple[str, str], Group]] = defaultdict(dict)

    def add(self, chunk: Chunk, answer: pa.RecordBatch) -> None:
        """Add the errors in an answer to a chunk of texts or cells."""
        aligned = align(chunk.truth, answer, self._space)
        forms = forms_of(aligned)
        counted = ~aligned.ignored & self._kept(aligned.truth.label)
        self._values += int(counted.sum())
        for label, form in zip(aligned.truth.label[counted], forms[counted], strict=True):
            self._support[self._space.labels[label], str(form) or NO_TRAIT] += 1
        cells: dict[int, _Cell] = {}
        for at in np.flatnonzero(counted & ~strictly_found(aligned)):
            place = int(aligned.truth.cell[at])
            if place not in cells:
                cells[place] = _cell(chunk, aligned, place)
            self._miss(cells[place], aligned, int(at), str(forms[at]))
        spurious = (aligned.matching.truth == SPURIOUS) & self._kept(aligned.predicted.label)
        for at in np.flatnonzero(spurious):
            place = int(aligned.predicted.cell[at])
            if place not in cells:
                cells[place] = _cell(chunk, aligned, place)
            decoys = [] if chunk.decoys is None else chunk.decoys[place].as_py()
            self._false_alarm(cells[place], aligned, int(at), decoys)

    def finish(self) -> ErrorAnalysis:
        """Everything that was added."""
        for key, group in self._groups["form"].items():
            group.of = self._support[key]
        ordered = {
            name: tuple(sorted(groups.values(), key=lambda group: (-group.count, group.label)))
            for name, groups in self._groups.items()
        }
        return ErrorAnalysis(
            values=self._values,
            missed=sum(group.count for group in ordered.get("form", ())),
            false_alarms=sum(group.count for group in ordered.get("decoy", ())),
            missed_by_form=ordered.get("form", ()),
            missed_by_context=ordered.get("missed", ()),
            false_alarms_by_decoy=ordered.get("decoy", ()),
            false_alarms_by_context=ordered.get("alarms", ()),
        )

    def _kept(self, labels: np.ndarray) -> np.ndarray:
        if self._only is None:
            return np.ones(len(labels), bool)
        return np.isin(labels, list(self._only))

    def _miss(self, cell: _Cell, aligned: Alignment, at: int, form: str) -> None:
        text = cell.text
        truth, answer = aligned.truth, aligned.predicted
        start, end = int(truth.start[at]), int(truth.end[at])
        label = self._space.labels[truth.label[at]]
        partner = int(aligned.matching.prediction[at])
        found, kind = "nothing", "nothing"
        if partner != MISSED:
            other = self._space.labels[answer.label[partner]]
            found = f"{text[answer.start[partner] : answer.end[partner]]} as {other}"
            same = answer.start[partner] == start and answer.end[partner] == end
            kind = f"as {other}" if same else "other boundaries"
        shown = example(text, start, end, found, cell.row)
        self._put("form", label, form or NO_TRAIT, shown, kind)
        self._put("missed", label, _around(cell, start, end, label), shown, kind)

    def _false_alarm(
        self, cell: _Cell, aligned: Alignment, at: int, decoys: Sequence[dict[str, Any]]
    ) -> None:
        answer = aligned.predicted
        start, end = int(answer.start[at]), int(answer.end[at])
        label = self._space.labels[answer.label[at]]
        touched = [one["kind"] for one in decoys if one["start"] < end and one["end"] > start]
        shown = example(cell.text, start, end, f"taken for {label}", cell.row)
        self._put("decoy", label, touched[0] if touched else NO_TRAIT, shown)
        self._put("alarms", label, _around(cell, start, end, label), shown)

    def _put(
        self, name: str, label: str, trait: str, shown: Example, found: str | None = None
    ) -> None:
        group = self._groups[name].setdefault((label, trait), Group(label, trait))
        group.count += 1
        if found is not None:
            group.found[found] += 1
        if len(group.examples) < self._examples:
            group.examples.append(shown)


def strictly_found(aligned: Alignment) -> np.ndarray:
    """Which true values were found with their boundaries and label, shape (truth,)."""
    truth, answer, partner = aligned.truth, aligned.predicted, aligned.matching.prediction
    found = partner != MISSED
    mine = np.flatnonzero(found)
    theirs = partner[mine]
    found[mine] = (
        (truth.start[mine] == answer.start[theirs])
        & (truth.end[mine] == answer.end[theirs])
        & (truth.label[mine] == answer.label[theirs])
    )
    return found


def forms_of(aligned: Alignment) -> np.ndarray:
    """The surface form of every true value, shape (truth,); empty where nobody knows."""
    names = aligned.listed.field("form")
    return aligned.of_truth(by_name(names, lambda some: np.array(some, object)))


def _cell(chunk: Chunk, aligned: Alignment, place: int) -> _Cell:
    """A cell by its number, with its true values in order."""
    truth = aligned.truth
    row, column = divmod(place, aligned.stride)
    first, last = np.searchsorted(truth.cell, [place, place + 1])
    values = [
        (int(truth.start[at]), int(truth.end[at]), aligned.space.labels[truth.label[at]])
        for at in range(first, last)
    ]
    names = chunk.strings.schema.names
    header = "" if names == ["text"] else f"{names[column]}: "
    return _Cell(str(chunk.strings.column(column)[row]), row + chunk.first, header, values)


def _around(cell: _Cell, start: int, end: int, label: str) -> str:
    """What makes two places one: the words around, and on the table track the column."""
    return cell.header + surroundings(cell.text, cell.values, start, end, label)
