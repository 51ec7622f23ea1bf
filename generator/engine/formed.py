"""Values together with the named form of each, as ``data/value_forms.csv`` lists them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import Strings

NO_FORM = -1


class Formed(NamedTuple):
    """A column of values of several forms.

    Attributes:
        strings: The values.
        form: Code of the form of each, int16, shape (values,); ``NO_FORM`` where it has no name.
    """

    strings: Strings
    form: NDArray[np.int16]
