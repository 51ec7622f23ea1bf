"""What readers say of files, in the user's language: ``problems.toml``."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from leakbench.benchmarks.scanning.words import Language

_HOLE = "{}"


def problem_in(language: Language, what: str) -> str:
    """A problem in a language; what a library or the system said in it stays as it is.

    Args:
        language: Of the user.
        what: As a reader told it, in English.
    """
    if language == "en":
        return what
    known = _known()
    if what in known:
        return known[what]
    for pattern, said in _patterns():
        if found := pattern.fullmatch(what):
            return said.format(*(problem_in(language, part) for part in found.groups()))
    return what


@cache
def _known() -> Mapping[str, str]:
    source = files("leakbench.benchmarks.scanning").joinpath("problems.toml")
    told: dict[str, str] = tomllib.loads(source.read_text("utf-8"))
    return told


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Those with something filled in; what says most comes first."""
    open_ones = [english for english in _known() if _HOLE in english]
    open_ones.sort(key=lambda english: -len(english.replace(_HOLE, "")))
    return [
        (re.compile("(.+?)".join(map(re.escape, english.split(_HOLE)))), _known()[english])
        for english in open_ones
    ]
