"""Parts of a dataset: its shards dealt out to runs that need not know of each other.

Part K of N has the K-th N-th of the shards. Each run leaves a note of what it wrote, and whoever
finds that the notes in a directory name every shard makes them a whole dataset.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from leakbench.generator.errors import USAGE, LeakbenchError

Item = TypeVar("Item")


class PartError(LeakbenchError, ValueError):
    """There is no such part.

    Attributes:
        text: What was asked for.
    """

    exit_code = USAGE

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"part {text!r} is not K/N with 1 <= K <= N, such as 2/3")


@dataclass(frozen=True, slots=True)
class DatasetPart:
    """Part ``number`` of ``of`` parts, counted from 1.

    Raises:
        PartError: There is no such part.
    """

    number: int
    of: int

    def __post_init__(self) -> None:
        """Refuse what is no part."""
        if not 1 <= self.number <= self.of:
            raise PartError(str(self))

    def __str__(self) -> str:
        """As on the command line."""
        return f"{self.number}/{self.of}"

    def choose(self, items: Sequence[Item]) -> list[Item]:
        """The items of this part: every one is in just one part, neighbours stay together."""
        count = len(items)
        return list(items[count * (self.number - 1) // self.of : count * self.number // self.of])

    @property
    def file(self) -> str:
        """Name of the note that this part is done."""
        return f"part-{self.number}-of-{self.of}.json"


def part_from(text: str) -> DatasetPart:
    """The part that ``K/N`` names.

    Raises:
        PartError: It names none.
    """
    number, slash, of = text.partition("/")
    if not (slash and _is_number(number) and _is_number(of)):
        raise PartError(text)
    return DatasetPart(int(number), int(of))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
