"""The grammar of addresses: rules that are drawn by weight, compiled to operations.

``data/address_rules.csv`` lists what a rule may be written as: literal text with ``_`` for a blank,
``{field}``, ``[parts]`` that are dropped when a field in them is empty, and ``<rule>``. Where a
rule has lines for a manner of writing, such as ``delivery``, these stand instead of its others. A
field is a column of a place, or a list from which the place's own random bits draw.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import Packed
from leakbench.generator.engine.tables import slots, table
from leakbench.generator.errors import LeakbenchError, hint

COPY, DRAW, SKIP, CHOICE = range(4)
"""Operations: copy a word, draw from a list, go on elsewhere if a field is empty, call a rule."""

CHOICE_BITS = 8
"""A way to write a rule is drawn by so many bits, so none may be rarer than 1 in 256."""

DEPTH = 8
"""How deep rules may stand within rules."""

_TOKEN = re.compile(r"\{([a-z_]+)\}|<([a-z_.]+)>|([\[\]])|([^{}\[\]<>]+)|(.)", re.DOTALL)


class GrammarError(LeakbenchError, ValueError):
    """A rule of addresses is not well formed."""


class Ways(NamedTuple):
    """How a rule may be written."""

    texts: list[str]
    weights: list[float]


class Grammar(NamedTuple):
    """A compiled grammar.

    Attributes:
        code: Operations, each in one number::

            63 ........ 40 39 ........ 8 7 ... 4  3   2  1 .. 0
            where to go on operand       column  of  end  kind

            The operand is the first word of a field, a list, a rule or a literal among the words;
            ``of`` says whether the place's entry in the column is counted on, ``end`` that the way
            ends here.
        ways: For every rule the first operation of the way that random bits choose.
        most: Words of which an address may be made.
    """

    code: Packed
    ways: NDArray[np.int16]
    most: int


@cache
def rules(manner: str) -> dict[str, Ways]:
    """The rules as they stand for a manner of writing."""
    rows = table("address_rules")
    found: dict[tuple[str, str], Ways] = {}
    columns = (rows[key] for key in ("rule", "manner", "text", "weight"))
    for rule, of, text, weight in zip(*columns, strict=True):
        ways = found.setdefault((rule, of), Ways([], []))
        ways.texts.append(text)
        ways.weights.append(float(weight))
    own = {rule: ways for (rule, of), ways in found.items() if of == manner}
    return {rule: ways for (rule, of), ways in found.items() if not of} | own


def operation(kind: int, operand: int, *, column: int | None = None, target: int = 0) -> int:
    """One operation as a number."""
    of = column is not None
    return target << 40 | operand << 8 | (column or 0) << 4 | of << 3 | kind


END = 4


class Compiler:
    """Compiles the rules of a manner of writing.

    Args:
        manner: The manner.
        fields: Where the words of each field begin, and of which column it is.
        lists: Names of the lists that are drawn from.
        literal: Gives the place of a literal among the words.
    """

    def __init__(
        self,
        manner: str,
        fields: Mapping[str, tuple[int, int]],
        lists: tuple[str, ...],
        literal: Callable[[str], int],
    ) -> None:
        self._rules = rules(manner)
        self._fields, self._lists, self._literal = fields, lists, literal
        self._code: list[int] = []
        self.number = {rule: place for place, rule in enumerate(self._rules)}
        ways = [self._ways_of(rule) for rule in self._rules]
        self.grammar = Grammar(
            np.array(self._code, np.int64),
            np.concatenate(ways).astype(np.int16),
            _most_words(self._rules),
        )

    def _ways_of(self, rule: str) -> NDArray[np.int64]:
        texts, weights = self._rules[rule]
        starts = []
        for text in texts:
            starts.append(len(self._code))
            self._add(rule, text)
            if len(self._code) == starts[-1] or self._open:
                # Nothing was written, or where an optional part leads to stands here.
                self._code.append(operation(COPY, self._literal("")))
            self._code[-1] |= END
        return np.array(starts)[slots(weights, CHOICE_BITS)]

    def _add(self, rule: str, text: str) -> None:
        self._open = False
        for part, optional in parts_of(rule, text):
            fields = [name for kind, name in part if kind == "field" and name in self._fields]
            skips = range(0)
            if optional and len(part) > 1:  # one field alone, if it is empty, writes nothing anyway
                skips = range(len(self._code), len(self._code) + len(fields))
                self._code += [0] * len(fields)
            for kind, name in part:
                self._append(rule, kind, name)
            for place, name in zip(skips, fields, strict=False):
                base, column = self._fields[name]
                self._code[place] = operation(SKIP, base, column=column, target=len(self._code))
            self._open = bool(skips) or (self._open and not part)

    def _append(self, rule: str, kind: str, name: str) -> None:
        if kind == "text":
            self._code.append(operation(COPY, self._literal(name)))
        elif kind == "rule":
            if name not in self.number:
                raise GrammarError(
                    f"rule {rule!r}: unknown rule {name!r}; {hint(name, self.number)}"
                )
            if len(self._rules[name].texts) == 1:  # nothing to choose
                self._add(name, self._rules[name].texts[0])
            else:
                self._code.append(operation(CHOICE, self.number[name]))
        elif name in self._fields:
            base, column = self._fields[name]
            self._code.append(operation(COPY, base, column=column))
        elif name in self._lists:
            self._code.append(operation(DRAW, self._lists.index(name)))
        else:
            known = [*self._fields, *self._lists]
            raise GrammarError(f"rule {rule!r}: unknown field {name!r}; {hint(name, known)}")


def parts_of(rule: str, text: str) -> list[tuple[list[tuple[str, str]], bool]]:
    """The parts of a way to write a rule: tokens (kind and text) and whether they are optional.

    Raises:
        GrammarError: A bracket that does not fit, or a stray character.
    """
    parts: list[tuple[list[tuple[str, str]], bool]] = [([], False)]
    for match in _TOKEN.finditer(text):
        field, called, bracket, literal, stray = match.groups("")
        if stray or (bracket and parts[-1][1] != (bracket == "]")):
            raise GrammarError(f"rule {rule!r}: {stray or bracket!r} does not fit in {text!r}")
        if bracket:
            parts.append(([], bracket == "["))
        else:
            kind = "field" if field else "rule" if called else "text"
            parts[-1][0].append((kind, field or called or literal.replace("_", " ")))
    if parts[-1][1]:
        raise GrammarError(f"rule {rule!r}: a part without an end in {text!r}")
    return parts


def _most_words(known: Mapping[str, Ways]) -> int:
    """How many words an address may have, what ends a way without a word included."""
    most: dict[str, int] = {}

    def of(rule: str) -> int:
        if rule not in most:
            most[rule] = 1 + max(
                sum(
                    of(name) if kind == "rule" else 1
                    for part, _ in parts_of(rule, text)
                    for kind, name in part
                )
                for text in known[rule].texts
            )
        return most[rule]

    return max(map(of, known))


def depth(manner: str) -> int:
    """How deep the rules of a manner stand within one another.

    Raises:
        GrammarError: A rule stands within itself.
    """
    known = rules(manner)
    deepest: dict[str, int] = {}

    def of(rule: str, above: tuple[str, ...]) -> int:
        if rule in above:
            raise GrammarError(f"rule {rule!r} stands within itself")
        if rule not in deepest:
            called = [
                name
                for text in known[rule].texts
                for part, _ in parts_of(rule, text)
                for kind, name in part
                if kind == "rule"
            ]
            deepest[rule] = 1 + max((of(name, (*above, rule)) for name in called), default=0)
        return deepest[rule]

    return max(of(rule, ()) for rule in known)
