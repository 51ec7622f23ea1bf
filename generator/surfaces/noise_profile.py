"""Noise profiles: how a value is written, drawn when it is rendered, so that labels stay exact.

Forms and their mixtures stand in ``data/surfaces.toml``; ``clean`` writes everything plainly.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.copying import SLACK
from leakbench.generator.engine.formed import NO_FORM, Formed
from leakbench.generator.engine.listed import Listed
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import LONGEST, Arena, Room, Strings
from leakbench.generator.engine.tables import pick, slots
from leakbench.generator.spec import Noise
from leakbench.generator.surfaces.declared_forms import Setting, forms, in_setting, mixtures
from leakbench.generator.surfaces.parameters import parameters, widest
from leakbench.generator.surfaces.writing import Column, start_plainly, write_rows
from leakbench.generator.value_forms import partial_forms, value_form

_ANYWHERE = Setting("test", "cell")  # every form is written there, but for those of texts alone


class WrittenColumn(NamedTuple):
    """A column as written.

    Attributes:
        strings: The strings, with whatever stands around the value.
        extents: Where the values stand in each string, in code points; a cell holds at most two,
            and an end of 0 is no such value; int64, shape (rows,)::

                63 .... 48 47 .... 32 31 .... 16 15 ..... 0
                begin      end        begin      end
                of the first          of the second

            Shape (0,) where every string is its value.
        form: Code of the form of each row, shape (rows,), those of values behind those of surfaces;
            shape (0,) where all are plain.
        listed: The values of lists, which have none in ``extents``, coded in the same way.
    """

    strings: Strings
    extents: NDArray[np.int64]
    form: NDArray[np.int16]
    listed: Listed | None = None


def written_plainly(strings: Strings) -> WrittenColumn:
    """Values written as they are."""
    return WrittenColumn(strings, np.zeros(0, np.int64), np.zeros(0, np.int16))


def told_by_value(written: WrittenColumn, values: Formed) -> WrittenColumn:
    """What is written plainly, under the forms of its values, which are coded behind the surfaces'.

    Partial values are written plainly in any case.

    Args:
        written: A column as written.
        values: Its values.
    """
    code = _codes(values.form)
    points = (values.strings.packed & LONGEST) << 32
    if not len(written.extents):
        return WrittenColumn(values.strings, points, code)
    plainly = (written.form == 0) | np.isin(values.form, _partial())
    return WrittenColumn(
        Strings(np.where(plainly, values.strings.packed, written.strings.packed)),
        np.where(plainly, points, written.extents),
        np.where(plainly, code, written.form),
    )


def lists_as_they_are(values: Listed) -> WrittenColumn:
    """Lists, which nobody writes otherwise: they are exported."""
    rows = len(values.strings)
    listed = values._replace(form=_codes(values.form))
    return WrittenColumn(values.strings, np.zeros(rows, np.int64), np.zeros(rows, np.int16), listed)


def _codes(form: NDArray[np.int16]) -> NDArray[np.int16]:
    """Codes of forms of values, behind those of surfaces; 0 for values without a form."""
    return (form + np.int16(len(forms()))) * (form != NO_FORM)


@cache
def _partial() -> list[int]:
    return [value_form(name) for name in partial_forms()]


class NoiseProfile:
    """Writes the values of one noise profile.

    Args:
        noise: The profile.
        arena: Where values are written.
        setting: Where they will stand.
    """

    def __init__(self, noise: Noise, arena: Arena, setting: Setting = _ANYWHERE) -> None:
        self._arena = arena
        declared = in_setting(mixtures(noise), forms(), setting)
        used = {name for shares in declared.values() for name in shares}
        self._parameters = parameters(arena, used)
        self._widest = widest(self._parameters)
        self._of_columns = np.array([form.column for form in forms()])
        code = {form.name: i for i, form in enumerate(forms())}
        self._mixture: dict[str, NDArray[np.int16]] = {}
        for label, shares in declared.items():
            if not shares:
                continue  # the values are left as they are
            named = [code[name] for name in shares]
            drawn = slots([*shares.values(), 100 - sum(shares.values())])
            self._mixture[label] = np.array([*named, 0], np.int16)[drawn]

    @property
    def plain(self) -> bool:
        """Whether every value is written plainly."""
        return not self._mixture

    def write(
        self,
        values: Strings,
        second: Strings | None,
        label: str,
        bits: Bits,
        wear: NDArray[np.float64] | None = None,
        way: Bits | None = None,
    ) -> WrittenColumn:
        """Write a column.

        Args:
            values: The values in canonical form.
            second: Another value of the same kind and person, for forms that write two; without
                it those forms write plainly.
            label: The values' label.
            bits: Random bits of each row, for what is drawn within a form.
            wear: Share of the noise that each row gets, 0 to 1; all of it by default.
            way: Random bits of each row that choose the form, and whether the row gets any: equal
                ones choose alike. Rows whose bits are those of ``bits`` are alone, and forms of
                whole columns are not for them. By default ``bits``, and nobody is alone.
        """
        if label not in self._mixture:
            return written_plainly(values)
        form = pick(bits if way is None else way, self._mixture[label]).astype(np.int16, copy=False)
        if way is None:
            way = bits
        else:
            form[self._of_columns[form] & (way == bits)] = 0
        if wear is None:
            wear = np.zeros(0)  # no share for any row: each gets all of it
        column = Column(
            value=values.packed,
            second=np.zeros(0, np.int64) if second is None else second.packed,
            bits=bits,
            way=way,
            strength=(wear * 2.0**32).astype(np.uint64),
            form=form,
            written=np.empty(len(form), np.int64),
            extents=np.empty(len(form), np.int64),
        )
        rows, arena = np.empty(len(form), np.intp), self._arena
        rows = rows[: start_plainly(column, rows)]
        turn = 0
        while turn < len(rows):
            at = arena.room(2 * self._widest)
            room = Room(at, len(arena.bytes) - SLACK - self._widest, turn)
            turn, arena.used = write_rows(arena.bytes, room, rows, column, self._parameters)
        return WrittenColumn(Strings(column.written), column.extents, form)
