"""Templates compiled to operations that are run row by row.

Every operation does the same: it copies a literal and a field, either of which may be nothing, and
goes on with one of some operations that stand side by side. So a row is written without a branch
that nobody can foresee. The language of templates is that of ``template_syntax``.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.streams import DRAW_STEP
from leakbench.generator.engine.strings import Arena
from leakbench.generator.template_syntax import (
    Choice,
    Field,
    Node,
    OptionalPart,
    TemplateError,
    parse_template,
)

FIELD_BITS, WAY_BITS = 14, 16
FIELD_MASK, WAY_MASK = (1 << FIELD_BITS) - 1, (1 << WAY_BITS) - 1
HAS_FIELD, IS_SKIP = FIELD_BITS, FIELD_BITS + 1
WAY_SHIFT, NEXT_SHIFT = 16, 32
WORDS = 3  # of an operation

END = -1
"""Where to go on when a template is done."""


class Programs(NamedTuple):
    """Compiled templates.

    Attributes:
        first: Each template's first operation, shape (templates,).
        code: The operations, three numbers each, shape (operations, 3): a literal as ``Strings``
            packs it; where it goes on; and what is added to random bits for its draw of a way::

                63 ........ 32 31 .. 16 15   14    13 .. 0
                where to go on ways     skip field  field

            ``field`` says whether there is one. A skip copies nothing: it takes the second way if
            its field is empty, else the first.
        literal_bytes: Bytes of all literals of each template, whatever alternative they are in.
        values: How many values each template writes at most; a list counts once.
        choices: How many choices among alternatives each template has.
        longest: How many operations the longest template has.
    """

    first: NDArray[np.int32]
    code: NDArray[np.int64]
    literal_bytes: NDArray[np.int64]
    values: NDArray[np.int64]
    choices: NDArray[np.int64]
    longest: int


def compile_templates(
    templates: Sequence[str], fields: Mapping[str, int], arena: Arena
) -> Programs:
    """Compile templates of composed values over numbered fields.

    Raises:
        TemplateError: One is not well formed, or has alternatives, which ``compose`` has not.
    """
    programs = compile_texts(templates, fields, arena)
    for template, choices in zip(templates, programs.choices, strict=True):
        if choices:
            raise TemplateError(template, "a composed value has no alternatives («»)")
    return programs


def compile_texts(templates: Sequence[str], fields: Mapping[str, int], arena: Arena) -> Programs:
    """Compile templates of texts over numbered fields.

    Raises:
        TemplateError: One is not well formed.
    """
    assembler = _Assembler(fields)
    ends, choices = [0], []
    for template in templates:
        choices.append(assembler.add(template))
        ends.append(len(assembler.operations))
    literals = arena.intern(list(assembler.literals))
    literal, field, skip, place, ways, number = np.array(assembler.operations, np.int64).T
    word = (
        np.where(place == END, END, WORDS * place) << NEXT_SHIFT
        | ways << WAY_SHIFT
        | skip << IS_SKIP
    )
    word |= (field >= 0) << HAS_FIELD | np.maximum(field, 0)
    step = number.astype(np.uint64) * DRAW_STEP
    return Programs(
        WORDS * np.array(assembler.first, np.int32),
        np.stack([literals.packed[literal], word, step.view(np.int64)], axis=1),
        _of_each(ends, literals.size[literal]),
        _of_each(ends, ((field >= 0) & (skip == 0)).astype(np.int64)),
        np.array(choices, np.int64),
        int(np.diff(ends).max(initial=1)),
    )


def _of_each(ends: list[int], counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """The sum over the operations of each template."""
    total = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    return np.diff(total[ends])


class _Piece(NamedTuple):
    """A literal with the field behind it, if there is one."""

    literal: str
    field: str | None = None


class _Goto(NamedTuple):
    """Where to go on: with one of so many ways that begin there, by the draw of this number."""

    place: int
    ways: int = 1
    number: int = 0


class _Operation(NamedTuple):
    """One operation: numbers of its literal and field, whether it is a skip, where it goes on."""

    literal: int
    field: int
    skip: int
    place: int
    ways: int
    number: int


class _Assembler:
    """Collects the operations of templates, from the end of each to its beginning.

    Attributes:
        first: As ``Programs`` has it.
        operations: Those there are so far.
        literals: The literals, numbered.
    """

    def __init__(self, fields: Mapping[str, int]) -> None:
        self._fields = fields
        self.first: list[int] = []
        self.operations: list[_Operation] = []
        self.literals: dict[str, int] = {}

    def add(self, template: str) -> int:
        """Add a template; gives the number of its choices."""
        nodes = parse_template(template, self._fields)
        self.first.append(self._placed([self._begin(nodes, _Goto(END), 0)]).place)
        return _choices(nodes)

    def _begin(self, nodes: Sequence[Node], after: _Goto, number: int) -> _Operation:
        """The operation with which nodes begin; the others stand, and go on where it is said.

        Choices are numbered from a number on, in the order of the template.
        """
        number += _choices(nodes)
        begin = None
        for node in reversed(list(_pieces(nodes))):
            if begin is not None:
                after, begin = self._placed([begin]), None
            number -= _choices([node]) if not isinstance(node, _Piece) else 0
            if isinstance(node, _Piece):
                begin = self._copy(after, *node)
            elif isinstance(node, OptionalPart):
                begin = self._begin(node.nodes, after, number)
                for name in reversed(node.needs):
                    there = self._placed([begin, self._copy(after)])
                    begin = self._copy(there, "", name)._replace(skip=1)
            else:
                after = self._choose(node, after, number)
        return begin or self._copy(after)

    def _choose(self, choice: Choice, after: _Goto, number: int) -> _Goto:
        inner = number + 1
        ways = []
        for alternative in choice.alternatives:
            ways.append(self._begin(alternative, after, inner))
            inner += _choices(alternative)
        return self._placed(ways)._replace(ways=len(ways), number=number)

    def _copy(self, after: _Goto, literal: str = "", field: str | None = None) -> _Operation:
        number = self.literals.setdefault(literal, len(self.literals))
        return _Operation(number, -1 if field is None else self._fields[field], 0, *after)

    def _placed(self, side_by_side: list[_Operation]) -> _Goto:
        place = len(self.operations)
        self.operations += side_by_side
        return _Goto(place)


def _choices(nodes: Sequence[Node]) -> int:
    """How many choices there are in nodes, those within others included."""
    count = 0
    for node in nodes:
        if isinstance(node, Choice):
            count += 1 + sum(map(_choices, node.alternatives))
        elif isinstance(node, OptionalPart):
            count += _choices(node.nodes)
    return count


def _pieces(nodes: Sequence[Node]) -> Iterator[_Piece | OptionalPart | Choice]:
    """The nodes, fields together with the literals before them."""
    literal = ""
    for node in nodes:
        if isinstance(node, str):
            literal = node
            continue
        if isinstance(node, Field):
            yield _Piece(literal, node.name)
        elif literal:
            yield _Piece(literal)
        if not isinstance(node, Field):
            yield node
        literal = ""
    if literal:
        yield _Piece(literal)
