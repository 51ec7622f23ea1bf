"""Shared strings of a workbook: texts that cells refer to by number."""

import re
from array import array

import numpy as np

from leakbench.generator.containers.cell_scanning import TEXT
from leakbench.generator.containers.cell_splitting import Bytes
from leakbench.generator.containers.cell_values import unescaped
from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.part_parser import Attributes, Handlers
from leakbench.generator.containers.quick_parsing import parse_quickly
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.containers.stored_cells import (
    ESCAPED,
    ODD,
    PLAIN,
    StoredCells,
    Texts,
    one_column,
    room_for,
)
from leakbench.generator.containers.xml_scanning import (
    GREATER,
    LESS,
    MOST_ATTRIBUTES,
    SLASH,
    leaf,
    skipped,
    tag,
)
from leakbench.generator.containers.xml_text_scanning import (
    HAS_ESCAPES,
    HAS_UNDERSCORES,
    MORE,
    STRANGE,
)
from leakbench.generator.engine.compiled import compiled, inner

_MOST = 256 << 20
_PRONUNCIATION = np.frombuffer(b"phoneticPr", np.uint8)


class SharedStrings:
    """Texts in one piece of memory."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("I", [0])

    def append(self, text: str) -> None:
        """Take the next one."""
        self._text += text.encode("utf-8", "replace")
        self._ends.append(len(self._text))

    def extend(self, texts: Texts) -> None:
        """Take the next ones."""
        ends = texts.ends[1:] + np.uint32(len(self._text))
        self._text += texts.data.data
        self._ends.frombytes(ends.astype(np.uintc).tobytes())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        """The text of a number."""
        return self._text[self._ends[number] : self._ends[number + 1]].decode()

    @property
    def texts(self) -> Texts:
        """All of them, as kernels take them; while anybody has them, no more can be appended."""
        return Texts(np.frombuffer(self._ends, np.uint32), np.frombuffer(self._text, np.uint8))


def read_shared(package: Package, part: str, shared: SharedStrings) -> None:
    """Read all shared strings of a package.

    Args:
        package: The package.
        part: The part in which they are.
        shared: Where they are appended.

    Raises:
        ContainerError: They are more than fits into memory, or the part is damaged.
    """
    items = _Items(shared)
    for _ in parse_quickly(package, part, items):
        if items.characters + 4 * len(shared) > _MOST:
            raise ContainerError(package.where, "shared strings beyond 256 MiB")


class _Items:
    """Shared strings as they are read: runs of different looks are one text.

    How a text is pronounced is no part of it.
    """

    opening = re.compile(rb"<sst\b[^<>]*>")
    closing = b"</si>"
    depth = 1

    def __init__(self, shared: SharedStrings) -> None:
        self.characters = 0
        self._shared = shared
        self._pieces: list[str] = []
        self._taken = self._spoken = False
        self._room = room_for(0)
        self.handlers: Handlers = (self.start, self.end, self.text)

    def start(self, name: str, _: Attributes) -> None:
        if name == "t":
            self._taken = not self._spoken
        elif name == "rPh":
            self._spoken = True

    def end(self, name: str) -> None:
        if name == "t":
            self._taken = False
        elif name == "si":
            self._shared.append(unescaped("".join(self._pieces)))
            self._pieces.clear()
        elif name == "rPh":
            self._spoken = False

    def text(self, piece: str) -> None:
        if self._taken:
            self._pieces.append(piece)
            self.characters += len(piece)

    def idle(self) -> bool:
        return not (self._taken or self._spoken or self._pieces)

    def scan(self, text: bytes, at: int) -> tuple[int, bool]:
        view = np.frombuffer(text, np.uint8)
        self._room = room_for(len(text), self._room)
        count, behind, strange = _scan_items(view, at, self._room)
        texts = one_column(view, self._room, count)
        self._shared.extend(texts)
        self.characters += int(np.count_nonzero((texts.data & 0xC0) != 0x80))
        return behind, strange


@inner
def _is_pronunciation(text: Bytes, at: int) -> bool:
    for place in range(len(_PRONUNCIATION)):  # noqa: SIM110 - kernels have no generators
        if text[at + place] != _PRONUNCIATION[place]:
            return False
    return True


@compiled
def _scan_items(text: Bytes, at: int, cells: StoredCells) -> tuple[int, int, bool]:  # noqa: C901, PLR0912
    """Read plain items from here on, as many as end in a text.

    Returns:
        How many there are, the byte behind the last one, and whether what follows is not plain.
    """
    found = np.empty((MOST_ATTRIBUTES, 4), np.int64)
    size, used, items = len(text), at, 0
    while True:
        at = skipped(text, used)
        if at + 5 > size:
            return items, used, False
        if text[at] != LESS or text[at + 1] != ord("s") or text[at + 2] != ord("i"):
            return items, used, True
        at, _, closed = tag(text, at + 3, found)
        start, end, count, marks = 0, 0, 0, 0
        while not closed and at >= 0:
            at = skipped(text, at)
            if at + 5 > size:
                at = MORE
                break
            letter = text[at + 1]
            if text[at] != LESS:
                at = STRANGE
            elif letter == SLASH:
                closed = text[at + 2] == ord("s") and text[at + 3] == ord("i")
                closed = closed and text[at + 4] == GREATER
                at = at + 5 if closed else STRANGE
            elif letter == ord("t"):
                at, begin, stop, length, kinds = leaf(text, at, found)
                if length and count:
                    at = STRANGE
                elif length:
                    start, end, count, marks = begin, stop, length, kinds
            elif at + 1 + len(_PRONUNCIATION) > size:
                at = MORE
            elif _is_pronunciation(text, at + 1):
                at, _, empty = tag(text, at + 1 + len(_PRONUNCIATION), found)
                if at >= 0 and not empty:
                    at = STRANGE
            else:
                at = STRANGE
        if at < 0:
            return items, used, at == STRANGE
        kind = ESCAPED if marks & HAS_ESCAPES else PLAIN
        cells.starts[items], cells.ends[items], cells.sizes[items] = start, end, count
        cells.kinds[items] = ODD + TEXT if marks & HAS_UNDERSCORES else kind
        used = at
        items += 1
