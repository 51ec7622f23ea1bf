"""Dialogues as CrossWOZ has them: the acts of a message name the values in it, but not where.

One JSON object: ``{"ID": {"messages": [{"content": "…", "dialog_act": [[intent, domain, slot,
value], …]}, …]}, …}``. Each message is a record, and a value of a slot that the card names is a
span where the message holds it once, and inside of no longer number. Several telephone numbers that
are one value are a span each. A message that holds a value in other words, several
times, or not at all is left out: nobody has labelled where it is.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leakbench.benchmarks.real.meaning import Found, Labels
from leakbench.benchmarks.sources.labelled_file import (
    LabelledFileError,
    RecordError,
    Span,
    at,
    decoded,
)
from leakbench.generator.untrusted import NotJsonError, json_of

_NUMBERS = re.compile(r"[0-9-]{7,}(?:[\s,，、;；/]+[0-9-]{7,})+")
_BETWEEN = re.compile(r"[\s,，、;；/]+")


def read_dialogues(path: Path, data: bytes, labels: Labels) -> Iterator[Found | None]:
    """The messages of a file of dialogues.

    Args:
        path: The file, for messages of errors.
        data: What it holds.
        labels: The registry's label for each slot that is one; values of others are passed over.

    Yields:
        A record a message; None for one that is left out.

    Raises:
        LabelledFileError: It is not JSON, or a dialogue or message has not the parts above.
    """
    text = decoded(path, data)
    try:
        dialogues = json_of(text)
    except NotJsonError as error:
        raise LabelledFileError(path, f"broken JSON: {error.reason}", error.line) from None
    if not isinstance(dialogues, dict):
        raise LabelledFileError(path, "not an object with a dialogue under each identifier")
    for name, dialogue in dialogues.items():
        messages = dialogue.get("messages") if isinstance(dialogue, dict) else None
        if not isinstance(messages, list):
            raise LabelledFileError(path, f"dialogue {name} has no list of messages")
        for number, message in enumerate(messages):
            unit = f"dialogue {name}, message"
            with at(path, number + 1, unit):
                content, acts = _parts(message)
                spans = _spans(content, acts, labels)
            if spans is None:
                yield None
            else:
                yield Found(number + 1, f"{name}/{number}", content, spans, unit)


def _parts(message: Any) -> tuple[str, list[tuple[str, str]]]:
    """The content of a message, and slot and value of each of its acts."""
    match message:
        case {"content": str() as content, "dialog_act": list() as acts}:
            return content, [_slot_and_value(act) for act in acts]
        case _:
            raise RecordError("no content with its dialog_act")


def _slot_and_value(act: Any) -> tuple[str, str]:
    match act:
        case [str(), str(), str() as slot, str() as value]:
            return slot, value
        case _:
            raise RecordError(f"not [intent, domain, slot, value]: {json.dumps(act)[:60]}")


def _spans(content: str, acts: list[tuple[str, str]], labels: Labels) -> list[Span] | None:
    """Where the values of a message stand, in order; None if it is not told of one."""
    spans = set()
    for slot, value in acts:
        label = labels.get(slot)
        if not label or not value:  # an empty value is asked for
            continue
        for piece in _pieces(value):
            start = _only_place(content, piece)
            if start is None:
                return None
            spans.add((start, start + len(piece), label))
    return sorted(spans)


def _pieces(value: str) -> list[str]:
    """A value, or the telephone numbers that it consists of."""
    return _BETWEEN.split(value) if _NUMBERS.fullmatch(value) else [value]


def _only_place(content: str, piece: str) -> int | None:
    """Where a piece begins; None if it is there several times, never, or inside of a number."""
    start = content.find(piece)
    if start < 0 or content.find(piece, start + 1) >= 0:
        return None
    before, after = content[:start][-1:], content[start + len(piece) :][:1]
    goes_on = _is_digit(piece[-1]) and _is_digit(after)
    return None if goes_on or (_is_digit(piece[0]) and _is_digit(before)) else start


def _is_digit(character: str) -> bool:
    return "0" <= character <= "9"
