"""Values together with the named form of each, as ``data/value_forms.csv`` lists them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import Strings, choose

NO_FORM = -1


class Formed(NamedTuple):
    """A column of values of several forms.

    Attributes:
        strings: The values.
        form: Code of the form of each, int16, shape (values,); ``NO_FORM`` where it has no name.
    """

    strings: Strings
    form: NDArray[np.int16]

    def blank(self, where: NDArray[np.bool_]) -> "Formed":
        """The same column, empty in the rows marked."""
        return self._replace(strings=self.strings.blank(where))

    def put(self, rows: NDArray[np.integer], others: "Formed") -> "Formed":
        """The same column with other values in some rows."""
        form = self.form.copy()
        form[rows] = others.form
        return Formed(self.strings.put(rows, others.strings), form)


def empty(rows: int) -> Formed:
    """A column of so many empty values."""
    return Formed(Strings(np.zeros(rows, np.int64)), np.full(rows, NO_FORM, np.int16))


def either(which: NDArray[np.bool_], column: Formed, other: Formed) -> Formed:
    """The one column where ``which`` holds, else the other."""
    strings = choose(which, [other.strings, column.strings])
    return Formed(strings, np.where(which, column.form, other.form))
