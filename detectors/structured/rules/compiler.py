"""From rules to the source of kernels: each rule becomes plain ``if`` in a function.

For each shape one function asks its rules in order, those of a width after those of another; what
several rules ask is asked once, and only when a rule needs it.
"""

from typing import NamedTuple

from leakbench.detectors.normalize.characters import Ints
from leakbench.detectors.structured.candidates import SURE, Neighbours
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.labels import FIRST_SHAPE, NOTHING, SHAPES
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.rules.language import Condition, Rule, RuleBook
from leakbench.detectors.structured.rules.patterns import pattern_source
from leakbench.detectors.structured.rules.questions import CHECKS, CONDITIONS
from leakbench.detectors.structured.rules.syntax import CONTEXT, FORM

_TAB = "    "


class Nearby(NamedTuple):
    """What the context of a value may be asked for.

    Attributes:
        header: What its column's header says, see ``cue_kind``.
        words: Cue words before a value.
        words_after: Cue words behind one.
        tables: What numbers begin with.
        neighbours: The other candidates of its cell.
        memo: What was asked about its cell before: where the cell begins, and the answer.
    """

    header: int
    words: CueTables
    words_after: CueTables
    tables: NumberTables
    neighbours: Neighbours
    memo: Ints


_NAMES = {  # what the functions of rules take, in the generated source
    "data": "data",
    "width": "width",
    "place": "place",
    "words_after": "nearby.words_after",
    "neighbours": "nearby.neighbours",
    "memo": "nearby.memo",
}


def rules_source(book: RuleBook) -> str:
    """The source of the kernels that a file of rules means.

    Args:
        book: The file.

    Returns:
        For each shape ``<shape>_by_form(place, tables)``, which gives the kind or ``NOTHING``, and
        ``<shape>_in_context(place, nearby)``, which gives the label or ``NOTHING`` and how certain
        it is; and ``by_context(kind, place, nearby)``, which asks the shape's.
    """
    lines = [f"{label} = {kind}" for kind, label in enumerate(book.labels)]
    lines += [f"{_constant(shape)} = {FIRST_SHAPE + k}" for k, shape in enumerate(SHAPES)]
    lines += [f"NOTHING = {NOTHING}"]
    patterns: dict[str, str] = {}
    for rule in (rule for rules in book.rules.values() for rule in rules if rule.pattern):
        name = patterns.setdefault(repr(rule.pattern), f"pattern_{len(patterns)}")
        if f"def {name}(data, at, stop):" not in lines:
            lines += ["", "", *pattern_source(name, rule.pattern)]
    for shape in SHAPES:
        lines += ["", "", *_Function(book, FORM, shape, patterns).lines(f"{shape}_by_form")]
    branches = []
    for shape in SHAPES:
        name = f"{shape}_in_context"
        lines += ["", "", *_Function(book, CONTEXT, shape, patterns).lines(name)]
        if (CONTEXT, shape) in book.rules:
            constant = _constant(shape)
            branches += [f"    if kind == {constant}:", f"        return {name}(place, nearby)"]
    lines += ["", "", "@inlined", "def by_context(kind, place, nearby):", *branches]
    lines += [f"    return (kind if kind < {FIRST_SHAPE} else NOTHING), {SURE}"]
    return "\n".join(lines) + "\n"


def _constant(kind: str) -> str:
    """The name that a label or shape has in the source."""
    return f"SHAPE_{kind.upper()}" if kind in SHAPES else kind


class _Test(NamedTuple):
    """Something that a rule asks.

    Attributes:
        expression: Whether it holds.
        before: Lines that it needs before.
        sets: The variable that they set.
    """

    expression: str
    before: tuple[str, ...] = ()
    sets: str = ""


