"""Long texts in pieces that a model can read, cut where a text may best be cut.

For models that read whole texts, which overlapping windows would make answer twice.
"""

import re
from collections.abc import Iterator
from typing import Final

# Best first: between lines, sentences, parts of a sentence, words.
_CUTS: Final = tuple(
    re.compile(pattern) for pattern in (r"\n", r"[。！？!?；;]", r"[，、,|\t]", r"\s")
)


def pieces(text: str, size: int) -> Iterator[tuple[int, str]]:
    """A text's pieces of at most ``size`` characters, each with the place where it begins.

    They concatenate to the text. A cut stands in the second half of a piece, at the last of the
    best places there; where there is none at all, after ``size`` characters.
    """
    start = 0
    while len(text) - start > size:
        end = start + size
        for cut in _CUTS:
            places = [match.end() for match in cut.finditer(text, start + size // 2, end)]
            if places:
                end = places[-1]
                break
        yield start, text[start:end]
        start = end
    yield start, text[start:]
