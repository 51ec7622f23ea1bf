"""Addresses in the pieces that people give, and places that are no address."""

from typing import Final

import numpy as np

from leakbench.detectors.tagger.training.sampling import Sampler
from leakbench.detectors.tagger.training.sentence_templates import templates
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import owned, pick, table, text_hash
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.names import Names

_LISTED: Final = ("door", "number", "spot", "corner", "aside")
_NAMED: Final = ("town", "village", "place", "street")


class PlaceNames:
    """Samples names of places."""

    def __init__(self, sampler: Sampler) -> None:
        self._sampler = sampler

    def pieces(self, number: int) -> Strings:
        """Pieces of an address, after the forms of ``sentence_templates.toml``."""
        sampler = self._sampler
        rules = templates()["partial"]
        bits = sampler.bits(f"partial/{number}")
        addresses = sampler.population.vocabulary(Addresses)
        columns = self._divisions(bits)
        columns["road"] = addresses.roads.draw(sampler.bits(f"partial/{number}/road"))
        columns["estate"] = addresses.estates.draw(sampler.bits(f"partial/{number}/estate"))
        for kind in (*_LISTED, *_NAMED):
            words = self._named(rules[kind]) if kind in _NAMED else rules[kind]
            columns[kind] = sampler.of(words, sampler.bits(f"partial/{number}/{kind}"))
        fields = {kind: place for place, kind in enumerate(columns)}
        programs = compile_templates(rules["forms"], fields, sampler.arena)
        form = below(lower(bits), len(rules["forms"]))
        return compose(form, programs, list(columns.values()), sampler.arena)

    def villages(self, bits: Bits, number: int) -> Strings:
        """Villages, roads, rivers: two characters, often a surname first, and what they name."""
        sampler = self._sampler
        one, other = (sampler.character(f"place/{number}/{part}") for part in ("one", "other"))
        seat = sampler.of(templates()["lists"]["seat"], sampler.bits(f"place/{number}/seat"))
        surname = sampler.population.vocabulary(Names).surname(lower(bits))
        return sampler.joined([choose(chance(bits, 0.3), [one, surname]), other, seat])

    def venues(self, bits: Bits, number: int) -> Strings:
        """Sights, shops and stations, which alone are no address."""
        sampler = self._sampler
        suffixes = templates()["partial"]["place"]
        place = sampler.bits(f"venue/{number}")
        one, other = (sampler.character(f"venue/{number}/{part}") for part in ("one", "other"))
        wide = sampler.joined([one, other, sampler.of(suffixes, lower(place))])
        return choose(chance(place, 0.5), [sampler.of(self._named(suffixes), bits), wide])

    def _divisions(self, bits: Bits) -> dict[str, Strings]:
        """Provinces, cities, counties, and cities as they are called for short."""
        sampler = self._sampler
        listed = table("divisions")
        county = pick(bits, sampler.population.vocabulary(Divisions).by_population)
        # Municipalities have no city.
        cities = [
            city or province
            for city, province in zip(listed["city"], listed["province"], strict=True)
        ]
        texts = {
            "province": listed["province"],
            "city": cities,
            "county": listed["county"],
            "short": [city.removesuffix("市") for city in cities],
        }
        return {kind: sampler.arena.intern(text).take(county) for kind, text in texts.items()}

    def _named(self, suffixes: list[str]) -> list[str]:
        """Names of small places that belong to this split."""
        words = table("road_words")["text"]
        texts = np.array([word + suffix for word in words for suffix in suffixes])
        split = self._sampler.population.split
        mine: list[str] = texts[owned(text_hash(texts.tolist()), split)].tolist()
        return mine
