"""Forms: the ways in which values are written, as rows of parameters in ``data/surfaces.toml``.

A noise profile is a mixture of forms for each label; what is left over is written plainly.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

from leakbench.generator.schema import QUALITIES, Quality

PLAIN = "plain"


_PART = re.compile(r"\{(?:(\d+):(\d+)(-?)|(serial))\}")


class FormError(ValueError):
    """A form is declared wrongly.

    Attributes:
        form: Its name.
    """

    def __init__(self, form: str, reason: str) -> None:
        self.form = form
        super().__init__(f"form {form}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a value.

    Attributes:
        name: Its name, as in the spans.
        groups: Code points per group; ``separator`` stands between the groups.
        separator: What cuts the groups apart.
        lead: Written before the value and part of it, such as +86.
        after: Written behind the value and not part of it, such as a remark.
        digits: Ten other ways to write 0 to 9.
        replace: Other ways to write other characters.
        share: Probability that a character with another way is written that way.
        first: Code point from which on ``digits`` and ``replace`` apply.
        insert: Written between two code points with probability ``insert_share``.
        insert_share: That probability.
        mask: First and last (exclusive) code point written as stars; negative counts from the end,
            0 as the last is the end.
        drop: Two ranges of code points that are left out, as four numbers.
        keep: How many code points are kept at all; 0 is all of them.
        reverse: Written backwards (ASCII values only).
        lower: Capital letters written small.
        traditional: Written in traditional characters.
        join: A second value of the same person follows behind this.
        pattern: Written anew out of parts of the value: ``{0:4}`` is its first four characters,
            ``{5:7-}`` two of them as a number without leading zeros, ``{serial}`` the day that a
            spreadsheet counts a date YYYY-MM-DD as (ASCII values only).
        han: Applies only to what begins with a character of more than one byte.
        needs: Applies only where this character (of one) stands at this place; else plain.
        quality: Whether the value survives.
    """

    name: str
    groups: tuple[int, ...] = ()
    separator: str = ""
    lead: str = ""
    after: str = ""
    digits: tuple[str, ...] = ()
    replace: Mapping[str, str] = field(default_factory=dict)
    share: float = 1.0
    first: int = 0
    insert: str = ""
    insert_share: float = 0.0
    mask: tuple[int, int] | None = None
    drop: tuple[int, int, int, int] = (0, 0, 0, 0)
    keep: int = 0
    reverse: bool = False
    lower: bool = False
    traditional: bool = False
    join: str = ""
    pattern: str = ""
    han: bool = False
    needs: tuple[int, str] | None = None
    quality: Quality = "exact"

    def __post_init__(self) -> None:
        """Refuse what the writer cannot write."""
        if len(self.digits) not in (0, 10):
            raise FormError(self.name, "digits must be ten")
        if any(len(character) != 1 for character in self.replace):
            raise FormError(self.name, "replace takes single characters")
        if self.quality not in QUALITIES:
            raise FormError(self.name, f"quality {self.quality!r} is not one of {QUALITIES}")
        if sum(self.groups[:-1]) > 31:
            raise FormError(self.name, "no group may begin after the 31st code point")

    @property
    def steps(self) -> list[tuple[str, int, int, bool]]:
        """The pattern's steps: what is written before it, a range of the value, if as a number.

        The serial number of a date has the range (-1, -1); what follows the last is a step, too.
        """
        if not self.pattern:
            return []
        steps: list[tuple[str, int, int, bool]] = []
        at = 0
        for match in _PART.finditer(self.pattern):
            first, last, number, serial = match.groups()
            between = self.pattern[at : match.start()]
            steps.append(
                (between, -1, -1, False)
                if serial
                else (between, int(first), int(last), bool(number))
            )
            at = match.end()
        return [*steps, (self.pattern[at:], 0, 0, False)]

    @property
    def pattern_size(self) -> int:
        """Characters that a value must have for the pattern; of a date, all ten."""
        return max((10 if last < 0 else last for _, _, last, _ in self.steps), default=0)

    @property
    def ways(self) -> dict[str, str]:
        """Every character that is written in another way."""
        small = {chr(code): chr(code + 32) for code in range(65, 91)} if self.lower else {}
        digits = {str(digit): text for digit, text in enumerate(self.digits)}
        return {**small, **digits, **self.replace}


def _form(name: str, keys: Mapping[str, Any]) -> Form:
    known = {one.name for one in fields(Form)} - {"name"}
    for key in keys:
        if key not in known:
            raise FormError(name, f"unknown key {key!r}")
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in keys.items()
    }
    if isinstance(given.get("digits"), str):
        given["digits"] = tuple(given["digits"])
    return Form(name=name, **given)


@cache
def _document() -> dict[str, Any]:
    source = files("leakbench.generator.data").joinpath("surfaces.toml").read_text("utf-8")
    return tomllib.loads(source)


@cache
def forms() -> tuple[Form, ...]:
    """Every form; its place is its code. The first is plain."""
    declared = (_form(name, keys) for name, keys in _document()["forms"].items())
    return (Form(name=PLAIN), *declared)


@cache
def mixtures(noise: str) -> Mapping[str, Mapping[str, float]]:
    """Shares of the forms in percent, by label, under a noise profile.

    Raises:
        FormError: A mixture names an unknown form or exceeds the whole.
    """
    declared: dict[str, dict[str, float]] = _document()["mixtures"].get(noise, {})
    known = {form.name for form in forms()}
    for label, shares in declared.items():
        for name in shares:
            if name not in known:
                raise FormError(name, f"the mixture for {label} under {noise} names no known form")
        if sum(shares.values()) > 100:
            raise FormError(label, f"the mixture under {noise} is more than 100 percent")
    return declared
