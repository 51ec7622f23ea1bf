"""The shape of a value: how it is built, with nothing in it that says whose it is."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

DEFAULT: Final = "default"

_APART: Final = 0xF0000  # characters of nobody, which stand for words that stay
_NOBODYS: Final = r"[\x{E000}-\x{F8FF}\x{F0000}-\x{10FFFD}]"
_SPACES: Final = r"[\p{Z}\p{Cc}\p{Cf}]"


@dataclass(frozen=True, slots=True)
class ShapeRule:
    """What stays in the shapes of a label; see ``shapes.toml``.

    Attributes:
        kept: Characters that stay.
        words: Words that stay.
        leading: First digits that stay.
        runs: Kinds of characters of which several in a row become one sign.
    """

    kept: str
    words: tuple[str, ...]
    leading: tuple[str, ...]
    runs: frozenset[str]

    def of(self, values: pa.StringArray) -> pa.StringArray:
        """The shape of each value."""
        return self.spelled(self.signs(values))

    def signs(self, values: pa.StringArray) -> pa.StringArray:
        """The shape of each value, words and first digits that stay being one character each."""
        shapes = pc.replace_substring_regex(values, _NOBODYS, "※")
        for place, pattern in enumerate(self._staying()):
            shapes = pc.replace_substring_regex(shapes, pattern, chr(_APART + place))
        for pattern, sign in (
            (rf"[^\P{{Han}}{self.kept}]{self._several('han')}", "口"),
            (rf"[0-9]{self._several('digits')}", "9"),
            (rf"[A-Za-z]{self._several('letters')}", "A"),
            (r"[^\P{N}0-9\p{Han}]", "９"),
            (r"[^\P{L}A-Za-z\p{Han}]", "Ａ"),
            (r"\p{M}", ""),
            (r"\p{So}", "※"),
            (_SPACES, "_"),
        ):
            shapes = pc.replace_substring_regex(shapes, pattern, sign)
        return shapes

    def spelled(self, signs: pa.StringArray) -> pa.StringArray:
        """Shapes, or pieces of them, with the words that stay written out."""
        for place, stays in enumerate(self._staying().values()):
            signs = pc.replace_substring(signs, chr(_APART + place), stays)
        return signs

    def _staying(self) -> dict[str, str]:
        """What stays by the pattern that finds it, longer ones first."""
        return {
            **{f"^{digits}": digits for digits in sorted(self.leading, key=len, reverse=True)},
            **{word: word for word in sorted(self.words, key=len, reverse=True)},
        }

    def _several(self, kind: str) -> str:
        return "+" if kind in self.runs else ""


@cache
def shape_rules() -> dict[str, ShapeRule]:
    """The rule of each coarse label that has one, and ``DEFAULT``."""
    text = files("leakbench.benchmarks.realism").joinpath("shapes.toml").read_text("utf-8")
    return {
        label: ShapeRule(
            kept=rule["kept"],
            words=tuple(rule["words"]),
            leading=tuple(rule["leading"]),
            runs=frozenset(rule["runs"]),
        )
        for label, rule in tomllib.loads(text).items()
    }


def rule_of(label: str) -> ShapeRule:
    """The rule of a coarse label."""
    return shape_rules().get(label, shape_rules()[DEFAULT])


def shapes_of(values: pa.StringArray, label: str) -> pa.StringArray:
    """The shape of each value of a coarse label."""
    return rule_of(label).of(values)
