import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.templates import compile_texts
from leakbench.generator.surfaces.cell_spans import cell_spans
from leakbench.generator.surfaces.rendering import render
from leakbench.generator.template_syntax import Choice, Field, OptionalPart, parse_template

from .plain_fields import DECOYS, FIELDS, LABELLED, VALUES, fields_like, found, further

pytestmark = pytest.mark.slow

LITERAL = st.text(
    st.characters(exclude_characters="{}[]«»|", codec="utf-8"), min_size=1, max_size=6
)
FIELD = st.sampled_from(["{a}", "{b}", "{c}"])


def choice(inner):
    """Alternatives of such templates."""
    return st.lists(inner, min_size=2, max_size=4).map(lambda some: f"«{'|'.join(some)}»")


WAYS = choice(st.one_of(LITERAL, FIELD))
PART = st.tuples(LITERAL, FIELD, st.one_of(LITERAL, WAYS)).map(lambda some: f"[{''.join(some)}]")
INNER = st.lists(st.one_of(LITERAL, FIELD, PART), max_size=3).map("".join)
CHOICE = choice(st.lists(st.one_of(INNER, choice(INNER)), max_size=2).map("".join))
TEMPLATE = st.lists(st.one_of(LITERAL, FIELD, PART, CHOICE), min_size=1, max_size=6).map("".join)
BITS = st.integers(0, 2**64 - 1)


def written(nodes, values, draw, number):
    """Text and field of each node that is written; ``number`` counts the choices as they stand."""
    for node in nodes:
        if isinstance(node, Choice):
            chosen = draw(next(number), len(node.alternatives))
            ways = [list(written(way, values, draw, number)) for way in node.alternatives]
            yield from ways[chosen]
        elif isinstance(node, OptionalPart):
            inside = list(written(node.nodes, values, draw, number))
            if all(values[name] for name in node.needs):
                yield from inside
        elif isinstance(node, Field):
            yield values[node.name], node.name
        else:
            yield node, None


def expected(template, values, bits):
    """The same language in a few lines of Python."""

    def draw(number, bound):
        z = (bits + number * 0x9E3779B97F4A7C15) % 2**64
        z = (z ^ z >> 32) * 0xD6E8FEB86659FD93 % 2**64
        return (z >> 32) * bound >> 32

    text, spans = "", []
    for piece, field in written(parse_template(template, FIELDS), values, draw, itertools.count()):
        if field and piece:
            spans.append((len(text), len(text) + len(piece), FIELDS[field]))
        text += piece
    return text, spans


@given(st.lists(TEMPLATE, min_size=1, max_size=4), VALUES, st.data())
def test_rendering_is_the_language(templates, rows, data):
    """Texts and spans are those of a plain interpreter of the language."""
    arena = Arena()
    programs = compile_texts(templates, FIELDS, arena)
    columns = [arena.intern([row[name] for row in rows]) for name in FIELDS]
    program = np.arange(len(rows), dtype=np.int32) % len(templates)
    bits = np.array(data.draw(st.lists(BITS, min_size=len(rows), max_size=len(rows))), np.uint64)
    made = render(program, bits, programs, fields_like(columns), arena)
    for row, values in enumerate(rows):
        text, spans = expected(templates[program[row]], values, int(bits[row]))
        assert made.text[made.offsets[row] : made.offsets[row + 1]].tobytes().decode() == text
        assert found(made.spans, row) == [span for span in spans if span[2] in LABELLED]
        assert found(made.decoys, row) == [span for span in spans if span[2] in DECOYS]


def test_alternatives_are_drawn_apart_and_equally_often():
    """Each about equally often, and so each pair of two choices."""
    rows, arena = 30_000, Arena()
    programs = compile_texts(["«1|2|3»" * 6], FIELDS, arena)
    bits = Streams(7, "test").bits("alternatives", np.arange(rows))
    empty = [arena.intern([""] * rows)] * 3
    made = render(np.zeros(rows, np.int32), bits, programs, fields_like(empty), arena)
    ways = made.text.reshape(rows, 6) - ord("1")
    for one, other in itertools.combinations(range(6), 2):
        counts = np.bincount(3 * ways[:, one] + ways[:, other], minlength=9)
        assert np.abs(counts - rows / 9).max() < 5 * (rows / 9) ** 0.5


@given(VALUES)
def test_several_parts_follow_one_another(rows):
    """Texts of two templates are the one's text and then the other's, a missing one nothing."""
    arena = Arena()
    programs = compile_texts(["<{a}>", "{b}[ {c}]"], FIELDS, arena)
    columns = [arena.intern([row[name] for row in rows]) for name in FIELDS]
    second = np.where(np.arange(len(rows)) % 2, 1, -1)
    program = np.stack([np.zeros(len(rows)), second]).astype(np.int32)
    made = render(
        program, np.zeros(program.shape, np.uint64), programs, fields_like(columns), arena
    )
    for row, values in enumerate(rows):
        text = f"<{values['a']}>"
        if row % 2:
            text += values["b"] + (f" {values['c']}" if values["c"] else "")
        assert made.text[made.offsets[row] : made.offsets[row + 1]].tobytes().decode() == text


