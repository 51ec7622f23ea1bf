"""The template language: literal text, ``{field}``, and ``[parts]`` dropped when a field is empty.

A template compiles to operations that the renderer runs row by row: copy a literal, copy a field,
or skip ahead if a field is empty. The language is used for whole records and for composed values
such as addresses.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import Arena, Packed
from leakbench.generator.errors import LeakbenchError

_TOKEN = re.compile(r"\{([a-z_0-9]+)\}|([\[\]])|([^{}\[\]]+)|(.)", re.DOTALL)

LITERAL, FIELD, SKIP = 0, 1, 2


class TemplateError(LeakbenchError, ValueError):
    """A template is not well formed.

    Attributes:
        template: The template.
    """

    def __init__(self, template: str, reason: str) -> None:
        self.template = template
        super().__init__(f"template {template!r}: {reason}")


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


def fields_of(template: str) -> list[str]:
    """Names of the fields that a template uses, in order."""
    return [match[1] for match in _TOKEN.finditer(template) if match[1]]


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
        opened: list[int] | None = None  # the skips of the part we are in
        for match in _TOKEN.finditer(template):
            name, bracket, text, stray = match.groups()
            if stray is not None:
                raise TemplateError(template, f"stray {stray!r}")
            if name:
                self._append(FIELD, self._number(name, template))
            elif text:
                self._append(LITERAL, self.literals.setdefault(text, len(self.literals)))
            elif bracket == "[" and opened is None:
                opened = self._open(template, match.end())
            elif bracket == "]" and opened is not None:
                for skip in opened:
                    self.target[skip] = len(self.kind)
                opened = None
            else:
                raise TemplateError(template, f"{bracket!r} does not fit here")
        if opened is not None:
            raise TemplateError(template, "a part without an end")
        self.first.append(len(self.kind))

    def _open(self, template: str, begin: int) -> list[int]:
        inside = fields_of(template[begin:].partition("]")[0])
        if not inside:
            raise TemplateError(template, "a part without a field")
        return [self._append(SKIP, self._number(field, template)) for field in inside]

    def _append(self, kind: int, operand: int) -> int:
        self.kind.append(kind)
        self.operand.append(operand)
        self.target.append(-1)
        return len(self.kind) - 1

    def _number(self, field: str, template: str) -> int:
        try:
            return self._fields[field]
        except KeyError:
            raise TemplateError(template, f"unknown field {field!r}") from None
