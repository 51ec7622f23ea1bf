"""The rules of ``data/rules.toml``, read and checked; the file says what they mean."""

import re
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from leakbench.detectors.structured.check_digits import WIDTHS
from leakbench.detectors.structured.cues import NO_CUE, cue_kinds, kinds_mask
from leakbench.detectors.structured.labels import read_labels
from leakbench.detectors.structured.rules.patterns import Element, widths_of
from leakbench.detectors.structured.rules.questions import CHECKS, CONDITIONS, Question
from leakbench.detectors.structured.rules.syntax import (
    ANY_WIDTH,
    CERTAINTIES,
    CONTEXT,
    FILE,
    FORM,
    RESULTS,
    RULE,
    words_mask,
)
from leakbench.generator.declarations import Table, Texts, read_declaration


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


def read_rules(source: Traversable) -> RuleBook:
    """Read the rules of a file.

    Raises:
        DeclarationError: Something in it is not known or does not fit; the message is one line that
            names the file, the rule and the key.
    """
    document = read_declaration(source)
    labels = read_labels(document)
    given = document.given(FILE)
    cues: dict[str, int] = given.get("cues", {})
    rules = {
        (part, shape): [_read_rule(rule, _Scope(part, labels, cues.get(shape, 0))) for rule in some]
        for part in (FORM, CONTEXT)
        for shape, some in given.get(part, {}).items()
    }
    found = {rule.result for some in rules.values() for rule in some}
    _refuse_unfound(document, labels, found, given.get("by_code", ()))
    return RuleBook(labels, cues, rules)


def _refuse_unfound(document: Table, labels: Texts, found: set[str], coded: Texts) -> None:
    """Refuse labels that nothing finds, and those of code that rules give or nobody declares."""
    document.refuse_unknown(coded, labels, "label", "by_code")
    for label in labels:
        if label not in {*found, *coded}:
            document.wrong(
                f"key 'labels': no rule gives {label!r}; write one under [form] or [context]"
            )
        if label in found and label in coded:
            document.wrong(f"key 'by_code': a rule gives {label!r}; it does not belong there")


def _read_rule(rule: Table, scope: _Scope) -> Rule:
    given = rule.given(RULE[scope.part])
    key = _result_key(rule, given, scope.part)
    if key in CERTAINTIES:
        rule.refuse_unknown([given[key]], scope.labels, "label", key)
    low, high = given.get("width", ANY_WIDTH)
    pattern = given.get("pattern", [])
    if pattern:
        fewest, most = widths_of(pattern)
        low, high = max(low, fewest), min(high, most)
    if low > high:
        rule.wrong("no value has the width that it asks for")
    if "check" in given:
        _refuse_unchecked(rule, given, (low, high))
    return Rule(
        f"{rule.file}: {rule.where}",
        (low, high),
        given.get("digits"),
        pattern,
        given.get("prefix", []),
        given.get("check", ""),
        given.get("reversed", False),
        _cue(rule, given.get("cue", ()), scope.cues),
        given.get("cue_after", []),
        [_condition(rule, written, scope) for written in given.get("when", ())],
        "nothing" if key == "nothing" else given[key],
        CERTAINTIES.get(key, 0),
    )


def _result_key(rule: Table, given: Iterable[str], part: str) -> str:
    """The one key of a rule that says what the value is."""
    known = RESULTS[part]
    keys = [key for key in given if key in known]
    if len(keys) != 1:
        rule.wrong(f"gives {len(keys)} of {', '.join(sorted(known))}, not one")
    return keys[0]


def _refuse_unchecked(rule: Table, given: Mapping[str, Any], width: tuple[int, int]) -> None:
    """Refuse a check that cannot be made of values as a rule asks for."""
    name = given["check"]
    if given.get("reversed") and "step" not in CHECKS[name].parameters:
        rule.wrong(f"check {name!r} cannot be read from the end")
    low, high = WIDTHS[name]
    if not low <= width[0] <= width[1] <= high:
        asked = f"width = {low}" if low == high else f"a width within '{low}-{high}'"
        rule.wrong(f"check {name!r} needs {asked}, or a pattern as wide")


def _cue(rule: Table, cues: Texts, looked_for: int) -> int:
    """What the nearest word may say, as bits; each kind must be one that is looked for."""
    if cues and not looked_for:
        rule.wrong("key 'cue': [cues] does not say which words speak for the shape")
    mask = 0
    for written in cues:
        asked = words_mask(rule, "cue", [written])
        mask |= asked
        if written != "any" and not written.startswith("not "):
            missed = asked & ~(looked_for | kinds_mask([NO_CUE]))
            kinds = [kind for kind in cue_kinds() if missed & kinds_mask([kind])]
            if kinds:
                rule.wrong(
                    f"key 'cue': {written!r} asks for {', '.join(kinds)}, which [cues] does not"
                    " look for; its sets stand in cues.toml"
                )
    return mask


def _condition(rule: Table, written: str, scope: _Scope) -> Condition:
    bare = written.removeprefix("not ")
    name, _, argument = bare.partition(":")
    rule.refuse_unknown([name], CONDITIONS, "condition", "when")
    question: Question = CONDITIONS[name]
    if scope.part == FORM and set(question.parameters) - {"place"}:
        rule.wrong(f"key 'when': {name!r} asks for the context, which a form has not")
    if question.argument == "kind":
        rule.refuse_unknown([argument], scope.labels, "label", "when")
    elif question.argument == "year" and not re.fullmatch("[0-9]{4}", argument):
        rule.wrong(f"key 'when': {name!r} needs a year behind a colon")
    elif not question.argument and argument:
        rule.wrong(f"key 'when': {name!r} takes nothing behind a colon")
    return Condition(name, bare != written, argument)
