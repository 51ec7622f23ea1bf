"""The template language: text, ``{field}``, ``[part {field}]`` and ``«one|or another»``.

A part in square brackets is dropped when one of its fields is empty. Of alternatives one is
written, all with equal chances; each may be empty, may hold fields and parts, and alternatives may
nest. Outside of ``«»`` a ``|`` is text. The language is used for whole records and, without
alternatives, for composed values such as addresses.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, NoReturn

from leakbench.generator.errors import LeakbenchError, hint

_TOKEN = re.compile(r"\{([a-z_0-9]+)\}|([\[\]«»|])|([^{}\[\]«»|]+)|(.)", re.DOTALL)
_DEEPEST = 20  # alternatives in alternatives
_FIELD = re.compile(r"\{([a-z_0-9]+)\}")


class TemplateError(LeakbenchError, ValueError):
    """A template is not well formed.

    Attributes:
        template: The template.
        reason: What is wrong with it.
    """

    def __init__(self, template: str, reason: str) -> None:
        self.template = template
        self.reason = reason
        super().__init__(f"template {template!r}: {reason}")


class Field(NamedTuple):
    """The value of a field."""

    name: str


class OptionalPart(NamedTuple):
    """What is written as a whole, or dropped if one of its fields is empty."""

    nodes: "Sequence[Node]"

    @property
    def needs(self) -> list[str]:
        """The fields of which none may be empty, each once, in order."""
        return list(dict.fromkeys(field.name for field in _fields(self.nodes)))


class Choice(NamedTuple):
    """Alternatives of which one is written."""

    alternatives: "Sequence[Sequence[Node]]"


Node = str | Field | OptionalPart | Choice
"""A piece of a template; a ``str`` is literal text."""


def fields_of(template: str) -> list[str]:
    """Names of the fields that a template uses, in order."""
    return _FIELD.findall(template)


def parse_template(template: str, fields: Collection[str]) -> list[Node]:
    """The nodes of a template; literal texts never follow one another.

    Args:
        template: The template.
        fields: The names that it may use.

    Raises:
        TemplateError: An unknown field, an unclosed part or alternative, a part in a part or
            without a field, a single alternative, or a stray brace.
    """
    return _Parser(template, fields).whole()


def ends_in(template: str, signs: str) -> bool:
    """Whether all that a template may write ends in one of some characters."""
    return _end_in(parse_template(template, fields_of(template)), signs)


def _end_in(nodes: "Sequence[Node]", signs: str) -> bool:
    match nodes[-1] if nodes else None:
        case str() as text:
            return text[-1] in signs
        case Choice(alternatives):
            return all(_end_in(some or nodes[:-1], signs) for some in alternatives)
        case _:
            return False


def _fields(nodes: "Sequence[Node]") -> Iterator[Field]:
    for node in nodes:
        if isinstance(node, Field):
            yield node
        elif isinstance(node, OptionalPart):
            yield from _fields(node.nodes)
        elif isinstance(node, Choice):
            for alternative in node.alternatives:
                yield from _fields(alternative)


class _Parser:
    """Takes a template's tokens one by one."""

    def __init__(self, template: str, fields: Collection[str]) -> None:
        self._template = template
        self._known = fields
        self._tokens = _TOKEN.findall(template)
        self._at = 0
        self._in_part = False
        self._choices = 0  # how many are open
        self._inner: dict[str, Callable[[], Node]] = {"[": self._optional, "«": self._choice}

    def whole(self) -> list[Node]:
        nodes = self._nodes("")
        return nodes if self._at == len(self._tokens) else self._misplaced()

    def _nodes(self, ends: str) -> list[Node]:
        """Nodes up to one of some signs, or to the end."""
        nodes: list[Node] = []
        while self._at < len(self._tokens):
            name, sign, text, stray = self._tokens[self._at]
            if sign and sign in ends:
                break
            if stray:
                self._wrong(f"stray {stray!r}")
            if sign and (sign != "|" or self._choices):
                nodes.append(self._inner.get(sign, self._misplaced)())
                continue
            self._at += 1
            if name:
                nodes.append(self._field(name))
            elif nodes and isinstance(nodes[-1], str):
                nodes[-1] += text or sign
            else:
                nodes.append(text or sign)
        return nodes

    def _field(self, name: str) -> Field:
        if name not in self._known:
            self._wrong(f"unknown field {name!r}; {hint(name, self._known)}")
        return Field(name)

    def _optional(self) -> OptionalPart:
        if self._in_part:
            self._misplaced()
        self._in_part = True
        self._at += 1
        part = OptionalPart(self._nodes("]"))
        self._close("]", "a part without an end")
        self._in_part = False
        return part if part.needs else self._wrong("a part without a field")

    def _choice(self) -> Choice:
        begin = self._at
        alternatives: list[list[Node]] = []
        self._choices += 1
        if self._choices > _DEEPEST:
            self._wrong("alternatives are nested too deeply")
        while not alternatives or self._tokens[self._at][1] == "|":
            self._at += 1
            alternatives.append(self._nodes("|»"))
            if self._at == len(self._tokens):
                break
        self._close("»", "alternatives without an end")
        self._choices -= 1
        if len(alternatives) == 1:
            self._wrong(f"a single alternative, {self._written(begin)}")
        return Choice(alternatives)

    def _close(self, sign: str, missing: str) -> None:
        if self._at == len(self._tokens) or self._tokens[self._at][1] != sign:
            self._wrong(missing)
        self._at += 1

    def _written(self, begin: int) -> str:
        """What has been taken since a token, as it is written."""
        tokens = self._tokens[begin : self._at]
        return "".join(f"{{{name}}}" if name else sign + text for name, sign, text, _ in tokens)

    def _misplaced(self) -> NoReturn:
        self._wrong(f"{self._tokens[self._at][1]!r} does not fit here")

    def _wrong(self, reason: str) -> NoReturn:
        raise TemplateError(self._template, reason)
