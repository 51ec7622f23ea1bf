"""Columns by what they are and what a detector took them for."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from leakbench.benchmarks.columns.column_kinds import SHARE, ColumnCounts
from leakbench.benchmarks.columns.tables import NOTHING, Table
from leakbench.benchmarks.running.answering import answers
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.generator.entities import coarse, entities, known_labels


@dataclass(slots=True)
class ColumnScore:
    """Columns by what they are and what they were taken for.

    Attributes:
        tables: How many tables were read.
        empty: Columns without a filled cell; they are not scored.
        confusion: Columns by corpus, label, and what they were taken for.
    """

    tables: int = 0
    empty: int = 0
    confusion: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, table: Table, one: Entrant, share: float = SHARE) -> None:
        """Have a detector read a table, and count its columns.

        Raises:
            DetectorFailedError: The detector fails.
        """
        counts = ColumnCounts(table.strings.num_columns)
        (answer,) = answers(one, [table.strings])
        counts.add(table.strings, answer)
        self.tables += 1
        for label, kind, filled in zip(
            table.labels, counts.kinds(share), counts.filled, strict=True
        ):
            if filled:
                self.confusion[table.corpus, label, kind or NOTHING] += 1
            else:
                self.empty += 1

    def summary(self, corpus: str | None = None) -> dict[str, Any]:
        """Shares of the columns, of one corpus or all; None where there is nothing to divide by.

        ``macro_f1`` is the mean over the labels that columns are of, that of none included.
        ``found`` is the share of columns with personal information that were taken for some kind
        of it, ``false_alarms`` that of the others.
        """
        pairs: Counter[tuple[str, str]] = Counter()
        for (where, label, kind), count in self.confusion.items():
            if corpus in {None, where}:
                pairs[label, kind] += count
        labels = sorted({label for label, _ in pairs})
        f1 = {label: _f1(pairs, label) for label in labels}
        personal = {name for name in known_labels() if _is_personal(name)}
        with_it = {pair: n for pair, n in pairs.items() if pair[0] in personal}
        without = {pair: n for pair, n in pairs.items() if pair[0] not in personal}
        return {
            "columns": pairs.total(),
            "accuracy": _share(pairs, lambda label, kind: label == kind),
            "accuracy_coarse": _share(pairs, lambda label, kind: coarse(label) == coarse(kind)),
            "macro_f1": sum(f1.values()) / len(f1) if f1 else None,
            "found": _share(with_it, lambda _, kind: kind in personal),
            "false_alarms": _share(without, lambda _, kind: kind in personal),
            "f1_by_label": f1,
        }

    def rows(self) -> list[dict[str, Any]]:
        """The confusion matrix, one cell a row, by corpus."""
        return [
            {"corpus": corpus, "label": label, "taken_for": kind, "columns": count}
            for (corpus, label, kind), count in sorted(self.confusion.items())
        ]


def _is_personal(name: str) -> bool:
    return any(
        entity.personal for entity in entities().values() if name in {entity.name, entity.parent}
    )


def _share(pairs: Any, right: Any) -> float | None:
    total = sum(pairs.values())
    return sum(n for pair, n in pairs.items() if right(*pair)) / total if total else None


def _f1(pairs: Counter[tuple[str, str]], label: str) -> float:
    hit = pairs[label, label]
    truth = sum(n for (one, _), n in pairs.items() if one == label)
    taken = sum(n for (_, kind), n in pairs.items() if kind == label)
    return 2 * hit / (truth + taken)
