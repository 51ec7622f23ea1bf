"""What was looked at and found, and what follows from all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, Literal

State = Literal["ok", "note", "missing", "broken"]

WIDTH: Final = 80
_STATE: Final = 8  # columns, with the space after it
_NAME: Final = 24


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: What.
        state: ``ok``; ``note``, which works and could be better; ``missing``, which only somebody
            needs who wants it; ``broken``, without which leakbench does not work.
        told: What was found, in words.
        mend: A command or a sentence that mends it; empty where nothing is to be mended.
    """

    name: str
    state: State
    told: str
    mend: str = ""


def verdict(found: Sequence[Finding]) -> str:
    """One line on all of it."""
    names = {
        state: [one.name for one in found if one.state == state] for state in ("broken", "note")
    }
    if names["broken"]:
        return f"Broken: {', '.join(names['broken'])}. leakbench needs what is named there."
    missing = sum(one.state == "missing" for one in found)
    said = "All that leakbench itself needs is there"
    said += f"; {missing} further things are not installed" if missing else ""
    return said + (f"; see the notes on {', '.join(names['note'])}." if names["note"] else ".")


def lines(found: Sequence[Finding]) -> list[str]:
    """A table within 80 columns; the verdict stands last."""
    shown = []
    for one in found:
        told = _wrapped(one.told)
        if len(one.name) >= _NAME:  # it would touch what is told
            told.insert(0, "")
        shown += [f"{one.state:{_STATE}}{one.name:{_NAME}}{told[0]}".rstrip(), *_indented(told[1:])]
        shown += _indented(_wrapped(f"-> {one.mend}")) if one.mend else []
    return [*shown, "", *wrap(verdict(found), WIDTH)]


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH - _STATE - _NAME, break_on_hyphens=False) or [""]


def _indented(some: Sequence[str]) -> list[str]:
    return [" " * (_STATE + _NAME) + line for line in some]
