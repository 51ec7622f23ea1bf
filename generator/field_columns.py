"""The columns of fields and slots: drawn from the roles of a corpus, written with their noise."""

from collections.abc import Callable
from typing import cast

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.corpus import Corpus, load_corpus
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.engine.files import Located
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.listed import Listed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, Streams, chance
from leakbench.generator.engine.strings import Strings
from leakbench.generator.packs import place_of_file
from leakbench.generator.records.attributes import (
    COLUMN,
    OF_A_FIELD,
    RECORDS_OF_A_ROLE,
    SHARES,
    Place,
    attribute,
    check_attribute,
)
from leakbench.generator.records.registry import Records, UnknownRecordsError, records
from leakbench.generator.spec import Noise, Spec
from leakbench.generator.surfaces.declared_forms import Setting
from leakbench.generator.surfaces.forms import MEDIA, Medium
from leakbench.generator.surfaces.noise_profile import (
    NoiseProfile,
    WrittenColumn,
    lists_as_they_are,
    told_by_value,
    written_plainly,
)

_IN_ONE_WAY = 0.85  # of the columns of files; cells of the others are written one by one

Roles = dict[str, object]
"""Records of a block by role."""


class FieldColumns:
    """Draws and writes the fields of one dataset.

    Args:
        spec: The dataset.
        population: What it is drawn from.
        streams: Those of the dataset.

    Attributes:
        plain: Whether every value is written plainly, in cells as in texts.
    """

    def __init__(self, spec: Spec, population: Population, streams: Streams) -> None:
        self._corpus: Corpus = load_corpus(spec.corpus)
        self._file = place_of_file("corpora", f"{spec.corpus}.toml")
        self._population = population
        self._streams = streams
        self._noise = {
            medium: population.vocabulary(_noise_profile, spec.noise, medium) for medium in MEDIA
        }
        self._strength = spec.strength
        self.plain = self._noise["cell"].plain or spec.strength == 0

    def roles(self, located: Located) -> Roles:
        """The records of each role, by the numbers that they are drawn with, or by their rows."""
        roles: Roles = {}
        for name, source in self._corpus.roles.items():
            place = Place(self._file, "roles", name)
            if "." in source:
                roles[name] = attribute(roles, source, RECORDS_OF_A_ROLE, place)
                continue
            kind = self._records(source, place)
            number = located.row if getattr(kind, "by_row", False) else located.number
            roles[name] = kind(self._population, number)
        return roles

    @staticmethod
    def _records(source: str, place: Place) -> Records:
        try:
            return records(source)
        except UnknownRecordsError as error:
            raise DeclarationError(place.file, place.where, f"key {place.key!r}: {error}") from None

    def cells(self, index: Index, file: Index, roles: Roles) -> list[WrittenColumn]:
        """The fields as cells: a file writes most of a column in one way."""

        def drawn(field: str) -> tuple[Bits, Bits]:
            bits = self._streams.bits(f"surface/cell/{field}", index)
            whole = self._streams.bits(f"surface/file/{field}", file)
            in_one_way = chance(self._streams.bits(f"surface/column/{field}", file), _IN_ONE_WAY)
            return bits, np.where(in_one_way, whole, bits)

        return self._written("cell", drawn, len(index), roles)

    def texts(self, index: Index, roles: Roles) -> list[WrittenColumn]:
        """The fields as texts have them, each in a way of its own."""

        def drawn(field: str) -> tuple[Bits, None]:
            return self._streams.bits(f"surface/text/{field}", index), None

        return self._written("text", drawn, len(index), roles)

    def _written(
        self,
        where: Medium,
        drawn: Callable[[str], tuple[Bits, Bits | None]],
        rows: int,
        roles: Roles,
    ) -> list[WrittenColumn]:
        wear = self._wear(rows, roles)
        columns = []
        for field in self._corpus.fields:
            place = Place(self._file, f"field {field.name!r}", "value")
            column = attribute(roles, field.value, OF_A_FIELD, place)
            if isinstance(column, Listed):
                if field.second is not None:
                    reason = "key 'second': a list has a place for every value"
                    raise DeclarationError(place.file, place.where, reason)
                columns.append(lists_as_they_are(column))
                continue
            values = _values(column)
            of_second = place._replace(key="second")
            if field.label is None or self.plain:
                if field.second is not None:  # not written, and refused all the same
                    check_attribute(roles, field.second, COLUMN, of_second)
                columns.append(_told(written_plainly(values), column))
                continue
            second = None
            if field.second is not None:
                second = _values(attribute(roles, field.second, COLUMN, of_second))
            bits, way = drawn(field.name)
            written = self._noise[where].write(values, second, field.label, bits, wear, way)
            columns.append(_told(written, column))
        return columns

    def slots(self, roles: Roles) -> list[Strings]:
        """What the texts say beside the fields."""
        found = []
        for slot in self._corpus.slots:
            place = Place(self._file, f"slot {slot.name!r}", "value")
            found.append(_values(attribute(roles, slot.value, COLUMN, place)))
        return found

    def _wear(self, rows: int, roles: Roles) -> NDArray[np.float64] | None:
        """Share of the noise that each row gets, if they do not get all of it."""
        source = self._corpus.wear
        if source is not None:
            shares = attribute(roles, source, SHARES, Place(self._file, "", "wear"))
            return self._strength * cast("NDArray[np.float64]", shares)
        return None if self._strength == 1 else np.full(rows, self._strength)


def _values(column: Strings | Formed) -> Strings:
    return column.strings if isinstance(column, Formed) else column


def _told(written: WrittenColumn, column: Strings | Formed) -> WrittenColumn:
    """What is written, under the forms of its values if they have any."""
    return told_by_value(written, column) if isinstance(column, Formed) else written


def _noise_profile(population: Population, noise: Noise, medium: Medium) -> NoiseProfile:
    return NoiseProfile(noise, population.arena, Setting(population.split, medium))
