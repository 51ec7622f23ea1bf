"""The rules of ``data/rules.toml``, read and checked; the file says what they mean."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from leakbench.detectors.structured.check_digits import WIDTHS
from leakbench.detectors.structured.cues import NO_CUE, cue_kinds, cue_sets, kinds_mask
from leakbench.detectors.structured.data_files import RuleError, check, parse, refuse_unknown
from leakbench.detectors.structured.labels import RULES, SHAPES, read_labels
from leakbench.detectors.structured.rules.patterns import Element, parse_pattern, widths_of
from leakbench.detectors.structured.rules.prefixes import ranges_of
from leakbench.detectors.structured.rules.questions import CHECKS, CONDITIONS, Question
from leakbench.detectors.structured.rules.syntax import (
    CERTAINTIES,
    CONTEXT,
    CUES,
    FILE,
    FORM,
    RESULTS,
    RULE,
    SHAPE_RULES,
    bounds_of,
)


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


class _Scope(NamedTuple):
    """What the rules of a shape may speak of.

    Attributes:
        part: ``FORM`` or ``CONTEXT``.
        labels: What values may be.
        cues: The kinds of words that are looked for, as bits; 0 is none.
    """

    part: str
    labels: tuple[str, ...]
    cues: int


def read_rules(text: str, name: str = RULES) -> RuleBook:
    """Read rules.

    Args:
        text: The file's content.
        name: The file's name, for messages.

    Raises:
        RuleError: Something in it is not known or does not fit; the message is one line that names
            the file, the rule and the key.
    """
    source = parse(text, name)
    check(source, FILE, name)
    labels = read_labels(source, name)
    cues = source.get("cues", {})
    check(cues, CUES, f"{name}: cues")
    masks = {shape: _mask(kinds, f"{name}: cues.{shape}") for shape, kinds in cues.items()}
    rules = {}
    for part in (FORM, CONTEXT):
        shapes = source.get(part, {})
        check(shapes, SHAPE_RULES, f"{name}: {part}")
        for shape, entries in shapes.items():
            scope = _Scope(part, labels, masks.get(shape, 0))
            if not scope.cues and any("cue" in entry for entry in entries):
                raise RuleError(f"{name}: cues says nothing of {shape}, whose rules ask for a cue")
            rules[part, shape] = [
                _read_rule(entry, scope, f"{name}: {part}.{shape}, rule {number}")
                for number, entry in enumerate(entries, 1)
            ]
    given = {rule.result for several in rules.values() for rule in several}
    _refuse_unfound(labels, given, set(source.get("by_code", ())), name)
    return RuleBook(labels, masks, rules)


def _refuse_unfound(labels: tuple[str, ...], given: set[str], coded: set[str], name: str) -> None:
    """Refuse labels that nothing finds, and those of code that rules give or nobody declares."""
    refuse_unknown(sorted(coded), labels, f"{name}: by_code")
    for label in labels:
        if label not in given | coded:
            raise RuleError(
                f"{name}: labels: no rule gives {label!r}; write one under [form] or [context]"
            )
        if label in given & coded:
            raise RuleError(f"{name}: by_code: a rule gives {label!r}; it does not belong there")


def _read_rule(entry: Mapping[str, Any], scope: _Scope, place: str) -> Rule:
    check(entry, RULE[scope.part], place)
    certainty = _result_key(entry, scope.part, place)
    result = "nothing" if certainty == "nothing" else entry[certainty]
    if certainty != "nothing":
        refuse_unknown([result], SHAPES if certainty == "shape" else scope.labels, place)
    try:
        elements = parse_pattern(entry.get("pattern", ""))
    except ValueError as error:
        raise RuleError(f"{place}: {error}") from None
    low, high = bounds_of(entry.get("width", "0-"))
    if elements:
        fewest, most = widths_of(elements)
        low, high = max(low, fewest), min(high, most)
    if low > high:
        raise RuleError(f"{place}: no value has the width that it asks for")
    return Rule(
        place,
        (low, high),
        bounds_of(entry["digits"]) if "digits" in entry else None,
        elements,
        [bounds for prefix in _several(entry, "prefix") for bounds in ranges_of(prefix, place)],
        _check(entry, (low, high), place),
        entry.get("reversed", False),
        _cue(entry, scope, place),
        [(_mask(kind, place), reach) for kind, reach in entry.get("cue_after", {}).items()],
        [_condition(written, scope, place) for written in _several(entry, "when")],
        result,
        CERTAINTIES.get(certainty, 0),
    )


def _result_key(entry: Mapping[str, Any], part: str, place: str) -> str:
    """The one key of a rule that says what the value is."""
    known = RESULTS[part]
    keys = [key for key in entry if key in known]
    if len(keys) != 1:
        raise RuleError(f"{place}: gives {len(keys)} of {', '.join(sorted(known))}, not one")
    return keys[0]


def _several(entry: Mapping[str, Any], key: str) -> list[str]:
    """One or several of something as a list."""
    written = entry.get(key, [])
    return [written] if isinstance(written, str) else written


def _check(entry: Mapping[str, Any], width: tuple[int, int], place: str) -> str:
    name: str = entry.get("check", "")
    if name:
        refuse_unknown([name], CHECKS, place)
        if entry.get("reversed") and "step" not in CHECKS[name].parameters:
            raise RuleError(f"{place}: check {name!r} cannot be read from the end")
        low, high = WIDTHS[name]
        if not low <= width[0] <= width[1] <= high:
            asked = f"width = {low}" if low == high else f"a width within '{low}-{high}'"
            raise RuleError(f"{place}: check {name!r} needs {asked}, or a pattern as wide")
    return name


def _mask(kinds: str | list[str], place: str) -> int:
    """Kinds of words as bits: kinds, sets of them, "any", or all but those behind a "not "."""
    mask = 0
    for written in [kinds] if isinstance(kinds, str) else kinds:
        name = written.removeprefix("not ")
        refuse_unknown([name], {*cue_kinds(), *cue_sets(), "any"}, place)
        bits = kinds_mask(cue_kinds()[1:] if name == "any" else [name])
        mask |= kinds_mask(cue_kinds()) & ~bits if name != written else bits
    return mask


def _cue(entry: Mapping[str, Any], scope: _Scope, place: str) -> int:
    """What the nearest word may say, as bits; each kind must be one that is looked for."""
    mask = 0
    for written in _several(entry, "cue"):
        asked = _mask(written, place)
        mask |= asked
        if written != "any" and not written.startswith("not "):
            missed = asked & ~(scope.cues | kinds_mask([NO_CUE]))
            kinds = [kind for kind in cue_kinds() if missed & kinds_mask([kind])]
            if kinds:
                raise RuleError(
                    f"{place}: cue {written!r} asks for {', '.join(kinds)}, which [cues] does not"
                    " look for; its sets stand in cues.toml"
                )
    return mask


def _condition(written: str, scope: _Scope, place: str) -> Condition:
    bare = written.removeprefix("not ")
    name, _, argument = bare.partition(":")
    refuse_unknown([name], CONDITIONS, place)
    question: Question = CONDITIONS[name]
    if scope.part == FORM and set(question.parameters) - {"place"}:
        raise RuleError(f"{place}: {name!r} asks for the context, which a form has not")
    if question.argument == "kind":
        refuse_unknown([argument], scope.labels, place)
    elif question.argument == "year" and not re.fullmatch("[0-9]{4}", argument):
        raise RuleError(f"{place}: {name!r} needs a year behind a colon")
    elif not question.argument and argument:
        raise RuleError(f"{place}: {name!r} takes nothing behind a colon")
    return Condition(name, bare != written, argument)
