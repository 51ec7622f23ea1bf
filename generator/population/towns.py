"""Towns and villages of every county, as ``data/towns.parquet`` and ``villages.parquet`` have them.

Towns are public facts and stand in every split; villages are parted between the splits by their
names, like other vocabularies.
"""

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.buffers import values
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Bytes, Packed, Strings
from leakbench.generator.engine.tables import owned, table
from leakbench.generator.spec import Split

TOWN_ENDS = ("", "镇", "街道", "乡", "苏木")
"""What a town's name ends in, by the code of its form; 0 is a farm, a zone or the like."""

VILLAGE_ENDS = ("", "村", "社区", "居委会", "嘎查")
"""What a village's name ends in, by the code of its form; one without it is a hamlet's."""

_OF_RESIDENTS = (2, 3)  # 社区, 居委会: where townspeople live

Numbers = NDArray[np.int64]


class _Names(NamedTuple):
    """A column of names as Arrow has it, and the form of each."""

    offsets: NDArray[np.int32]
    data: Bytes
    form: Numbers


@cache
def _read(name: str) -> dict[str, Any]:
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - slow to import, and not always needed

    source = files("leakbench.generator.data").joinpath(f"{name}.parquet")
    with source.open("rb") as file, ParquetFile(file) as parquet:
        columns = parquet.read()
    names = columns["name"].combine_chunks()
    _, offsets, data = names.buffers()
    found: dict[str, Any] = {
        key: values(columns[key]).astype(np.int64) for key in columns.column_names if key != "name"
    }
    found["names"] = _Names(
        np.frombuffer(offsets, np.int32)[: len(names) + 1],
        np.frombuffer(data, np.uint8),
        found["form"],
    )
    return found


@compiled
def _hash(text: Bytes, offsets: NDArray[np.int32], out: Bits) -> None:
    """The hash of each string, as ``points_hash`` has it of its code points."""
    for i in range(len(out)):
        value = np.uint64(0xCBF29CE484222325)
        at = offsets[i]
        while at < offsets[i + 1]:
            byte = np.uint64(text[at])
            more = 0 if byte < 0x80 else 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3
            point = byte if more == 0 else byte & np.uint64(0x3F >> more)
            for k in range(more):
                point = (point << np.uint64(6)) | np.uint64(text[at + 1 + k] & 0x3F)
            value = (value ^ point) * np.uint64(0x100000001B3)
            at += 1 + more
        value ^= value >> np.uint64(33)
        value *= np.uint64(0xFF51AFD7ED558CCD)
        out[i] = value ^ (value >> np.uint64(33))


def _shortened(full: Strings, form: Numbers, ends: tuple[str, ...]) -> Strings:
    """The names without what they end in, if two characters or more are left."""
    chars = np.array([len(end) for end in ends])[form]
    size = np.array([len(end.encode()) for end in ends])[form]
    cut = full.chars - chars >= 2
    return Strings(full.packed - np.where(cut, (size << 16) + chars, 0))


class Range(NamedTuple):
    """Where the entries of each county stand.

    Attributes:
        first: The first of each county.
        size: How many.
    """

    first: Numbers
    size: Numbers


def _ranges(owner: Numbers, owners: int) -> Range:
    count = np.bincount(owner, minlength=owners)
    return Range(np.cumsum(count) - count, count)


@cache
def _town_of_village() -> Numbers:
    towns = _read("towns")
    return np.repeat(np.arange(len(towns["county"])), towns["villages"])


@cache
def _villages_of(split: Split, counties: int) -> tuple[Numbers, Range, Range]:
    """Which villages are a split's, by county; the ranges of villages, and of communities."""
    names: _Names = _read("villages")["names"]
    hashes = np.empty(len(names.form), np.uint64)
    _hash(names.data, names.offsets, hashes)
    mine = np.flatnonzero(owned(hashes, split))
    # Of a county, villages stand before communities.
    of_county = _read("towns")["county"][_town_of_village()[mine]]
    group = 2 * of_county + np.isin(names.form[mine], _OF_RESIDENTS)
    ranges = _ranges(group, 2 * counties)
    return (
        mine[np.argsort(group.astype(np.int16), kind="stable")],
        Range(ranges.first[::2] + 1, ranges.size[::2]),
        Range(ranges.first[1::2] + 1, ranges.size[1::2]),
    )


class Towns:
    """The towns of all counties, and the villages of a split.

    Entry 0 of each is empty: there is none.

    Attributes:
        name, bare: Towns with and without what says that they are one (古阳镇, 古阳).
        of_county: Their ranges.
        village, bare_village: The same of villages (王家庄村, 王家庄), by county.
        of_villagers, of_residents: Ranges of villages, and of communities of townspeople.
        town: The town of each village.
    """

    def __init__(self, population: Population) -> None:
        towns, villages = _read("towns"), _read("villages")
        counties = len(table("divisions")["code"])
        self.name, self.bare = self._interned(towns["names"], TOWN_ENDS, population)
        in_county = _ranges(towns["county"], counties)
        self.of_county = Range(in_county.first + 1, in_county.size)
        mine, self.of_villagers, self.of_residents = _villages_of(population.split, counties)
        names = villages["names"]
        full, bare = self._interned(names, VILLAGE_ENDS, population)
        entry = np.concatenate([[0], mine + 1])
        self.village, self.bare_village = full.take(entry), bare.take(entry)
        self.town = np.concatenate([[0], _town_of_village()[mine] + 1]).astype(np.int32)

    @staticmethod
    def _interned(
        names: _Names, ends: tuple[str, ...], population: Population
    ) -> tuple[Strings, Strings]:
        full = population.arena.intern_bytes(names.offsets, names.data)
        none: Packed = np.zeros(1, np.int64)
        return tuple(  # type: ignore[return-value] # two of them
            Strings(np.concatenate([none, some.packed]))
            for some in (full, _shortened(full, names.form, ends))
        )
