"""JSON: arrays of objects, also under a key, as tables; of what else there is, a line a value.

A kernel finds where the members of arrays begin and end, so that a document of any size is read
piece by piece, and a member that is broken is kept as text while the others go on.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

import numpy as np

from leakbench.generator.containers.delimited_writing import write_lines
from leakbench.generator.containers.encodings import decoded
from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.json_scanning import DEPTH, STATES, Found, scan
from leakbench.generator.containers.json_values import UNREAD, rows_of
from leakbench.generator.containers.json_writing import fit, objects
from leakbench.generator.containers.keyed_rows import Keyed, Row, keyed_sheets
from leakbench.generator.containers.line_splitting import LONGEST_LINE
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import Problem, Sheet

__all__ = ["fit", "read", "write"]

_MEMBERS: Final = 1 << 14  # found at a time
_TOGETHER: Final = 256  # members that are decoded together
_SCALAR = re.compile(r'(?:"((?:[^"\\]|\\.)*+)"\s*:\s*)?("(?:[^"\\]|\\.)*+"|[^\s"{}\[\],:]+)')
_KEY = re.compile(r'"((?:[^"\\]|\\.)*+)"\s*:\s*\[\s*$')


def read(file: BinaryIO, where: str, /) -> Iterator[Sheet]:  # noqa: ARG001 - nothing of it fails
    """Its arrays of objects as sheets that are called by their keys; other values as lines."""
    problems: list[Problem] = []
    rows = _Document(problems).rows(decoded(file, problems))
    yield from keyed_sheets(rows, problems)


def write(sheets: Iterable[Sheet], file: BinaryIO, style: Style, /) -> None:
    """Write an array of objects if a sheet without a name is all, else an array under each name.

    Raises:
        ContainerError: The names of a sheet's columns are not distinct.
    """
    write_lines(_pieces(sheets), file, style.encoding)


def _pieces(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    named = False
    for number, sheet in enumerate(sheets):
        named = named or bool(sheet.name) or number > 0
        key = json.dumps(sheet.name, ensure_ascii=False)
        yield f"{',' if number else '{'}{key}: [\n".encode() if named else b"[\n"
        for place, piece in enumerate(objects(sheet, ",\n")):
            yield b",\n" + piece if place else piece
        yield b"\n]"
    yield b"}\n" if named else b"\n"


@dataclass(slots=True)
class _Document:
    """A document that comes in blocks of UTF-8."""

    problems: list[Problem]
    state: np.ndarray = field(default_factory=lambda: np.zeros(STATES, np.int64))
    outside: str = ""
    sheet: str = ""
    run: int = 0
    found: Found = field(
        default_factory=lambda: Found(np.empty(_MEMBERS, np.int64), np.empty(_MEMBERS, np.int64))
    )

    def rows(self, blocks: Iterable[bytes]) -> Iterator[Keyed]:
        rest, at = b"", 0
        for block in blocks:
            text, stop = rest + block, -1
            while stop < len(text):
                members, begun, stop = scan(
                    np.frombuffer(text, np.uint8), at, self.state, self.found
                )
                yield from self._between(text, members, begun)
                ended = members < _MEMBERS
                text, at = text[begun:], stop - begun
                stop = len(text) if ended else at
            rest = text
            if len(rest) > LONGEST_LINE:
                yield self._unread(rest.decode(errors="replace"))
                rest, at = b"", 0
        if self.state[DEPTH] and rest:
            yield self._unread(rest.decode(errors="replace"))
        else:
            self.outside += rest.decode(errors="replace")
        yield from self._values(final=True)

    def _between(self, text: bytes, members: int, begun: int) -> Iterator[Keyed]:
        last = 0
        places = list(zip(*(one[:members].tolist() for one in self.found), strict=True))
        texts = [text[start:end].decode() for start, end in places]
        rows = [row for at in range(0, len(texts), _TOGETHER) for row in self._rows(texts, at)]
        for (start, end), row in zip(places, rows, strict=True):
            yield from self._outside(text[last:start])
            yield Keyed(self.sheet, self.run, row, end - start)
            last = end
        yield from self._outside(text[last:begun])

    def _rows(self, texts: list[str], at: int) -> list[Row]:
        return rows_of(texts[at : at + _TOGETHER], self.problems)

    def _outside(self, text: bytes) -> Iterator[Keyed]:
        """What stands between members; most often a comma."""
        if not text.strip(b", \r\n\t"):
            return
        self.outside += text.decode(errors="replace")
        yield from self._values(final=False)

    def _values(self, *, final: bool) -> Iterator[Keyed]:
        """The values that stand in no member, and the key of the array that begins behind them."""
        text = self.outside
        key = _KEY.search(text)
        cut = len(text)
        if not final and key is None and not text.rstrip().endswith("["):
            cut = max(text.rfind(","), text.rfind("]"), len(text) - LONGEST_LINE, 0)
        self.outside = text[cut:]
        for found in _SCALAR.finditer(text[:cut] if key is None else text[: key.start()]):
            name, value = found[1], found[2].strip('"')
            yield Keyed("", self.run, f"{name}: {value}" if name else value)
        if "[" in text[:cut]:
            self.run += 1
            self.sheet = key[1] if key else ""

    def _unread(self, text: str) -> Keyed:
        count_problem(self.problems, Problem("values that end nowhere, kept as text"))
        return Keyed(self.sheet, self.run, {UNREAD: text}, len(text))
