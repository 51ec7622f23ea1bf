"""Templates compiled to operations that are run row by row.

An operation copies a literal, copies a field, skips ahead if a field is empty, or goes to one of
several alternatives, and each says where to go on. The language of templates is that of
``template_syntax``.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import Arena
from leakbench.generator.template_syntax import (
    Choice,
    Field,
    Node,
    TemplateError,
    parse_template,
)

LITERAL, FIELD, SKIP, CHOICE, JUMP = 0, 1, 2, 3, 4
"""Operations: copy a literal, copy a field, go on elsewhere if a field is empty, draw one of the
jumps that follow, go to an alternative."""

OPERAND_SHIFT, NEXT_SHIFT = 3, 32
KIND_MASK = (1 << OPERAND_SHIFT) - 1
OPERAND_MASK = (1 << NEXT_SHIFT - OPERAND_SHIFT) - 1

END = -1
"""Where to go on when a template is done."""


class Programs(NamedTuple):
    """Compiled templates.

    Attributes:
        first: Index of each template's first operation; one more entry closes the last.
        code: The operations, two numbers each, shape (operations, 2)::

            63 ........ 32 31 .... 3 2 .. 0
            where to go on operand   kind      and a literal, as ``Strings`` packs it

            The operand is a field, or for ``CHOICE`` the number of alternatives; there the place
            of the literal holds its number within the template. ``SKIP`` goes on elsewhere if the
            field is empty, else behind itself.
        literal_bytes: Bytes of all literals of each template, whatever alternative they are in.
        values: How many values each template writes at most: a field may hold two.
    """

    first: NDArray[np.int32]
    code: NDArray[np.int64]
    literal_bytes: NDArray[np.int64]
    values: NDArray[np.int64]

    @property
    def kind(self) -> NDArray[np.int64]:
        """The kind of each operation."""
        return self.code[:, 0] & KIND_MASK


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
    literals = arena.intern(list(assembler.literals))
    kind, operand, target = np.array(assembler.operations, np.int64).reshape(-1, 3).T
    is_literal = kind == LITERAL
    beside = np.where(kind == CHOICE, target, 0)
    beside[is_literal] = literals.packed[operand[is_literal]]
    size = np.zeros(len(kind), np.int64)
    size[is_literal] = literals.size[operand[is_literal]]
    behind = np.array(assembler.following, np.int64)
    operand = np.where(is_literal, 0, operand)
    first = np.array(assembler.first, np.int32)
    return Programs(
        first,
        np.stack([behind << NEXT_SHIFT | operand << OPERAND_SHIFT | kind, beside], axis=1),
        _of_each(first, size),
        _of_each(first, 2 * (kind == FIELD)),
    )


def _of_each(first: NDArray[np.int32], counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """The sum over the operations of each template."""
    total = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    return np.diff(total[first])


class _Assembler:
    """Collects the operations of templates one after another.

    Attributes:
        first: As ``Programs`` has it.
        operations: Kind, operand and, for ``CHOICE``, its number.
        following: Where each goes on; a ``SKIP``, if its field is empty.
        literals: The literals, numbered.
    """

    def __init__(self, fields: Mapping[str, int]) -> None:
        self._fields = fields
        self._choices = 0
        self.first = [0]
        self.operations: list[tuple[int, int, int]] = []
        self.following: list[int] = []
        self.literals: dict[str, int] = {}

    def add(self, template: str) -> None:
        """Add a template."""
        self._choices = 0
        nodes = parse_template(template, self._fields)
        self._land(self._write(nodes or [""], []), END)
        self.first.append(len(self.operations))

    def _write(self, nodes: Sequence[Node], ends: list[int]) -> list[int]:
        """Write nodes behind what ends so far; gives the operations with which they end.

        What ends goes on with the operation that comes next, and where it does not know it yet, it
        waits for it: so nothing needs to jump over the alternatives that were not drawn.
        """
        for node in nodes:
            if isinstance(node, str):
                ends = [self._append(ends, LITERAL, self._number(node))]
            elif isinstance(node, Field):
                ends = [self._append(ends, FIELD, self._fields[node.name])]
            elif isinstance(node, Choice):
                ends = self._choose(node.alternatives, ends)
            else:
                skips = []
                for name in node.needs:
                    skips.append(self._append(ends, SKIP, self._fields[name]))
                    ends = []
                ends = [*skips, *self._write(node.nodes, [])]
        return ends

    def _choose(self, alternatives: Sequence[Sequence[Node]], ends: list[int]) -> list[int]:
        self._append(ends, CHOICE, len(alternatives), self._choices)
        self._choices += 1
        jumps = [self._append([], JUMP, 0) for _ in alternatives]
        return [
            end
            for jump, alternative in zip(jumps, alternatives, strict=True)
            for end in self._write(alternative, [jump])
        ]

    def _number(self, literal: str) -> int:
        return self.literals.setdefault(literal, len(self.literals))

    def _land(self, ends: Sequence[int], place: int) -> None:
        for end in ends:
            self.following[end] = place

    def _append(self, ends: Sequence[int], kind: int, operand: int, number: int = 0) -> int:
        """One operation, with which what ends goes on."""
        place = len(self.operations)
        self._land(ends, place)
        self.operations.append((kind, operand, number))
        self.following.append(END)
        return place
