"""What templates say: one reading of each, its stretches of text, what stands before its fields."""

import re
from collections.abc import Iterator, Sequence

from leakbench.generator.template_syntax import (
    Choice,
    Field,
    Node,
    OptionalPart,
    fields_of,
    parse_template,
)

_WIDEST = 10  # characters before a field that are told apart
_TAIL = re.compile(rf"\w{{0,{_WIDEST}}}(?:[：:=→】〗] *)?$")
_ENDED = "\0"  # behind the name of a field that was written last


def nodes_of(template: str) -> list[Node]:
    """The nodes of a template, whatever its fields are called."""
    return parse_template(template, fields_of(template))


def first_reading(nodes: Sequence[Node]) -> str:
    """A template without signs: the first of all alternatives, with every part written."""
    return "".join(_read(nodes, alternatives=True))


def skeleton(nodes: Sequence[Node]) -> str:
    """What every reading has: a template without alternatives, with every part written."""
    return "".join(_read(nodes, alternatives=False))


def _read(nodes: Sequence[Node], *, alternatives: bool) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif isinstance(node, Field):
            yield f"{{{node.name}}}"
        elif isinstance(node, OptionalPart):
            yield from _read(node.nodes, alternatives=alternatives)
        elif alternatives:
            yield from _read(node.alternatives[0], alternatives=True)


def stretches(nodes: Sequence[Node]) -> list[str]:
    """Texts without a break: between fields, and within one alternative."""
    return [text for text in _cut(nodes) if text]


def _cut(nodes: Sequence[Node]) -> list[str]:
    """The stretches of some nodes, of which the first and the last may go on outside."""
    found = [""]
    for node in nodes:
        if isinstance(node, str):
            found[-1] += node
        elif isinstance(node, OptionalPart):
            first, *others = _cut(node.nodes)
            found[-1] += first
            found += others
        else:
            if isinstance(node, Choice):
                found += [text for one in node.alternatives for text in _cut(one)]
            found.append("")
    return found


class Before:
    """What may stand before each field of a template, in any of its readings.

    Attributes:
        words: Words and the sign behind them, such as ``手机：``, by field.
        fields: The fields that nothing stands between, by field.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.words: dict[str, set[str]] = {}
        self.fields: dict[str, set[str]] = {}
        self._walk(nodes, {""})

    def _walk(self, nodes: Sequence[Node], before: set[str]) -> set[str]:
        for node in nodes:
            if isinstance(node, str):
                before = {self._tail(one.rpartition(_ENDED)[2] + node) for one in before}
            elif isinstance(node, Field):
                self._note(node.name, before)
                before = {node.name + _ENDED}
            elif isinstance(node, OptionalPart):
                before = before | self._walk(node.nodes, before)
            else:
                ends = [self._walk(alternative, before) for alternative in node.alternatives]
                before = set().union(*ends)
        return before

    def _note(self, field: str, before: set[str]) -> None:
        touching = {one for one in before if one.endswith(_ENDED)}
        self.words.setdefault(field, set()).update(before - touching)
        self.fields.setdefault(field, set()).update(one[:-1] for one in touching)

    @staticmethod
    def _tail(text: str) -> str:
        found = _TAIL.search(text)
        return found[0] if found else ""
