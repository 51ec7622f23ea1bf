"""The rules of ``data/rules.toml``, read and checked; the file says what they mean."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from leakbench.detectors.structured.candidates import LIKELY, SURE, TOLD
from leakbench.detectors.structured.cues import cue_kinds, cue_sets, kinds_mask
from leakbench.detectors.structured.labels import SHAPES
from leakbench.detectors.structured.rules.patterns import Element, parse_pattern, widths_of
from leakbench.detectors.structured.rules.questions import CHECKS, CONDITIONS, Question
from leakbench.generator.errors import LeakbenchError

FORM, CONTEXT = "form", "context"
CERTAINTIES = {"sure": SURE, "told": TOLD, "likely": LIKELY}
UNBOUNDED = 1 << 30
_RESULTS = {*CERTAINTIES, "nothing", "shape"}
_OF_VALUE = {"width", "digits", "pattern", "prefix", "check", "reversed", "when"}
_OF_CONTEXT = {"cue", "cue_after"}


class RuleError(LeakbenchError, ValueError):
    """A file of rules says something that nobody can follow."""


class Condition(NamedTuple):
    """A condition of a rule.

    Attributes:
        name: Its function's.
        negated: Whether it must not hold.
        argument: A label or a number that the function is asked about; "" is none.
    """

    name: str
    negated: bool
    argument: str


class Rule(NamedTuple):
    """One rule; what it does not ask is empty.

    Attributes:
        place: Where it stands, for messages.
        width: The fewest and the most characters.
        digits: How many of them are digits, likewise.
        pattern: What the characters are.
        prefix: Ranges of what may stand first: ("130", "139"), ("SF", "SF").
        check: The function that is asked about the characters.
        reversed: Whether they are read from their end.
        cue: What the nearest word may say, as bits.
        cue_after: What words behind may say, as bits, and within how many bytes.
        when: The conditions.
        result: The label, the shape, or "nothing".
        certainty: In hundredths.
    """

    place: str
    width: tuple[int, int]
    digits: tuple[int, int] | None
    pattern: list[Element]
    prefix: list[tuple[str, str]]
    check: str
    reversed: bool
    cue: int
    cue_after: list[tuple[int, int]]
    when: list[Condition]
    result: str
    certainty: int


class RuleBook(NamedTuple):
    """A file of rules.

    Attributes:
        labels: What values may be.
        cues: By shape, the kinds of words that speak for it, as bits.
        rules: By ``FORM`` or ``CONTEXT`` and shape, the rules in their order.
    """

    labels: tuple[str, ...]
    cues: dict[str, int]
    rules: dict[tuple[str, str], list[Rule]]


@cache
def _prefixes() -> dict[str, list[str]]:
    source = files("leakbench.detectors.structured.data").joinpath("prefixes.toml")
    tables = tomllib.loads(source.read_text("utf-8"))
    return {name: entries for table in tables.values() for name, entries in table.items()}


def read_rules(text: str, name: str = "rules.toml") -> RuleBook:
    """Read rules.

    Args:
        text: The file's content.
        name: The file's name, for messages.

    Raises:
        RuleError: Something in it is not known or does not fit; the message is one line that names
            the file and the rule.
    """
    try:
        source = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: {error}") from None
    _refuse_unknown(source, {"labels", "cues", FORM, CONTEXT}, name)
    labels = tuple(source.get("labels", ()))
    cues = {}
    for shape, kinds in source.get("cues", {}).items():
        _refuse_unknown({shape: 0}, set(SHAPES), f"{name}: cues")
        cues[shape] = _mask(kinds, f"{name}: cues.{shape}")
    rules = {}
    for part in (FORM, CONTEXT):
        for shape, entries in source.get(part, {}).items():
            _refuse_unknown({shape: 0}, set(SHAPES), f"{name}: {part}")
            rules[part, shape] = [
                _read_rule(entry, part, labels, f"{name}: {part}.{shape}, rule {number}")
                for number, entry in enumerate(entries, 1)
            ]
            asks = any(rule.cue for rule in rules[part, shape])
            if asks and shape not in cues:
                raise RuleError(f"{name}: cues says nothing of {shape}, whose rules ask for a cue")
    return RuleBook(labels, cues, rules)


def _refuse_unknown(entry: Mapping[str, Any], known: set[str], place: str) -> None:
    for key in entry:
        if key not in known:
            raise RuleError(f"{place}: unknown {key!r}; known: {', '.join(sorted(known))}")


def _read_rule(entry: dict[str, Any], part: str, labels: tuple[str, ...], place: str) -> Rule:
    asked = _OF_VALUE | (_OF_CONTEXT if part == CONTEXT else set())
    _refuse_unknown(entry, asked | _RESULTS, place)
    results = [key for key in entry if key in _RESULTS]
    if len(results) != 1:
        raise RuleError(f"{place}: gives {len(results)} of {', '.join(sorted(_RESULTS))}, not one")
    certainty = results[0]
    result = "nothing" if certainty == "nothing" else entry[certainty]
    known = set(SHAPES) if certainty == "shape" else {*labels, "nothing"}
    _refuse_unknown({result: 0}, known, place)
    try:
        elements = parse_pattern(entry.get("pattern", ""))
        low, high = _range(entry.get("width", "0-"))
        digits = _range(entry["digits"]) if "digits" in entry else None
    except ValueError as error:
        raise RuleError(f"{place}: {error}") from None
    if elements:
        fewest, most = widths_of(elements)
        low, high = max(low, fewest), min(high, most)
    if low > high:
        raise RuleError(f"{place}: no value has the width that it asks for")
    return Rule(
        place,
        (low, high),
        digits,
        elements,
        [bounds for prefix in _several(entry.get("prefix")) for bounds in _prefix(prefix, place)],
        _check(entry, place),
        bool(entry.get("reversed", False)),
        _mask(entry["cue"], place) if "cue" in entry else 0,
        [(_mask(kind, place), reach) for kind, reach in entry.get("cue_after", {}).items()],
        [_condition(written, part, labels, place) for written in _several(entry.get("when"))],
        result,
        CERTAINTIES.get(certainty, 0),
    )


def _several(entry: Any) -> list[Any]:
    """One or several of something as a list."""
    if entry is None:
        return []
    return entry if isinstance(entry, list) else [entry]


def _range(written: int | str) -> tuple[int, int]:
    """The bounds that 11, "6-10" or "6-" writes."""
    low, _, high = str(written).partition("-")
    bounds = (int(low), int(high or (UNBOUNDED if "-" in str(written) else low)))
    if bounds[0] > bounds[1]:
        raise ValueError(f"{written!r} is no range")
    return bounds


def _prefix(written: str, place: str) -> list[tuple[str, str]]:
    """The ranges that a prefix, or the name of a set, means."""
    head, _, name = written.rpartition("+")  # "0+mobile": a 0 before one of a set
    entries = _prefixes().get(name)
    if entries is None:
        if not re.fullmatch(r"[0-9]+(-[0-9]+)?|[A-Z]+", name):
            raise RuleError(f"{place}: prefixes.toml has no set {name!r}")
        entries = [name]
    found = []
    for entry in entries:
        low, _, high = entry.partition("-")
        low, high = head + low, head + high if high else ""
        if len(high or low) != len(low):
            raise RuleError(f"{place}: {entry!r} is no range of prefixes")
        found.append((low, high or low))
    return found


def _check(entry: dict[str, Any], place: str) -> str:
    name: str = entry.get("check", "")
    if name:
        _refuse_unknown({name: 0}, set(CHECKS), place)
        if entry.get("reversed") and "step" not in CHECKS[name].parameters:
            raise RuleError(f"{place}: check {name!r} cannot be read from the end")
    return name


def _mask(kinds: Any, place: str) -> int:
    """Kinds of words as bits: kinds, sets of them, "any", or all but those behind a "not "."""
    mask = 0
    for written in _several(kinds):
        name = written.removeprefix("not ")
        _refuse_unknown({name: 0}, {*cue_kinds(), *cue_sets(), "any"}, place)
        bits = kinds_mask(cue_kinds()[1:] if name == "any" else [name])
        mask |= kinds_mask(cue_kinds()) & ~bits if name != written else bits
    return mask


def _condition(written: str, part: str, labels: tuple[str, ...], place: str) -> Condition:
    bare = written.removeprefix("not ")
    name, _, argument = bare.partition(":")
    _refuse_unknown({name: 0}, set(CONDITIONS), place)
    question: Question = CONDITIONS[name]
    if part == FORM and set(question.parameters) - {"place"}:
        raise RuleError(f"{place}: {name!r} asks for the context, which a form has not")
    if question.argument == "kind":
        _refuse_unknown({argument: 0}, set(labels), place)
    elif question.argument == "year" and not argument.isdecimal():
        raise RuleError(f"{place}: {name!r} needs a year behind a colon")
    elif not question.argument and argument:
        raise RuleError(f"{place}: {name!r} takes nothing behind a colon")
    return Condition(name, bare != written, argument)
