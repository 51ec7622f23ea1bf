"""Where a span begins and ends for whoever reads it."""

import unicodedata


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds without white space at either end, and with the marks on the last character.

    Tokenizers take a space for part of the word after it, and an accent for nothing.
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end < len(text) and unicodedata.category(text[end]) in {"Me", "Mn"}:
        end += 1
    return start, end