def test_what_is_marked_in_a_string_is_what_is_found():
    """Several values in one string give as many spans, moved to where the string stands."""
    arena = Arena()
    columns = [arena.intern([text]) for text in ("xx12/345", "", "")]
    fields = fields_like(columns)._replace(
        changed=np.array([0, -1, -1], np.int32),
        extents=np.array([[2 << 48 | 4 << 32]]),
        form=np.zeros((1, 1), np.int16),
        several=np.array([0, -1, -1], np.int32),
        further=further(1, [(0, 5, 8, 0, -1)]),
    )
    programs = compile_texts(["字：{a}。"], FIELDS, arena)
    made = render(np.zeros(1, np.int32), np.zeros(1, np.uint64), programs, fields, arena)
    assert found(made.spans, 0) == [(4, 6, 0), (7, 10, 0)]
    assert found(cell_spans(fields, np.arange(3)[:, None])[0], 0) == [(2, 4, 0), (5, 8, 0)]


@pytest.mark.parametrize(
    ("own", "nobody", "expected"),
    [(-1, False, (0, 7)), (1, False, (1, 7)), (1, True, (1, -1))],
)
def test_forms_may_say_what_a_value_is_and_that_it_is_nobodys(own, nobody, expected):
    """Else the field says it; another value has a label and a person of its own."""
    arena = Arena()
    columns = [arena.intern([text]) for text in ("12/345", "", "")]
    fields = fields_like(columns)._replace(
        changed=np.array([0, -1, -1], np.int32),
        extents=np.array([[0 << 48 | 2 << 32]]),
        form=np.zeros((1, 1), np.int16),
        person=np.array([0, -1, -1], np.int32),
        several=np.array([0, -1, -1], np.int32),
        further=further(1, [(0, 3, 6, 0, 9)]),
        subject=np.array([[7], [9]]),
        own_label=np.array([own], np.int8),
        nobody=np.array([nobody]),
    )
    programs = compile_texts(["{a}"], FIELDS, arena)
    made = render(np.zeros(1, np.int32), np.zeros(1, np.uint64), programs, fields, arena)
    cells, of_cells, _ = cell_spans(fields, np.arange(3)[:, None])
    for spans, known in ((made.spans, made.attributes), (cells, of_cells)):
        told = list(zip(spans.label.tolist(), known.subject.tolist(), strict=True))
        assert told == [expected, (0, 9)]


def test_lists_are_marked_in_texts_and_cells():
    """Each row has as many spans as its list has values, even where the sample has none of them."""
    arena, rows = Arena(), 4096
    long = np.flatnonzero(np.arange(rows) % 8 == 7).tolist()
    texts = [";".join("12345") if row in set(long) else "" for row in range(rows)]
    lists = arena.intern(texts)
    values = [(row, 2 * at, 2 * at + 1, at % 2, at) for row in long for at in range(5)]
    fields = fields_like([lists] * 3)._replace(
        changed=np.array([0, -1, -1], np.int32),
        extents=np.zeros((1, rows), np.int64),
        form=np.zeros((1, rows), np.int16),
        several=np.array([0, -1, -1], np.int32),
        further=further(rows, values),
    )
    programs = compile_texts(["字{a}"], FIELDS, arena)
    bits = np.zeros(rows, np.uint64)
    made = render(np.zeros(rows, np.int32), bits, programs, fields, arena)
    cells, known, _ = cell_spans(fields, np.zeros((1, 1), np.int64))
    for spans, begin in ((made.spans, 1), (cells, 0)):
        for row in (0, *long[:3], long[-1]):
            mine = [(begin + a, begin + b, label) for at, a, b, label, _ in values if at == row]
            assert found(spans, row) == mine
    assert known.subject.tolist() == made.attributes.subject.tolist() == [one[4] for one in values]


def test_rows_that_need_more_than_the_sample_promises_are_written_all_the_same():
    """Sampled rows are short, and those between them long."""
    arena, rows = Arena(), 4096
    which = np.arange(rows) % 8 // 7
    column = arena.intern(["x", "长" * 400]).take(which)
    programs = compile_texts(["{a}{b}|{c}"], FIELDS, arena)
    fields = fields_like([column] * 3)
    bits = np.zeros(rows, np.uint64)
    made = render(np.zeros(rows, np.int32), bits, programs, fields, arena)
    texts = [
        made.text[begin:end].tobytes().decode()
        for begin, end in itertools.pairwise(made.offsets.tolist())
    ]
    parts = ["x", "长" * 400]
    assert texts == [f"{parts[one] * 2}|{parts[one]}" for one in which.tolist()]
