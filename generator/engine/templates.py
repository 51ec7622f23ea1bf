"""Templates compiled to operations that the renderer runs row by row.

An operation copies a literal, copies a field, or skips ahead if a field is empty. The language of
templates is that of ``template_syntax``.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import Arena, Packed
from leakbench.generator.template_syntax import parse_template

LITERAL, FIELD, SKIP = 0, 1, 2


class Programs(NamedTuple):
    """Compiled templates.

    Attributes:
        first: Index of each template's first operation; one more entry closes the last.
        kind: ``LITERAL``, ``FIELD`` or ``SKIP`` for each operation.
        operand: Which literal or field.
        target: For ``SKIP``, the operation to go on with if the field is empty.
        literals: The literals, interned, as ``Strings`` packs them.
    """

    first: NDArray[np.int32]
    kind: NDArray[np.int8]
    operand: NDArray[np.int32]
    target: NDArray[np.int32]
    literals: Packed


def compile_templates(
    templates: Sequence[str], fields: Mapping[str, int], arena: Arena
) -> Programs:
    """Compile templates over numbered fields.

    Raises:
        TemplateError: An unknown field, a nested or unclosed part, or a stray brace.
    """
    assembler = _Assembler(fields)
    for template in templates:
        assembler.add(template)
    return Programs(
        np.array(assembler.first, np.int32),
        np.array(assembler.kind, np.int8),
        np.array(assembler.operand, np.int32),
        np.array(assembler.target, np.int32),
        arena.intern(list(assembler.literals)).packed,
    )


class _Assembler:
    """Collects the operations of templates one after another."""

    def __init__(self, fields: Mapping[str, int]) -> None:
        self._fields = fields
        self.first = [0]
        self.kind: list[int] = []
        self.operand: list[int] = []
        self.target: list[int] = []
        self.literals: dict[str, int] = {}

    def add(self, template: str) -> None:
        for piece in parse_template(template, self._fields):
            skips = [self._append(SKIP, self._fields[field]) for field in piece.needs]
            for name, text in piece.tokens:
                if name:
                    self._append(FIELD, self._fields[name])
                else:
                    self._append(LITERAL, self.literals.setdefault(text, len(self.literals)))
            for skip in skips:
                self.target[skip] = len(self.kind)
        self.first.append(len(self.kind))

    def _append(self, kind: int, operand: int) -> int:
        self.kind.append(kind)
        self.operand.append(operand)
        self.target.append(-1)
        return len(self.kind) - 1
