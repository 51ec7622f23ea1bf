"""What scoring counts beside labels and modes: by form, length, quality, decoy, subject.

Everything is a table of groups, so that the counts of several sources add up group by group, and
every ratio derives from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

from leakbench.generator.errors import LeakbenchError
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.forms import PLAIN
from leakbench.generator.value_forms import value_forms

Grouped = dict[tuple[str, ...], tuple[int, ...]]
"""Counts by the names of a group."""

NO_DECOY: Final = "none"  # the group of spurious predictions that touch no decoy
NOVELTIES: Final = ("plain", "seen", "unseen")  # how values are written, beside training

# Names of the groups' parts, then what is counted of each.
SHAPES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "forms": (("label", "form"), ("counted", "found")),
    "lengths": (("label", "length"), ("counted", "found")),
    "qualities": (("label", "quality"), ("ignored", "found")),
    "subjects": (("depth",), ("counted", "found")),
    "declared": (("depth",), ("counted", "found")),
    "decoys": (("kind",), ("shown", "touched", "spurious")),
    "text": ((), ("characters", "free_records", "free_flagged")),
}


class BreakdownsError(LeakbenchError, ValueError):
    """A document that holds no breakdowns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdowns:
    """Counts in groups; ``+`` joins sources. Found is strictly, at fine depth by default.

    Attributes:
        forms: Truth that counts and what was found of it, by label and surface form.
        lengths: The same by label and number of characters of the value.
        qualities: Masked and damaged truth, which counts nowhere else, and what was found of it,
            by label and quality.
        subjects: By depth, people of whom a direct identifier counts, and those none of whose
            direct identifiers was missed anywhere in the source.
        declared: By depth, truth of a label that the detector declares, and what was found of it;
            None if nobody knows what the detector declares.
        decoys: By kind, decoys shown, those touched by a spurious prediction, and spurious
            predictions on them; the kind ``none`` has the spurious predictions on no decoy. None
            where the source records no decoys.
        text: Characters shown, records without a single labelled value, and those of them in
            which something was predicted.
    """

    forms: Grouped
    lengths: Grouped
    qualities: Grouped
    subjects: Grouped
    declared: Grouped | None
    decoys: Grouped | None
    text: Grouped

    def __add__(self, other: "Breakdowns") -> "Breakdowns":
        """Join two sources; what one of them does not know, the sum does not."""
        tables: dict[str, Any] = {
            name: _joined(getattr(self, name), getattr(other, name)) for name in SHAPES
        }
        return Breakdowns(**tables)

    def grouped(self, name: str, *parts: str) -> dict[tuple[str, ...], dict[str, int]]:
        """One table with its counts named, added up over all parts of a group but those given.

        Args:
            name: An attribute.
            parts: Which parts of a group to keep, such as ``form``; all by default.
        """
        known, columns = SHAPES[name]
        kept = [known.index(part) for part in parts or known]
        summed: Grouped = {}
        for group, counts in (getattr(self, name) or {}).items():
            key = tuple(group[place] for place in kept)
            summed[key] = _added(summed.get(key), counts)
        return {key: dict(zip(columns, counts, strict=True)) for key, counts in summed.items()}

    def novelty(self) -> Grouped:
        """Counts of ``forms`` by label and novelty, one of ``NOVELTIES``.

        Values written plainly (``plain``), in another form that ``train`` has too (``seen``), or in
        one that ``test`` alone has (``unseen``). Real text, whose forms nobody knows, has none.
        """
        plain = {PLAIN, *value_forms()}
        unseen = {form.name for form in forms() if form.splits == ("test",)}
        summed: Grouped = {}
        for (label, form), counts in self.forms.items():
            if not form:
                continue
            novelty = "plain" if form in plain else "unseen" if form in unseen else "seen"
            key = label, novelty
            summed[key] = _added(summed.get(key), counts)
        return summed

    def total(self, name: str, column: str, *group: str) -> int:
        """The sum of one count over the groups of a table whose names begin like this."""
        at = SHAPES[name][1].index(column)
        table: Grouped = getattr(self, name) or {}
        return sum(counts[at] for key, counts in table.items() if key[: len(group)] == group)

    def to_json(self) -> dict[str, Any]:
        """A document: the parts of a group one inside the other, counts as a list."""
        document: dict[str, Any] = {}
        for name in SHAPES:
            table: Grouped | None = getattr(self, name)
            document[name] = None if table is None else _nested(table)
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """The breakdowns that ``to_json`` wrote.

        Raises:
            BreakdownsError: Something is missing, unknown, or not a whole number.
        """
        unknown = set(document) - set(SHAPES)
        if unknown:
            raise BreakdownsError(f"breakdowns: {min(unknown)!r} is unknown")
        try:
            tables: dict[str, Any] = {name: _table(name, document[name]) for name in SHAPES}
            return cls(**tables)
        except KeyError as error:
            raise BreakdownsError(f"breakdowns: {error} is missing") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise BreakdownsError(f"breakdowns: {error}") from error


def _added(one: tuple[int, ...] | None, other: tuple[int, ...]) -> tuple[int, ...]:
    return other if one is None else tuple(a + b for a, b in zip(one, other, strict=True))


def _joined(one: Grouped | None, other: Grouped | None) -> Grouped | None:
    if one is None or other is None:
        return None
    return one | {group: _added(one.get(group), counts) for group, counts in other.items()}


def _nested(table: Grouped) -> Any:
    if () in table:
        return list(table[()])
    document: dict[str, Any] = {}
    for group, counts in table.items():
        inner = document
        for part in group[:-1]:
            inner = inner.setdefault(part, {})
        inner[group[-1]] = list(counts)
    return document


def _table(name: str, document: Any) -> Grouped | None:
    if document is None and name in {"declared", "decoys"}:
        return None
    parts, columns = SHAPES[name]
    table: Grouped = {}
    for group, counts in _groups(document, len(parts)):
        if len(counts) != len(columns) or not all(type(count) is int for count in counts):
            raise BreakdownsError(f"breakdowns: {name} of {group} are not {', '.join(columns)}")
        table[group] = tuple(counts)
    return table


def _groups(document: Any, depth: int) -> list[tuple[tuple[str, ...], list[int]]]:
    if not depth:
        return [((), document)]
    return [
        ((part, *group), counts)
        for part, inner in document.items()
        for group, counts in _groups(inner, depth - 1)
    ]


assert set(SHAPES) == {field.name for field in fields(Breakdowns)}  # noqa: S101 - one list of both
