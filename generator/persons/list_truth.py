"""What is true of a generated list: whose values stand whole in it, and when its records are of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.value_forms import partial_forms


@dataclass(frozen=True, slots=True)
class ListTruth:
    """The values of people that stand whole in a list, of shape (values,) by default.

    Attributes:
        row: Record of the list.
        column: Column of the list.
        label: What the value is.
        subject: Whose it is.
        event_times: The points in time of each record, whatever columns were left out, shape
            (rows, columns of points in time).
        tiers: What the law may count a record of the list for; none if it is about nobody.
        population: What subjects are numbered in; only those of one population compare.
    """

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    label: NDArray[np.str_]
    subject: NDArray[np.int64]
    event_times: NDArray[np.int64]
    tiers: tuple[int, ...]
    population: tuple[object, ...] = ()

    @classmethod
    def of(
        cls,
        spans: pa.ListArray,
        event_times: NDArray[np.int64],
        tiers: tuple[int, ...],
        population: tuple[object, ...],
    ) -> Self:
        """The truth in the ``cell_spans`` of a list's records, whose points in time are known.

        What is not whole tells nobody apart, be it masked or of a form that names nobody.
        """
        facts = spans.flatten()
        columns = dict(zip((one.name for one in facts.type), facts.flatten(), strict=True))
        row = pc.list_parent_indices(spans)
        return cls.of_values({**columns, "row": row}, event_times, tiers, population)

    @classmethod
    def of_values(
        cls,
        values: Mapping[str, pa.Array],
        event_times: NDArray[np.int64],
        tiers: tuple[int, ...],
        population: tuple[object, ...] = (),
    ) -> Self:
        """The same of values whose ``row``, ``column``, ``label`` and so on are columns."""
        whole = pc.equal(values["quality"].cast(pa.string()), "exact")
        partial = pa.array(list(partial_forms()), pa.string())
        whole = pc.and_not(whole, pc.is_in(values["form"].cast(pa.string()), partial))
        kept = pc.and_(whole, values["subject"].is_valid())
        row, column, label, subject = (
            values[name].filter(kept) for name in ("row", "column", "label", "subject")
        )
        return cls(
            row.to_numpy(zero_copy_only=False).astype(np.int64),
            column.to_numpy(zero_copy_only=False).astype(np.int64),
            np.array(label.dictionary.to_pylist(), np.str_)[label.indices.to_numpy()],
            subject.to_numpy(zero_copy_only=False),
            event_times,
            tuple(sorted(tiers)),
            population,
        )

    def arranged(self, columns: NDArray[np.int64], rows: NDArray[np.int64]) -> "ListTruth":
        """The truth of a copy of the list that has some of its columns and rows, in this order."""
        column = _places(columns, self.column)
        row = _places(rows, self.row)
        kept = (column >= 0) & (row >= 0)
        return ListTruth(
            row[kept],
            column[kept],
            self.label[kept],
            self.subject[kept],
            self.event_times[rows],
            self.tiers,
            self.population,
        )


def _places(order: NDArray[np.int64], of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of some numbers stands in an order; -1 where it does not."""
    size = 1 + int(max(order.max(initial=-1), of.max(initial=-1)))
    place = np.full(size, -1, np.int64)
    place[order] = np.arange(len(order))
    return place[of]
