"""Addresses as the rules say, in plain Python: what each part is and how it reads."""

import numpy as np

from leakbench.generator.engine.streams import mixed
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import slots, table, weights
from leakbench.generator.population.address_grammar import CHOICE_BITS, parts_of, rules
from leakbench.generator.population.address_writing import COLUMN_OF_FIELD
from leakbench.generator.population.place_drawing import COLUMNS
from leakbench.generator.population.place_kinds import kind_names
from leakbench.generator.population.place_vocabulary import PlaceVocabulary

FACTOR, STEP, WORD = 6364136223846793005, 1442695040888963407, 1 << 64

COMPONENTS = {
    "whole": ("province", "city", "district"),
    "city_county": ("city", "district"),
    **dict.fromkeys(("province", "province_short"), ("province",)),
    **dict.fromkeys(("city", "city_short"), ("city",)),
    **dict.fromkeys(("county", "county_short", "seat"), ("district",)),
    **dict.fromkeys(("town", "town_bare"), ("town",)),
    **dict.fromkeys(("village", "village_bare"), ("community",)),
    **dict.fromkeys(("road", "group", "group_han"), ("road",)),
    **dict.fromkeys(("number", "annex"), ("road number",)),
    **dict.fromkeys(("name", "public", "school", "hospital", "hotel", "mall"), ("poi",)),
    **dict.fromkeys(("market", "office", "town_public"), ("poi",)),
    **dict.fromkeys(("building", "building_number"), ("building",)),
    **dict.fromkeys(("unit", "unit_number"), ("unit",)),
    **dict.fromkeys(("storey", "storey_han", "level", "level_letter"), ("floor",)),
    **dict.fromkeys(("room", "door", "letter", "side"), ("room",)),
    **dict.fromkeys(("shop", "dealer", "department", "counter"), ("person",)),
    **dict.fromkeys(("note", "pickup"), ("note",)),
    **dict.fromkeys(("aside", "junction"), ("assist",)),
    "crossing": ("side road",),
    "zone": ("zone",),
}
"""What the fields of the rules are; every other list names a part of a place."""

ONCE = {"province", "city", "district", "town"}
"""What is redundant when it is said again."""


class Oracle:
    """Writes the addresses of one population."""

    def __init__(self, population):
        self._arena = population.arena
        self._words = population.vocabulary(PlaceVocabulary)
        self._packed = self._words.words

    def _text(self, place):
        return self._arena.texts(Strings(self._packed[place : place + 1]))[0]

    def _read(self, field, row, seed):
        if field in COLUMN_OF_FIELD:
            return self._text(self._words.fields[field] + row[COLUMN_OF_FIELD[field]])
        which, drawn = self._words.lists.index(field), self._words.drawn
        bits = int(mixed(np.uint64(seed), which)) >> int(drawn.shift[which])
        return self._text(
            int(drawn.first[which]) + int(drawn.inverse[drawn.offset[which, row["water"]] + bits])
        )

    def parts(self, manner, grid, seed, bits):
        """The fields and literals of one address, in order, each with its text."""
        row = dict(zip(COLUMNS, grid.tolist(), strict=True))
        forms = table("address_forms")
        mine = [i for i, kind in enumerate(forms["kind"]) if kind == kind_names()[row["kind"]]]
        share = weights("address_forms", manner)[mine]
        chosen = mine[slots(share if share.any() else np.ones(len(mine)), 8)[bits >> 56]]
        known = rules(manner)
        parts = []
        state = bits

        def write(rule, *, first=False):
            nonlocal state
            texts, often = known[rule]
            if len(texts) == 1 and not first:
                way = 0
            else:
                state = (state * FACTOR + STEP) % WORD
                way = slots(often, CHOICE_BITS)[state >> (64 - CHOICE_BITS)]
            for part, optional in parts_of(rule, texts[way]):
                fields = [
                    name for kind, name in part if kind == "field" and name in COLUMN_OF_FIELD
                ]
                if optional and not all(self._read(field, row, seed) for field in fields):
                    continue
                for kind, name in part:
                    if kind == "rule":
                        write(name)
                    else:
                        text = name if kind == "text" else self._read(name, row, seed)
                        parts.append((name if kind == "field" else "", text))

        write(f"{forms['kind'][chosen]}.{forms['form'][chosen]}", first=True)
        return parts


def sequence(parts):
    """The components of an address, as the NAACL 2019 scheme has them, one after another."""
    found = []
    for field, text in parts:
        if field and text:
            for component in COMPONENTS.get(field, ("sub-POI",)):
                again = component in found and component in ONCE
                if found[-1:] != ["redundant" if again else component]:
                    found.append("redundant" if again else component)
        elif text == "-":
            found.append("redundant")
    return tuple(found)
