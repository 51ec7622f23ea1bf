"""The words of captions, and a figure with its caption."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from matplotlib.figure import Figure

from leakbench.benchmarks.figures.style import Language


class Captioned(NamedTuple):
    """A figure, and what is seen in it."""

    figure: Figure
    caption: str


@cache
def _patterns() -> dict[str, dict[str, str]]:
    return tomllib.loads(
        files("leakbench.benchmarks.figures").joinpath("captions.toml").read_text("utf-8")
    )


class Teller:
    """Fills patterns of one language, and joins what they say."""

    def __init__(self, language: Language) -> None:
        self._patterns = _patterns()[language]
        self._gap = "" if language == "zh" else " "

    def __call__(self, key: str, **values: object) -> str:
        """A pattern with its values filled in."""
        return self._patterns[key].format(**values)

    def tally(self, names: Iterable[str]) -> str:
        """Who it is in how many panels, the most frequent first."""
        counts = Counter(names)
        (name, count), *more = counts.most_common()
        told = [self("tally", name=name, count=count, all=counts.total())]
        return "".join(told + [self("tally_more", name=who, count=n) for who, n in more])

    def told(self, head: str, parts: Iterable[str], tail: str = "") -> str:
        """A sentence, then one of several parts, then another; what is empty is left out."""
        middle = self._patterns["list"].join(filter(None, parts))
        middle += self._patterns["stop"].strip() if middle else ""
        return self._gap.join(filter(None, (head, middle, tail)))


def score(value: float) -> str:
    """A score as captions show it."""
    return f"{value:.2f}"


def amount(value: float) -> str:
    """A speed or cost as captions show it."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def capital(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]
