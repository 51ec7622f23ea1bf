"""Other ways to write Chinese characters: traditional, in pinyin, in parts, by their sound.

None of them loses what is meant to somebody who reads aloud or looks twice, but for the initial
letters, of which several characters share one.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, get_args

from leakbench.generator.engine.tables import table

Respelling = Literal["traditional", "pinyin", "initials", "parts", "homophones"]
RESPELLINGS: tuple[Respelling, ...] = get_args(Respelling)

_MOST_ALIKE = 4  # homophones of a character that are drawn from

Ways = Mapping[str, tuple[str, ...]]


@cache
def respelled(how: Respelling) -> Ways:
    """The ways in which each character is written; those that are not there stay as they are."""
    return _BY_NAME[how]()


def _traditional() -> Ways:
    rows = table("traditional")
    pairs = zip(rows["simplified"], rows["traditional"], strict=True)
    return {simple: (full,) for simple, full in pairs if simple != full}


def _readings() -> dict[str, str]:
    rows = table("character_pinyin")
    return dict(zip(rows["character"], rows["pinyin"], strict=True))


def _pinyin() -> Ways:
    return {character: (reading,) for character, reading in _readings().items()}


def _initials() -> Ways:
    return {character: (reading[0],) for character, reading in _readings().items()}


def _parts() -> Ways:
    rows = table("character_parts")
    return {whole: (parts,) for whole, parts in zip(rows["character"], rows["parts"], strict=True)}


def _homophones() -> Ways:
    alike: dict[str, list[str]] = {}
    for character, reading in _readings().items():
        alike.setdefault(reading, []).append(character)
    return {
        character: tuple((some[place + 1 :] + some[:place])[:_MOST_ALIKE])
        for some in alike.values()
        for place, character in enumerate(some)
        if len(some) > 1
    }


_BY_NAME: dict[Respelling, Callable[[], Ways]] = {
    "traditional": _traditional,
    "pinyin": _pinyin,
    "initials": _initials,
    "parts": _parts,
    "homophones": _homophones,
}
