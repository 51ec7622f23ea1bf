"""Text and spans out of tokens with a tag each: CoNLL files and Hugging Face tables hold such."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from leakbench.benchmarks.sources.labelled_file import RecordError, Span
from leakbench.detectors.models.tagging_schemes import Tags, decode


def joined(
    tokens: Sequence[str], tags: Sequence[str], text: str | None = None
) -> tuple[str, list[Span]]:
    """One text of a sentence's tokens, and the spans that their tags name.

    Where the text is not known, tokens are set side by side: Chinese is written without spaces. A
    space stands between two tokens where a Latin letter or a digit would touch another one, unless
    both tokens are single characters: then the file has a token a character, and a number cut into
    digits stays whole.

    Args:
        tokens: Words or characters.
        tags: One for each: BIO, BIO2, BIOES, BIOS, BMES or BILOU.
        text: The sentence as it was written, if that is known.

    Raises:
        RecordError: There are more of one than of the other, a token is empty, or the text holds
            more or less than the tokens and white space between them.
    """
    if len(tokens) != len(tags):
        raise RecordError(f"{len(tokens)} tokens, but {len(tags)} tags")
    if not all(tokens):
        raise RecordError(f"token {list(tokens).index('')} is empty")
    if text is None:
        text, starts = _side_by_side(tokens)
    else:
        starts = _places(text, tokens)
    scheme = Tags.named(list(dict.fromkeys(tags)))
    codes = {tag: code for code, tag in enumerate(dict.fromkeys(tags))}
    coded = np.array([codes[tag] for tag in tags], np.intp)
    kinds = scheme.kind[coded]
    begins, lasts = decode(scheme.places[coded], kinds, np.arange(len(tokens)) == 0)
    spans = [
        (starts[begin], starts[last] + len(tokens[last]), scheme.kinds[kinds[begin]])
        for begin, last in zip(begins, lasts, strict=True)
    ]
    return text, spans


def _side_by_side(tokens: Sequence[str]) -> tuple[str, list[int]]:
    """A text of tokens, and where each begins in it."""
    pieces = list(tokens[:1])
    starts = [0]
    length = len(tokens[0]) if tokens else 0
    for before, token in pairwise(tokens):
        if _apart(before, token):
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(token)
        length += len(token)
    return "".join(pieces), starts


def _places(text: str, tokens: Sequence[str]) -> list[int]:
    """Where each token begins in a text that holds nothing else but white space."""
    starts = []
    at = 0
    for token in tokens:
        while not text.startswith(token, at) and text[at : at + 1].isspace():
            at += 1
        if not text.startswith(token, at):
            raise RecordError(f"the text has {text[at : at + 20]!r} where token {token!r} is next")
        starts.append(at)
        at += len(token)
    if text[at:].strip():
        raise RecordError(f"the text goes on after the last token: {text[at : at + 20]!r}")
    return starts


def _apart(before: str, token: str) -> bool:
    return (len(before) > 1 or len(token) > 1) and _latin(before[-1]) and _latin(token[0])


def _latin(character: str) -> bool:
    return character < "\u0250" and character.isalnum()
