"""What a language model quotes from a text, and where that stands in it."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from leakbench.generator.errors import LeakbenchError

_FENCED: Final = re.compile(r"```[a-zA-Z]*\s*(.*?)```", re.DOTALL)
_THOUGHT: Final = re.compile(r"<think>.*?</think>", re.DOTALL)
_JSON_BEGINS: Final = re.compile(r"[{\[]")

Quotation = tuple[str, str]
"""A quoted text and the name of its kind."""


class MalformedReplyError(LeakbenchError, ValueError):
    """A reply holds no list of quotations.

    Attributes:
        reply: The model's reply.
    """

    def __init__(self, reply: str) -> None:
        self.reply = reply
        super().__init__(f"no JSON list of quotations in the reply {reply[:80]!r}")


def quotations(reply: str) -> list[Quotation]:
    """The quotations in a reply, whatever the model puts around them.

    Args:
        reply: ``{"entities": [{"text": …, "type": …}]}``, or the list alone; fenced or not, after
            thoughts or not. Items without a text and a type are passed over.

    Raises:
        MalformedReplyError: There is no such JSON in it.
    """
    answer = _THOUGHT.sub("", reply)
    fenced = _FENCED.search(answer)
    listed = _listed(fenced[1] if fenced else answer)
    if listed is None:
        raise MalformedReplyError(reply)
    return [
        (item["text"], item["type"])
        for item in listed
        if isinstance(item, dict)
        and isinstance(item.get("text"), str)
        and isinstance(item.get("type"), str)
    ]


def _listed(answer: str) -> list[Any] | None:
    begin = _JSON_BEGINS.search(answer)
    if begin is None:
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(answer, begin.start())
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        value = value.get("entities")
    return value if isinstance(value, list) else None


def align(text: str, quoted: Iterable[Quotation]) -> tuple[list[tuple[int, int, str]], int]:
    """Every place where the quotations stand in the text.

    Longer quotations take their places first, and a place is taken once: a town in a firm's name
    is no address there. A quotation that also stands in the middle of a longer number or word
    counts only where it stands alone. Of two kinds for one text the first counts.

    Args:
        text: The text the model was given.
        quoted: What it quoted, and as what.

    Returns:
        ``(start, end, kind)`` in the order of the text, and how many quotations do not stand in it.
    """
    kinds: dict[str, str] = {}
    invented = 0
    for quotation, kind in quoted:
        verbatim = quotation if quotation in text else quotation.strip()
        if verbatim.strip() and verbatim in text:
            kinds.setdefault(verbatim, kind)
        else:
            invented += 1
    taken = bytearray(len(text))
    spans = []
    for verbatim in sorted(kinds, key=len, reverse=True):
        places = list(_places(text, verbatim))
        alone = [place for place in places if not (_cut(text, place[0]) or _cut(text, place[1]))]
        for start, end in alone or places:
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                spans.append((start, end, kinds[verbatim]))
    return sorted(spans), invented


def _places(text: str, part: str) -> Iterator[tuple[int, int]]:
    at = text.find(part)
    while at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + len(part))


def _cut(text: str, at: int) -> bool:
    """Whether this place stands inside a number or a Latin word."""
    around = text[at - 1 : at + 1] if 0 < at < len(text) else ""
    return around.isascii() and len(around) == 2 and (around.isdigit() or around.isalpha())
