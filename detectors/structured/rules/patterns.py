r"""Patterns of rules: a small part of regular expressions, as loops that never go back.

A pattern is elements one after another: a letter (in any case), a digit, ``\d``, ``\.``, or a class
such as ``[A-Z]`` or ``[GH\d]``, and behind it ``{2}``, ``{2,3}``, ``?`` or nothing. It is about the
whole value. An element takes as many characters as it can, so it must share none with the one
behind it unless it always takes the same number.
"""

import re
from itertools import pairwise
from typing import NamedTuple

_ELEMENT = re.compile(
    r"(\[(?:[^\]])+\]|\\d|\\\.|[A-Za-z0-9])(?:\{(\d{1,3})(?:,(\d{1,3}))?\}|(\?))?", re.ASCII
)
_MEMBER = re.compile(r"\\d|[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9]")


class Element(NamedTuple):
    """A part of a pattern.

    Attributes:
        characters: The characters it takes, capitals and small letters.
        fewest: How many of them at least.
        most: How many at most.
    """

    characters: frozenset[str]
    fewest: int
    most: int


def parse_pattern(pattern: str) -> list[Element]:
    """The elements of a pattern.

    Raises:
        ValueError: It is none, or it could be matched in several ways.
    """
    elements = []
    at = 0
    while at < len(pattern):
        found = _ELEMENT.match(pattern, at)
        if not found:
            raise ValueError(f"pattern {pattern!r} cannot be read from {pattern[at:]!r} on")
        what, fewest, most, optional = found.groups()
        low = 0 if optional else int(fewest or 1)
        high = 1 if optional else int(most or low)
        characters = _characters(what)
        if not characters:
            raise ValueError(f"pattern {pattern!r} has a class that cannot be read: {what}")
        elements.append(Element(characters, low, high))
        at = found.end()
    for one, other in pairwise(elements):
        if one.fewest < one.most and one.characters & other.characters:
            raise ValueError(f"pattern {pattern!r} can be matched in several ways")
    return elements


def _characters(what: str) -> frozenset[str]:
    """The characters that a part of a pattern stands for; none if it is not of the language."""
    if what == r"\.":
        return frozenset(".")
    members = _MEMBER.findall(what)
    if "".join(members) != what.strip("[]"):
        return frozenset()
    found = set()
    for member in members:
        if member == r"\d":
            found |= set("0123456789")
        else:
            low, high = member[0], member[-1]
            found |= {chr(code) for code in range(ord(low), ord(high) + 1)}
    return frozenset(found | {c.lower() for c in found} | {c.upper() for c in found})


def widths_of(elements: list[Element]) -> tuple[int, int]:
    """The fewest and the most characters that a value may have."""
    return sum(e.fewest for e in elements), sum(e.most for e in elements)


def pattern_source(name: str, elements: list[Element]) -> list[str]:
    """Lines of a function that tells whether the bytes between two places are as a pattern says."""
    lines = ["@inner", f"def {name}(data, at, stop):"]
    for element in elements:
        test = _test_source(element.characters)
        if element.fewest == element.most == 1:
            lines += ["    byte = data[at]", f"    if not ({test}):", "        return False"]
            lines += ["    at += 1"]
            continue
        lines += [
            f"    end = min(stop, at + {element.most})",
            "    start = at",
            "    while at < end:",
            "        byte = data[at]",
            f"        if not ({test}):",
            "            break",
            "        at += 1",
            f"    if at - start < {element.fewest}:",
            "        return False",
        ]
    return [*lines, "    return at == stop"]


def _test_source(characters: frozenset[str]) -> str:
    """The test of whether ``byte`` is one of some characters."""
    codes = sorted(map(ord, characters))
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return " or ".join(
        f"byte == {low}" if low == high else f"{low} <= byte <= {high}" for low, high in ranges
    )
