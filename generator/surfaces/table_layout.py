"""The layout of tables: how columns are called, and cells that stand in another column."""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.corpus import Field
from leakbench.generator.engine.streams import Index, Streams, below, chance, lower
from leakbench.generator.engine.tables import table
from leakbench.generator.spec import CellOrder, Spec

_DISORDERED = 0.2  # share of the rows in which cells do not stand in their column

Places = NDArray[np.int64]


def headers(spec: Spec, fields: tuple[Field, ...]) -> list[str]:
    """The displayed name of each column, all distinct."""
    if spec.headers == "field":
        return [field.name for field in fields]
    streams = Streams(spec.seed, spec.split)
    own = []
    for field in fields:
        names = field.headers[spec.split]
        bits = streams.bits(f"header/{spec.corpus}/{field.name}", np.zeros(1, np.int64))
        own.append(names[0 if spec.headers == "true" else int(below(bits, len(names))[0])])
    match spec.headers:
        case "withheld":
            return [f"列{number}" for number in range(1, len(fields) + 1)]
        case "pinyin":
            return _distinct([pinyin(name) for name in own])
        case "misleading":
            bits = streams.bits(f"misleading/{spec.corpus}", np.zeros(1, np.int64))
            turn = 1 + int(below(bits, len(own) - 1)[0])
            return own[turn:] + own[:turn]
        case _:
            return own


@cache
def _readings() -> tuple[re.Pattern[str], dict[str, str]]:
    """What matches a character or, before it, a longer word that reads otherwise; and readings.

    Characters that no header of ours has are read as in other vocabularies, for packs have others.
    """
    columns, others = table("header_pinyin"), table("character_pinyin")
    readings = dict(zip(others["character"], others["pinyin"], strict=True))
    readings |= dict(zip(columns["text"], columns["pinyin"], strict=True))
    words = sorted((text for text in readings if len(text) > 1), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, words), "."])), readings


def pinyin(name: str) -> str:
    """A header as people who type no Chinese write it."""
    if name.isascii():
        return name
    pattern, readings = _readings()
    return pattern.sub(lambda found: readings.get(found[0], found[0]), name.lower())


def _distinct(names: list[str]) -> list[str]:
    """Number the second and later of equal names."""
    return [
        name if name not in names[:at] else f"{name}{names[:at].count(name) + 1}"
        for at, name in enumerate(names)
    ]


def cell_places(order: CellOrder, fields: int, index: Index, streams: Streams) -> Places:
    """Which field stands in each column of each row, shape (columns, rows).

    ``shifted``: from some column on, cells stand one column further right, and the last comes
    first of those. ``mixed``: two columns have their cells swapped.
    """
    bits = streams.bits("slip", index)
    where = chance(lower(bits), _DISORDERED)
    place = np.repeat(np.arange(fields)[:, None], len(index), axis=1)
    rows = np.flatnonzero(where)
    first = below(bits[rows], fields - 1)
    if order == "shifted":
        moved = place[:, rows]
        behind = moved >= first
        place[:, rows] = np.where(behind, np.where(moved > first, moved - 1, fields - 1), moved)
    elif order == "mixed":
        step = 1 + below(streams.bits("slip/with", index)[rows], fields - 1)
        second = (first + step) % fields
        place[first, rows], place[second, rows] = second, first
    return place