class _Function:
    """One function that asks rules in order."""

    def __init__(self, book: RuleBook, part: str, shape: str, patterns: dict[str, str]) -> None:
        self._rules = book.rules.get((part, shape), [])
        self._of_form = part == FORM
        self._patterns = patterns
        self._cues = book.cues.get(shape, 0)
        widths = [rule.width for rule in self._rules if rule.result != "nothing"]
        self._lowest = min((low for low, _ in widths), default=0)
        self._highest = max((high for _, high in widths), default=0)

    def lines(self, name: str) -> list[str]:
        """Its source."""
        # A form is asked at several places, a context at one.
        head = ("inner", "tables") if self._of_form else ("inlined", "nearby")
        otherwise = f"return {self._result('nothing', 0)}"
        lines = [f"@{head[0]}", f"def {name}(place, {head[1]}):"]
        lines += ["    data, at, stop = place.data, place.start, place.stop"]
        lines += ["    width = stop - at"]
        if self._rules:
            lines += [f"    if not {self._lowest} <= width <= {self._highest}:"]
            lines += [2 * _TAB + otherwise]
        lines += [_TAB + line for line in self._rule_lines()]
        return [*lines, _TAB + otherwise]

    def _rule_lines(self) -> list[str]:
        """The rules one after another."""
        rules = self._rules
        asked = [call for rule in rules for call in dict.fromkeys(map(self._call, rule.when))]
        known = [call for call in dict.fromkeys(asked) if asked.count(call) > 1]
        shared = {call: f"answer_{k}" for k, call in enumerate(known)}
        lines = [f"{name} = -1" for name in shared.values()]
        lines += ["cue = 0"] * any(rule.cue for rule in rules)
        lines += ["digits = count_digits(data, at, stop)"] * any(rule.digits for rule in rules)
        lines += _front_lines(rules, self._lowest)
        settled: set[str] = set()  # what a rule before has asked whatever the value
        for rule in rules:
            lines += [f"# {rule.place}"]
            tests = self._tests(rule, shared)
            for depth, test in enumerate(tests):
                if test.sets not in settled:
                    lines += [depth * _TAB + line for line in test.before]
                lines += [f"{depth * _TAB}if {test.expression}:"]
                if depth == 0 and test.sets:
                    settled.add(test.sets)
            lines += [len(tests) * _TAB + f"return {self._result(rule.result, rule.certainty)}"]
        return lines

    def _result(self, result: str, certainty: int) -> str:
        value = "NOTHING" if result == "nothing" else _constant(result)
        return value if self._of_form else f"{value}, {certainty}"

    def _tests(self, rule: Rule, shared: dict[str, str]) -> list[_Test]:
        """What a rule asks, the cheap things first."""
        tests = []
        low, high = max(rule.width[0], self._lowest), min(rule.width[1], self._highest)
        if (low, high) != (self._lowest, self._highest):
            tests += [_Test(f"width == {low}" if low == high else f"{low} <= width <= {high}")]
        if rule.digits:
            low, high = rule.digits
            tests += [_Test(f"{low} <= digits <= {high}")]
        if rule.prefix:
            tests += [_Test(_prefix_test(rule, self._lowest))]
        if rule.pattern:
            tests += [_Test(f"{self._patterns[repr(rule.pattern)]}(data, at, stop)")]
        if rule.check:
            tests += [_Test(self._check(rule))]
        if rule.cue:
            ask = f"cue_of(place, nearby.header, {self._cues:#x}, nearby.words)"
            lines = "if cue == 0:", f"{_TAB}cue = {ask}"
            tests += [_Test(f"cue & {rule.cue:#x}", lines, "cue")]
        for mask, reach in rule.cue_after:
            call = f"word_after(data, stop, place.cell_end, {reach}, {mask:#x}, nearby.words_after)"
            tests += [_Test(f"{call} > 0")]
        for condition in rule.when:
            call = self._call(condition)
            name = shared.get(call, "")
            if name:
                lines = f"if {name} < 0:", f"{_TAB}{name} = 1 if {call} else 0"
                tests += [_Test(f"{name} == {0 if condition.negated else 1}", lines, name)]
            else:
                tests += [_Test(f"{'not ' * condition.negated}{call}")]
        return tests

    def _check(self, rule: Rule) -> str:
        first, step = ("stop - 1", "-1") if rule.reversed else ("at", "1")
        names = {**self._names(), "at": first, "step": step}
        return f"{rule.check}({', '.join(names[name] for name in CHECKS[rule.check].parameters)})"

    def _names(self) -> dict[str, str]:
        tables = "tables" if self._of_form else "nearby.tables"
        return {**_NAMES, "tables": tables}

    def _call(self, condition: Condition) -> str:
        names = self._names()
        taken = [names[name] for name in CONDITIONS[condition.name].parameters]
        if condition.argument:
            taken.append(condition.argument)
        return f"{condition.name}({', '.join(taken)})"


def _prefix_test(rule: Rule, lowest: int) -> str:
    """Whether a value begins with one of a rule's prefixes; those too long for it do not count."""
    tests = []
    for low, high in rule.prefix:
        if len(low) > rule.width[0]:
            continue
        if low.isdecimal():
            front = _front(rule, len(low))
            number = front if len(low) <= lowest else _front_number(rule, len(low))
            same, within = f"{number} == {int(low)}", f"{int(low)} <= {number} <= {int(high)}"
            tests += [same if low == high else within]
        else:
            letters = enumerate(low.lower())
            tests += [" and ".join(f"lower_case(data[at + {k}]) == {ord(c)}" for k, c in letters)]
    return " or ".join(f"({test})" for test in tests) or "False"


def _front(rule: Rule, size: int) -> str:
    """The variable that holds the number of a value's first digits, or of its last from its end."""
    return f"{'back' if rule.reversed else 'front'}_{size}"


def _front_number(rule: Rule, size: int) -> str:
    """What is in it."""
    return f"number_read(data, {'stop - 1, -1' if rule.reversed else 'at, 1'}, {size})"


def _front_lines(rules: list[Rule], lowest: int) -> list[str]:
    """The lines that set these variables, as far as all values are as wide."""
    lines: dict[str, None] = {}
    for rule in rules:
        for low, _ in rule.prefix:
            if low.isdecimal() and len(low) <= lowest:
                lines[f"{_front(rule, len(low))} = {_front_number(rule, len(low))}"] = None
    return list(lines)
