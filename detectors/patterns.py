"""The patterns of the detector ``regex``: ``data/patterns.toml``, read, checked and compiled."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from leakbench.detectors.check_digits import is_bank_card, is_credit_code, is_resident_id
from leakbench.generator.entities import known_labels
from leakbench.generator.errors import LeakbenchError

CHECKS: Final = {
    "bank_card": is_bank_card,
    "credit_code": is_credit_code,
    "resident_id": is_resident_id,
}
"""What a value may have to pass, by the name that data files say."""

Fragments = Mapping[str, str | list[str]]
"""Parts of patterns by name; a list of words stands for any of them."""

_FRAGMENT: Final = re.compile(r"<<(\w+)>>")
_KEYS: Final = {"label", "regex", "needs", "check"}


class PatternError(LeakbenchError, ValueError):
    """A pattern cannot be used.

    Attributes:
        label: Its label.
        reason: What is wrong with it.
    """

    def __init__(self, label: str, reason: str) -> None:
        self.label = label
        self.reason = reason
        super().__init__(f"the pattern of {label}: {reason}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one kind of value looks.

    Attributes:
        label: What a match is.
        needs: Strings of which a match has at least one; a text without them is not searched.
        regex: A verbose regular expression. A group named ``value`` is the span if there is one.
        check: Whether a match's value, spaces and hyphens taken out, is a true one.
    """

    label: str
    needs: tuple[str, ...]
    regex: str
    check: Callable[[str], bool] | None = None

    def compiled(self) -> re.Pattern[str]:
        """The regular expression.

        Raises:
            PatternError: It is none.
        """
        try:
            # ASCII: ignoring case must not let a Kelvin sign pass for a K.
            return re.compile(self.regex, re.VERBOSE | re.ASCII)
        except re.error as error:
            raise PatternError(self.label, f"not a regular expression: {error}") from error


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns in the order in which they are declared."""
    source = files("leakbench.detectors.data").joinpath("patterns.toml")
    return read_patterns(tomllib.loads(source.read_text("utf-8")))


def read_patterns(content: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """The patterns that a file declares.

    Args:
        content: ``fragments`` and a list of ``patterns``; see ``data/patterns.toml``.

    Raises:
        PatternError: A label, a check, a fragment or a key is unknown.
    """
    return tuple(_read(one, content["fragments"]) for one in content["patterns"])


def _read(declared: Mapping[str, Any], fragments: Fragments) -> Pattern:
    label = declared.get("label", "no label")
    if label not in known_labels():
        raise PatternError(label, "the registry of labels does not have it")
    if unknown := sorted(declared.keys() - _KEYS):
        raise PatternError(label, f"unknown key {unknown[0]!r}; known: {', '.join(sorted(_KEYS))}")
    if "regex" not in declared:
        raise PatternError(label, "it has no regex")
    check = declared.get("check")
    if check is not None and check not in CHECKS:
        raise PatternError(label, f"unknown check {check!r}; known: {', '.join(CHECKS)}")
    try:
        return Pattern(
            label=label,
            needs=tuple(
                word for need in declared.get("needs", ()) for word in _words(need, fragments)
            ),
            regex=written_out(declared["regex"], fragments),
            check=None if check is None else CHECKS[check],
        )
    except KeyError as error:
        raise PatternError(label, f"unknown fragment {error.args[0]!r}") from None


def _words(need: str, fragments: Fragments) -> list[str]:
    """The words that an item of ``needs`` stands for."""
    named = _FRAGMENT.fullmatch(need)
    words = fragments[named[1]] if named else [need]
    return [words] if isinstance(words, str) else words


def written_out(regex: str, fragments: Fragments) -> str:
    """A regular expression with its fragments in their places.

    Raises:
        KeyError: There is no such fragment.
    """

    def fragment(name: re.Match[str]) -> str:
        found = fragments[name[1]]
        return found if isinstance(found, str) else "|".join(found)

    return _FRAGMENT.sub(fragment, regex)
