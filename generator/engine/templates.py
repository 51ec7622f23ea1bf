"""Templates compiled to operations that are run row by row.

An operation copies a literal, copies a field, skips ahead if a field is empty, goes to one of
several alternatives, or goes on elsewhere. The language of templates is that of
``template_syntax``.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import Arena, Packed
from leakbench.generator.template_syntax import (
    Choice,
    Field,
    Node,
    TemplateError,
    parse_template,
)

LITERAL, FIELD, SKIP, CHOICE, JUMP = 0, 1, 2, 3, 4


class Programs(NamedTuple):
    """Compiled templates.

    Attributes:
        first: Index of each template's first operation; one more entry closes the last.
        kind: ``LITERAL``, ``FIELD``, ``SKIP``, ``CHOICE`` or ``JUMP`` for each operation.
        operand: Which literal or field; for ``CHOICE``, of how many alternatives, for each of which
            a ``JUMP`` to it follows.
        target: For ``JUMP``, the operation to go on with; for ``SKIP``, the one to go on with if
            the field is empty; for ``CHOICE``, its number within the template.
        literals: The literals, interned, as ``Strings`` packs them.
        literal_bytes: Bytes of all literals of each template, whatever alternative they are in.
        values: How many values each template writes at most: a field may hold two.
    """

    first: NDArray[np.int32]
    kind: NDArray[np.int8]
    operand: NDArray[np.int32]
    target: NDArray[np.int32]
    literals: Packed
    literal_bytes: NDArray[np.int64]
    values: NDArray[np.int64]


def compile_templates(
    templates: Sequence[str], fields: Mapping[str, int], arena: Arena
) -> Programs:
    """Compile templates of composed values over numbered fields.

    Raises:
        TemplateError: One is not well formed, or has alternatives, which ``compose`` has not.
    """
    programs = compile_texts(templates, fields, arena)
    choices = np.flatnonzero(programs.kind == CHOICE)
    if len(choices):
        template = templates[np.searchsorted(programs.first, choices[0], "right") - 1]
        raise TemplateError(template, "a composed value has no alternatives («»)")
    return programs


def compile_texts(templates: Sequence[str], fields: Mapping[str, int], arena: Arena) -> Programs:
    """Compile templates of texts over numbered fields.

    Raises:
        TemplateError: One is not well formed.
    """
    assembler = _Assembler(fields)
    for template in templates:
        assembler.add(template)
    first, kind = np.array(assembler.first, np.int32), np.array(assembler.kind, np.int8)
    operand, literals = (
        np.array(assembler.operand, np.int32),
        arena.intern(list(assembler.literals)),
    )
    is_literal = kind == LITERAL
    size = np.zeros(len(kind), np.int64)
    size[is_literal] = literals.size[operand[is_literal]]
    return Programs(
        first,
        kind,
        operand,
        np.array(assembler.target, np.int32),
        literals.packed,
        _of_each(first, size),
        _of_each(first, 2 * (kind == FIELD)),
    )


def _of_each(first: NDArray[np.int32], counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """The sum over the operations of each template."""
    total = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    return np.diff(total[first])


class _Assembler:
    """Collects the operations of templates one after another."""

    def __init__(self, fields: Mapping[str, int]) -> None:
        self._fields = fields
        self._choices = 0
        self.first = [0]
        self.kind: list[int] = []
        self.operand: list[int] = []
        self.target: list[int] = []
        self.literals: dict[str, int] = {}

    def add(self, template: str) -> None:
        self._choices = 0
        self._write(parse_template(template, self._fields))
        self.first.append(len(self.kind))

    def _write(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._append(LITERAL, self.literals.setdefault(node, len(self.literals)))
            elif isinstance(node, Field):
                self._append(FIELD, self._fields[node.name])
            elif isinstance(node, Choice):
                self._choose(node.alternatives)
            else:
                skips = [self._append(SKIP, self._fields[name]) for name in node.needs]
                self._write(node.nodes)
                self._land(skips)

    def _choose(self, alternatives: Sequence[Sequence[Node]]) -> None:
        self._append(CHOICE, len(alternatives), self._choices)
        self._choices += 1
        ways = [self._append(JUMP, 0) for _ in alternatives]
        ends = []
        for way, alternative in zip(ways, alternatives, strict=True):
            if not alternative:  # nothing to write: straight to the end
                ends.append(way)
                continue
            self._land([way])
            self._write(alternative)
            ends.append(self._append(JUMP, 0))
        self._land(ends)

    def _land(self, leaps: Sequence[int]) -> None:
        """Let leaps end at the operation that comes next."""
        for leap in leaps:
            self.target[leap] = len(self.kind)

    def _append(self, kind: int, operand: int, target: int = -1) -> int:
        self.kind.append(kind)
        self.operand.append(operand)
        self.target.append(target)
        return len(self.kind) - 1
