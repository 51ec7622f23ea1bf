"""Lines of cards that come in blocks: some go on in the next line, and are one."""

from collections.abc import Iterable, Iterator
from typing import Final

from leakbench.generator.containers.line_splitting import LONGEST_LINE

LONGEST_CARD: Final = 1 << 22
"""Characters of a card, or of a line of it that goes on and on; what is longer is several."""


def unfolded(blocks: Iterable[bytes]) -> Iterator[str]:
    """Whole lines that are not blank.

    A line goes on in the next one if that is indented, or if it is quoted-printable and ends with
    ``=``.

    Args:
        blocks: UTF-8, cut anywhere.
    """
    whole = ""
    soft = False
    for text in _texts(blocks):
        lines = text.split("\n")
        if not soft and not _may_be_folded(text):
            if whole:
                yield whole
            yield from filter(None, lines[:-1])
            whole = lines[-1]
            soft = _is_soft(whole, whole)
            continue
        for line in lines:
            if len(whole) > LONGEST_CARD:
                yield whole
                whole, soft = "", False
            if soft:
                whole = whole[:-1] + line
            elif whole and line[:1] in {" ", "\t"}:
                whole += line[1:]
                continue
            else:
                if whole:
                    yield whole
                whole = line
            soft = _is_soft(line, whole)
    if whole := whole.removesuffix("=") if soft else whole:
        yield whole


def _may_be_folded(text: str) -> bool:
    return text[:1] in {" ", "\t"} or "\n " in text or "\n\t" in text or "=\n" in text


def _is_soft(line: str, whole: str) -> bool:
    return line.endswith("=") and "QUOTED-PRINTABLE" in whole.partition(":")[0].upper()


def _texts(blocks: Iterable[bytes]) -> Iterator[str]:
    """As many lines as there are together, or pieces of one that is longer than a line may be."""
    rest = b""
    for block in blocks:
        cut = block.rfind(b"\n")
        if cut >= 0:
            yield _text(rest + block[:cut])
            rest = block[cut + 1 :]
        else:
            rest += block
        if len(rest) > LONGEST_LINE:
            yield _text(rest)
            rest = b""
    if rest:
        yield _text(rest)


def _text(lines: bytes) -> str:
    return lines.decode(errors="replace").replace("\r\n", "\n").removesuffix("\r")
