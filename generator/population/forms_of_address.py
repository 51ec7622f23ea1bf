"""Forms of address, 张先生, 王总, 小李, by sex and age, out of ``data/forms_of_address.csv``."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import slots, table, weights
from leakbench.generator.engine.templates import compile_templates

_OLDEST = 100  # years; whoever is older is addressed alike
_DRAW_BITS = 10
_FIELDS = ("before", "surname", "after")


class FormsOfAddress:
    """What people are called by others who do not use their given name.

    A line of the table is for a sex and the ages ``youngest`` to ``oldest``; those with ``others``
    also go with names that are no surnames.
    """

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        rows = table("forms_of_address")
        self._before, self._after = (self._arena.intern(rows[side]) for side in ("before", "after"))
        self._program = compile_templates(
            ["{before}{surname}{after}"], {name: i for i, name in enumerate(_FIELDS)}, self._arena
        )
        sex, others = np.array(rows["sex"]), np.array(rows["others"]) == "yes"
        youngest, oldest = (weights("forms_of_address", side) for side in ("youngest", "oldest"))
        weight = weights("forms_of_address")

        def drawn(letter: str, age: int, known: NDArray[np.bool_]) -> NDArray[np.integer]:
            fits = known & (sex == letter)
            of_age = fits & (youngest <= age) & (age <= oldest)
            # Children have no title: their elders' youngest form of address stands in.
            return slots(weight * (of_age if of_age.any() else fits), _DRAW_BITS)

        # By whether it is a surname, sex and age.
        self._drawn = np.stack(
            [
                np.stack(
                    [[drawn(letter, age, known) for age in range(_OLDEST + 1)] for letter in "FM"]
                )
                for known in (others, np.ones(len(sex), np.bool_))
            ]
        )

    def called(
        self,
        bits: Bits,
        surname: Strings,
        is_surname: NDArray[np.bool_],
        male: NDArray[np.bool_],
        age: NDArray[np.int64],
    ) -> Strings:
        """A form of address for each person.

        Args:
            bits: Random bits of each.
            surname: What stands first in each one's name.
            is_surname: Whether that is a surname.
            male: Whether each is male.
            age: Completed years.
        """
        draw = (bits >> np.uint64(64 - _DRAW_BITS)).astype(np.intp)
        sort = is_surname.astype(np.intp), male.astype(np.intp), np.clip(age, 0, _OLDEST)
        row = self._drawn[(*sort, draw)]
        columns = [self._before.take(row), surname, self._after.take(row)]
        return compose(np.zeros(len(bits), np.int32), self._program, columns, self._arena)
