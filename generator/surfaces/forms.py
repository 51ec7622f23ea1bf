"""Forms: the ways in which values are written, as rows of parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_letters, ascii_lowercase, ascii_uppercase
from typing import Literal, get_args

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.schema import Quality
from leakbench.generator.spec import SPLITS, Split
from leakbench.generator.surfaces.respelling import Respelling

PLAIN = "plain"

Medium = Literal["cell", "text"]
MEDIA: tuple[Medium, ...] = get_args(Medium)

FILE = "surfaces.toml"
_FURTHEST = 64  # code points from either end of a value
_MOST_WAYS = 200
_PART = re.compile(r"\{(?:(\d+):(\d+)(-?)|(serial))\}")


class FormError(DeclarationError):
    """A form is declared wrongly.

    Attributes:
        form: Its name.
        reason: What is wrong with it.
    """

    def __init__(self, form: str, reason: str) -> None:
        self.form = form
        self.reason = reason
        super().__init__(FILE, f"forms, {form}", reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a value.

    Attributes:
        name: Its name, as in the spans.
        groups: Code points per group; ``separator`` stands between the groups.
        separator: What cuts the groups apart, cut by cut; the last one goes on.
        before: Written before the value and not part of it, such as a hint how to read it.
        lead: Written before the value and part of it, such as +86.
        after: Written behind the value and not part of it, such as a remark.
        digits: Alphabets of ten other ways to write 0 to 9, of which every digit draws one.
        letters: 52 other ways to write the letters A to Z and a to z.
        replace: Other ways to write other characters, of which each draws one.
        respell: How Chinese characters are written otherwise.
        share: Probability that a character with another way is written that way.
        within: First and last (exclusive) code point to which other ways apply; negative counts
            from the end, 0 as the last is the end.
        repeats: Equal digits in a row are counted (两个8), up to four at once.
        insert: What is written between two code points, drawn anew each time, with probability
            ``insert_share``.
        insert_share: That probability.
        mask: First and last (exclusive) code point written as ``star``; counted as in ``within``.
        star: What stands for a masked character.
        drop: Two ranges of code points that are left out, as four numbers.
        omit: A value that has this Chinese character among its first ten begins behind it.
        keep: How many code points are kept at all; 0 is all of them.
        reverse: Written backwards (ASCII values only).
        lower: Capital letters written small.
        join: A second value of the same person follows behind this.
        pattern: Written anew out of parts of the value: ``{0:4}`` is its first four characters,
            ``{5:7-}`` two of them as a number without leading zeros, ``{serial}`` the day that a
            spreadsheet counts a date YYYY-MM-DD as (ASCII values only).
        han: Applies only to what begins with a character of more than one byte.
        needs: Applies only where this character (of one) stands at this place; else plain.
        quality: Whether the value survives.
        column: In tables it is what whole columns of files are written in, never a cell alone.
        medium: Where it is written, ``cell`` or ``text``; by default in either.
        splits: Where it is written; by default in all.
    """

    name: str
    groups: tuple[int, ...] = ()
    separator: tuple[str, ...] = ("",)
    before: str = ""
    lead: str = ""
    after: str = ""
    digits: tuple[tuple[str, ...], ...] = ()
    letters: str = ""
    replace: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    respell: Respelling | None = None
    share: float = 1.0
    within: tuple[int, int] = (0, 0)
    repeats: bool = False
    insert: tuple[str, ...] = ()
    insert_share: float = 0.0
    mask: tuple[int, int] | None = None
    star: str = "*"
    drop: tuple[int, int, int, int] = (0, 0, 0, 0)
    omit: str = ""
    keep: int = 0
    reverse: bool = False
    lower: bool = False
    join: str = ""
    pattern: str = ""
    han: bool = False
    needs: tuple[int, str] | None = None
    quality: Quality = "exact"
    column: bool = False
    medium: Medium | None = None
    splits: tuple[Split, ...] = SPLITS

    def __post_init__(self) -> None:
        """Refuse what the writer cannot write."""
        if any(len(alphabet) != 10 for alphabet in self.digits):
            raise FormError(self.name, "digits must be ten")
        if len(self.letters) not in (0, len(ascii_letters)):
            raise FormError(self.name, f"letters must be {len(ascii_letters)}")
        if any(len(character) != 1 for character in self.replace):
            raise FormError(self.name, "replace takes single characters")
        if len(self.omit) > 1 or (self.needs is not None and len(self.needs[1]) != 1):
            raise FormError(self.name, "omit and needs take one character")
        if self.needs is not None and self.needs[0] < 0:
            raise FormError(self.name, "the place that needs names is counted from 0")
        if set("{}") & set(_PART.sub("", self.pattern)):
            raise FormError(self.name, "pattern has a part that cannot be read")
        if min(self.groups, default=1) < 1 or sum(self.groups[:-1]) > 31:
            raise FormError(self.name, "groups have 1 code point or more, and begin by the 31st")
        if max(map(len, self.replace.values()), default=0) > _MOST_WAYS:
            raise FormError(self.name, f"a character has at most {_MOST_WAYS} other ways")
        if self.insert_share and not self.insert:
            raise FormError(self.name, "insert_share says how often, and insert does not say what")
        self._refuse_places()

    def _refuse_places(self) -> None:
        """Refuse places that no value has, and ranges that end before they begin."""
        first, end, second, last = self.drop
        if not 0 <= first <= end <= _FURTHEST or (
            (second, last) != (0, 0) and not end <= second <= last <= _FURTHEST
        ):
            raise FormError(self.name, f"drop is two ranges in order, from 0 to {_FURTHEST}")
        if any(abs(place) > _FURTHEST for place in (*self.within, *(self.mask or ()), self.keep)):
            raise FormError(self.name, f"no place may be further than {_FURTHEST}")
        if self.pattern_size > _FURTHEST or any(begin > end for _, begin, end, _ in self.steps):
            raise FormError(self.name, f"the ranges of pattern go up to {_FURTHEST}")

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
    def ways(self) -> dict[str, tuple[str, ...]]:
        """Every character that is written in another way, with the ways of which it draws one."""
        small = {letter: (letter.lower(),) for letter in ascii_uppercase} if self.lower else {}
        letters = zip(ascii_uppercase + ascii_lowercase, self.letters, strict=False)
        digits = {str(digit): ways for digit, ways in enumerate(zip(*self.digits, strict=True))}
        return {**small, **{letter: (way,) for letter, way in letters}, **digits, **self.replace}
