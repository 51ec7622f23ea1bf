"""Encodings of text: found out by its first bytes, decoded to UTF-8 in blocks.

What is written in Chinese offices is UTF-8, GB18030 (of which GBK and GB2312 are parts) or UTF-16.
Text without any byte above 127 says nothing, so it is passed on as it is until the first block that
does. Bytes that are no text in the encoding become U+FFFD and are counted: whatever comes, what
goes on is valid UTF-8.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

import numpy as np
import pyarrow as pa

from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import Problem

HEAD_BYTES: Final = 1 << 18
"""By so many bytes the encoding is found out."""

BLOCK_BYTES: Final = 1 << 20
"""So many bytes of a file are decoded at a time."""

ENCODINGS: Final = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
"""What is found out; ``utf-16`` has a byte order mark, the two others have none."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_ABOVE_ASCII: Final = re.compile(rb"[\x80-\xff]")

# A lone surrogate comes out of no decoder, so it can stand for what could not be decoded.
_UNDECODED: Final = "\udcff"
_ERRORS: Final = "leakbench-undecoded"


def _mark_undecoded(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - decoders raise no other
    return _UNDECODED, error.end


codecs.register_error(_ERRORS, _mark_undecoded)


def encoding_of(head: bytes) -> str:
    """The encoding of a text that begins with these bytes, one of ``ENCODINGS``.

    Args:
        head: Its first bytes; a character that is cut at their end counts for nothing. Of more than
            ``HEAD_BYTES`` the rest is not looked at.
    """
    head = head[:HEAD_BYTES]
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    return _by_zeros(head) or _by_validity(head)


def _by_zeros(head: bytes) -> str | None:
    """UTF-16 by the zeros that every digit and line break has, in the same half of its units."""
    pairs = max(len(head) // 2, 1)
    first, second = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    # Plain ASCII has a zero in each unit; with Chinese in it, it is hardly ever valid UTF-8.
    fewest = pairs / 2 if head.isascii() else pairs / 20
    if max(first, second) < max(fewest, 1) or min(first, second) * 20 > max(first, second):
        return None
    if not head.isascii() and valid_utf8(head, _whole_characters(head)):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _by_validity(head: bytes) -> str:
    """UTF-8 if it is such, though with a few bytes broken; else by where the Chinese pages stand.

    Of Chinese text in another encoding, hardly a character reads as UTF-8 by chance.
    """
    text = codecs.utf_8_decode(head, _ERRORS, False)[0]  # noqa: FBT003 - takes it by position
    broken = text.count(_UNDECODED)
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken * 2 <= sound:
        return "utf-8"
    units = np.frombuffer(head[: len(head) // 2 * 2], np.uint8).reshape(-1, 2)
    chinese = ((units >= 0x4E) & (units <= 0x9F)).mean(axis=0) if len(units) else np.zeros(2)
    if chinese.max() >= 0.7 and chinese.min() <= 0.55:
        return "utf-16-be" if chinese[0] > chinese[1] else "utf-16-le"
    return "gb18030"


def decoded(file: BinaryIO, problems: list[Problem]) -> Iterator[bytes]:
    """A text file from where it stands as valid UTF-8 without byte order mark, block by block.

    Blocks end between characters, and hold ``BLOCK_BYTES`` of the file each.

    Args:
        file: Its bytes.
        problems: Bytes that cannot be decoded are counted here.
    """
    block, read = file.read(BLOCK_BYTES), 0
    encoding = encoding_of(block)
    if encoding == "utf-8":
        while block and block.isascii():
            yield block
            read += len(block)
            block = file.read(BLOCK_BYTES)
        if telling := _ABOVE_ASCII.search(block):
            encoding = _by_validity(block[telling.start() :][:HEAD_BYTES])
    decode = _decoder(encoding)
    while block:
        following = file.read(BLOCK_BYTES)
        text, undecoded = decode(block, not following)
        what = f"bytes that are no {encoding.removesuffix('-sig').upper()}"
        place = f"bytes {read} to {read + len(block)}"
        count_problem(problems, Problem(what, undecoded, where=place))
        if text:
            yield text
        read += len(block)
        block = following


def valid_utf8(text: bytes, size: int) -> bool:
    """Whether the first bytes of a text are valid UTF-8: Arrow checks it faster than a codec."""
    size_as_offset = np.array([0, size], np.int32)
    buffers = [None, pa.py_buffer(size_as_offset), pa.py_buffer(text)]
    try:
        pa.Array.from_buffers(pa.string(), 1, buffers).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _whole_characters(text: bytes) -> int:
    """Bytes of a text without the character that is cut at its end."""
    for back, byte in enumerate(reversed(text[-3:]), 1):
        if byte >= 0xC0:
            size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(text) - back if size > back else len(text)
        if byte < 0x80:
            break
    return len(text)


class _Utf8Decoder:
    """Strictly checked UTF-8, which goes on as it is; decoding happens only where it is broken."""

    def __init__(self, mark: bytes) -> None:
        self._mark, self._rest = mark, b""

    def __call__(self, block: bytes, final: bool) -> tuple[bytes, int]:  # noqa: FBT001 - as codecs
        block = self._rest + block if self._rest else block
        if self._mark:
            block, self._mark = block.removeprefix(self._mark), b""
        used = len(block) if final else _whole_characters(block)
        if valid_utf8(block, used):
            self._rest = block[used:]
            return block[:used] if self._rest else block, 0
        text, used = codecs.utf_8_decode(block, _ERRORS, final)
        self._rest = block[used:]
        return _replaced(text)


class _OtherDecoder:
    """Any other encoding, by the codec of its name."""

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)(_ERRORS)

    def __call__(self, block: bytes, final: bool) -> tuple[bytes, int]:  # noqa: FBT001 - as codecs
        return _replaced(self._decoder.decode(block, final))


def _decoder(encoding: str) -> "_Utf8Decoder | _OtherDecoder":
    if encoding in {"utf-8", "utf-8-sig"}:
        return _Utf8Decoder(codecs.BOM_UTF8 if encoding == "utf-8-sig" else b"")
    return _OtherDecoder(encoding)


def _replaced(text: str) -> tuple[bytes, int]:
    """UTF-8 with U+FFFD for each place that could not be decoded, and how many there are."""
    undecoded = text.count(_UNDECODED)
    return text.replace(_UNDECODED, "\ufffd").encode() if undecoded else text.encode(), undecoded
