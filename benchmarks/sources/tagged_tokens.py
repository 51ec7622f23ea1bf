"""Text and spans out of tokens with a tag each: CoNLL files and Hugging Face tables hold such."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from leakbench.benchmarks.sources.labelled_file import RecordError, Span
from leakbench.detectors.models.tagging_schemes import Tags, decode


def joined(tokens: Sequence[str], tags: Sequence[str]) -> tuple[str, list[Span]]:
    """One text of a sentence's tokens, and the spans that their tags name.

    Chinese is written without spaces. A space stands between two tokens where a Latin letter or a
    digit would touch another one, unless both tokens are single characters: then the file has a
    token a character, and a number cut into digits stays whole.

    Args:
        tokens: Words or characters.
        tags: One for each: BIO, BIO2, BIOES, BIOS, BMES or BILOU.

    Raises:
        RecordError: There are more of one than of the other, or a token is empty.
    """
    if len(tokens) != len(tags):
        raise RecordError(f"{len(tokens)} tokens, but {len(tags)} tags")
    if not all(tokens):
        raise RecordError(f"token {list(tokens).index('')} is empty")
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
    scheme = Tags.named(list(dict.fromkeys(tags)))
    codes = {tag: code for code, tag in enumerate(dict.fromkeys(tags))}
    coded = np.array([codes[tag] for tag in tags], np.intp)
    kinds = scheme.kind[coded]
    begins, lasts = decode(scheme.places[coded], kinds, np.arange(len(tokens)) == 0)
    spans = [
        (starts[begin], starts[last] + len(tokens[last]), scheme.kinds[kinds[begin]])
        for begin, last in zip(begins, lasts, strict=True)
    ]
    return "".join(pieces), spans


def _apart(before: str, token: str) -> bool:
    return (len(before) > 1 or len(token) > 1) and _latin(before[-1]) and _latin(token[0])


def _latin(character: str) -> bool:
    return character < "\u0250" and character.isalnum()
