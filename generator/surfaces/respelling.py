"""Other ways to write Chinese characters: traditional, in pinyin, in parts, by sound, garbled.

None of them loses what is meant to somebody who reads aloud or looks twice, but for the initial
letters, of which several characters share one. What is garbled, bytes in GBK or UTF-8 that were
read as Western letters, reads again once the bytes are read as what they were.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Literal, get_args

from leakbench.generator.engine.tables import table

Respelling = Literal["traditional", "pinyin", "initials", "parts", "homophones", "gbk", "utf8"]
RESPELLINGS: tuple[Respelling, ...] = get_args(Respelling)

_HAN = range(0x4E00, 0x9FA6)  # the characters of GBK; rarer ones stay as they are
_MARKS = "（）【】〔〕·—－、，。：；「」《》“”　○〇０１２３４５６７８９"  # that stand among them
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # in Windows-1252: they are what they are in Latin-1
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


@cache
def _western() -> str:
    """The letter that each byte is read as, in the order of the bytes."""
    return "".join(
        chr(byte) if byte in _UNDEFINED else bytes([byte]).decode("cp1252") for byte in range(256)
    )


def _garbled(encoding: str) -> Ways:
    western = _western()
    return {
        character: ("".join(western[byte] for byte in character.encode(encoding)),)
        for character in (*map(chr, _HAN), *_MARKS)
    }


_BY_NAME: dict[Respelling, Callable[[], Ways]] = {
    "traditional": _traditional,
    "pinyin": _pinyin,
    "initials": _initials,
    "parts": _parts,
    "homophones": _homophones,
    "gbk": partial(_garbled, "gbk"),
    "utf8": partial(_garbled, "utf8"),
}
