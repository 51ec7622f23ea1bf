"""Trade names (字号) of firms and of shops; the splits share them out."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Streams, below
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import owned, pick, slots, table, text_hash, weights
from leakbench.generator.packs import by_pack
from leakbench.generator.spec import Split

POOLS: Final = ("firm", "shop")
"""Whose trade names they are; a shop's sound otherwise than a company's."""

_DRAWN: Final = {"firm": 60_000, "shop": 30_000}  # once, for all splits
_TABLES: Final = ("brand_characters", "brand_words")


@cache
def _declared() -> dict[str, Any]:
    source = files("leakbench.generator.data").joinpath("company_brands.toml")
    return tomllib.loads(source.read_text("utf-8"))


@by_pack
def _ingredients() -> dict[str, tuple[NDArray[np.object_], NDArray[np.integer]]]:
    """The words of each position, and their inverse distribution."""
    text, position = (
        np.array([entry for name in _TABLES for entry in table(name)[column]], np.object_)
        for column in ("text", "position")
    )
    weight = np.concatenate([weights(name) for name in _TABLES])
    return {
        place: (text[position == place], slots(weight[position == place]))
        for place in dict.fromkeys(position.tolist())
    }


@by_pack
def _drawn(pool: str) -> tuple[str, ...]:
    """The trade names of a pool, each once: the same for every seed and split."""
    declared = _declared()
    streams, index = Streams(0, "brands"), np.arange(_DRAWN[pool])
    ways = declared[pool]
    way = pick(streams.bits(f"{pool}/parts", index), slots([entry["weight"] for entry in ways]))
    avoided = set(declared["avoided"].split())
    texts: list[str] = []
    for number, entry in enumerate(ways):
        rows = index[way == number]
        parts = [
            words[pick(streams.bits(f"{pool}/{entry['parts']}/{place}", rows), inverse)]
            for place, (words, inverse) in enumerate(
                _ingredients()[name] for name in entry["parts"].split()
            )
        ]
        whole = np.sum(parts, axis=0)
        twice = parts[0] == parts[1] if len(parts) > 1 else np.zeros(len(rows), np.bool_)
        texts += whole[~twice].tolist()
    return tuple(text for text in dict.fromkeys(texts) if text not in avoided)


def brands(pool: str, split: Split) -> list[str]:
    """The trade names of a pool (one of ``POOLS``) that belong to a split."""
    texts = np.array(_drawn(pool), np.object_)
    mine: list[str] = texts[owned(text_hash(texts.tolist()), split)].tolist()
    return mine


class Brands:
    """The trade names of one split.

    Attributes:
        texts: All of them, those of firms before those of shops.
        ranges: Where the trade names of each pool begin in them, and how many there are.
    """

    def __init__(self, population: Population) -> None:
        pools = [brands(pool, population.split) for pool in POOLS]
        self.texts = population.arena.intern([text for pool in pools for text in pool])
        counts = [len(pool) for pool in pools]
        begins = np.cumsum(counts) - counts
        self.ranges = dict(zip(POOLS, zip(begins.tolist(), counts, strict=True), strict=True))

    def draw(self, pool: str, bits: Bits) -> Strings:
        """Trade names out of a pool."""
        first, count = self.ranges[pool]
        return self.texts.take(first + below(bits, count))
