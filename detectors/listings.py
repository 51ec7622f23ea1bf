"""What is told of a detector before it is built, taken on trust only as far as it can be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from leakbench.generator.errors import LeakbenchError

MOST: Final = 300  # characters of a text
_MOST_LABELS: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One line of ``leakbench list detectors``.

    Attributes:
        name: The name that it was asked by: of a template the bare one.
        takes: What its argument is called; None if it takes none.
        version: Of the distribution that does the work; None where it is unavailable.
        available: Whether ``load`` may be tried.
        install: The command that brings it; empty if it is there, and its own files are wrong.
        labels: What it can find, sorted; empty if even that could not be read.
        license: SPDX expression of the distribution.
        homepage: Where it comes from.
        reason: Why it is unavailable; None where it is available.
    """

    name: str
    version: str | None
    available: bool
    install: str
    labels: tuple[str, ...] = ()
    license: str = ""
    homepage: str = ""
    reason: str | None = None
    takes: str | None = None

    @property
    def template(self) -> str | None:
        """How a name out of this template is written; None if this is a detector."""
        return None if self.takes is None or ":" in self.name else f"{self.name}:{self.takes}"


class UnfitAboutError(LeakbenchError, ValueError):
    """What a factory says of itself is nothing that can be shown."""


def as_said(factory: Any) -> dict[str, Any]:
    """What a factory says of itself, as it says it.

    Raises:
        Exception: Whatever its attributes raise.
    """
    about = factory.about
    texts = {name: getattr(about, name) for name in ("package", "install", "license", "homepage")}
    return {**texts, "labels": list(factory.labels), "takes": getattr(factory, "takes", None)}


def fit(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, if all of it is of its type and can be shown.

    Raises:
        UnfitAboutError: A text is none, too long, or has characters that no text needs.
    """
    told: dict[str, Any] = {
        name: text(name, said.get(name)) for name in ("package", "install", "license", "homepage")
    }
    labels, takes = said.get("labels"), said.get("takes")
    if not isinstance(labels, list) or len(labels) > _MOST_LABELS:
        raise UnfitAboutError(f"labels are no more than {_MOST_LABELS:,} texts")
    told["labels"] = tuple(sorted(text("a label", label) for label in labels))
    told["takes"] = None if takes is None else text("takes", takes)
    return told


def text(name: str, value: object) -> str:
    """A value that is a text, of one line, without mark-up.

    Raises:
        UnfitAboutError: It is not.
    """
    if not isinstance(value, str):
        raise UnfitAboutError(f"{name} is {type(value).__name__}, not a text")
    if len(value) > MOST:
        raise UnfitAboutError(f"{name} has {len(value):,} characters, more than {MOST}")
    if not value.isprintable() or set("<>") & set(value):
        raise UnfitAboutError(f"{name} has mark-up or control characters")
    return str(value)


def one_line(reason: str) -> str:
    """A reason as far as it can be shown."""
    shown = "".join(one if one.isprintable() else " " for one in reason[: 4 * MOST])
    shown = " ".join(shown.split())
    return shown if len(shown) <= MOST else f"{shown[:MOST]}…"
