"""Spans out of a token classifier's tags: BIO, BIOES, BIOS, BILOU, BMES, IOB1 and bare kinds.

One rule reads them all, however badly a model strings them together: a span begins at a tag that
says so, or at one that continues what is not open (nothing, another kind, or what has just been
closed); it ends before the next that begins, before an outside tag, and at a tag that says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

OUTSIDE: Final = 0
BEGIN: Final = 1
INSIDE: Final = 2
END: Final = 3
SINGLE: Final = 4

NO_KIND: Final = -1

_PLACES = {
    "B": BEGIN,
    "I": INSIDE,
    "M": INSIDE,
    "E": END,
    "L": END,
    "S": SINGLE,
    "U": SINGLE,
}
_PREFIXED = re.compile(r"([BIMELSU])-(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tags:
    """A model's tags, by code.

    Attributes:
        kinds: The kinds of span they name, in order of appearance.
        places: Where in a span each tag stands (``OUTSIDE`` to ``SINGLE``), int8, shape (tags,).
        kind: Index into ``kinds`` of each tag, int16, shape (tags,); ``NO_KIND`` outside.
    """

    kinds: tuple[str, ...]
    places: NDArray[np.int8]
    kind: NDArray[np.int16]

    @classmethod
    def named(cls, names: Sequence[str]) -> "Tags":
        """Read the names of tags: ``O``, ``B-PER`` and the like, or ``PER`` alone."""
        read = [_read(name) for name in names]
        kinds = tuple(dict.fromkeys(kind for place, kind in read if place != OUTSIDE))
        return cls(
            kinds,
            np.array([place for place, _ in read], np.int8),
            np.array(
                [NO_KIND if place == OUTSIDE else kinds.index(kind) for place, kind in read],
                np.int16,
            ),
        )


def _read(name: str) -> tuple[int, str]:
    if name == "O":
        return OUTSIDE, ""
    prefixed = _PREFIXED.fullmatch(name)
    return (_PLACES[prefixed[1]], prefixed[2]) if prefixed else (INSIDE, name)


def join_word_pieces(
    places: NDArray[np.int8], kinds: NDArray[np.int16], glued: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """Let no span of a kind end and another of it begin between pieces of one word.

    A tokenizer cuts a number into pieces, of which a model may tag each as a beginning: it was
    taught the first piece of a word alone.

    Args:
        places: Where in a span each token's tag stands, shape (tokens,).
        kinds: Its kind, shape (tokens,).
        glued: Whether the token goes on with the word of the token before it, shape (tokens,).

    Returns:
        The places, with no seam between glued tokens of one kind.
    """
    seam = glued.copy()
    seam[:1] = False
    seam[1:] &= (kinds[1:] == kinds[:-1]) & (kinds[1:] != NO_KIND)
    before = np.append(seam[1:], False)  # the next token is glued to this one
    joined = np.where(seam & (places == BEGIN), np.int8(INSIDE), places)
    joined = np.where(seam & (places == SINGLE), np.int8(END), joined)
    joined = np.where(before & (joined == END), np.int8(INSIDE), joined)
    return np.where(before & (joined == SINGLE), np.int8(BEGIN), joined)


def decode(
    places: NDArray[np.int8], kinds: NDArray[np.int16], first: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Spans of a run of tagged tokens, of several texts one after another.

    Args:
        places: Where in a span each token's tag stands, shape (tokens,).
        kinds: Its kind, shape (tokens,).
        first: Whether the token is the first of its text, shape (tokens,).

    Returns:
        First and last token of each span (the last belongs to it), in order.
    """
    if not len(places):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    within = places != OUTSIDE
    closed = np.ones(len(places), bool)  # nothing is open before this token
    closed[1:] = (
        np.isin(places[:-1], (OUTSIDE, END, SINGLE)) | (kinds[1:] != kinds[:-1]) | first[1:]
    )
    begins = within & (closed | (places == BEGIN) | (places == SINGLE))
    goes_on = np.append(within[1:] & ~begins[1:], False)
    return np.flatnonzero(begins), np.flatnonzero(within & ~goes_on)
