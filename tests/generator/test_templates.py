import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.render import Values, render
from leakbench.generator.strings import Arena
from leakbench.generator.templates import TemplateError, compile_templates, fields_of

FIELDS = {"a": 0, "b": 1, "c": 2}
LITERAL = st.text(st.characters(exclude_characters="{}[]", codec="utf-8"), min_size=1, max_size=6)
PIECE = st.one_of(
    LITERAL,
    st.sampled_from(["{a}", "{b}", "{c}"]),
    st.tuples(LITERAL, st.sampled_from("abc")).map(lambda part: f"[{part[0]}{{{part[1]}}}]"),
)
TEMPLATE = st.lists(PIECE, min_size=1, max_size=6).map("".join)
VALUES = st.lists(
    st.fixed_dictionaries(
        {name: st.text(st.characters(codec="utf-8"), max_size=20) for name in FIELDS}
    ),
    min_size=1,
    max_size=8,
)


def expected(template, values):
    """The same language in three lines of Python."""

    def part(match):
        names = fields_of(match[1])
        return match[1] if all(values[name] for name in names) else ""

    kept = re.sub(r"\[([^]]*)\]", part, template)
    pieces = re.split(r"\{(\w)\}", kept)
    text, spans = "", []
    for at, piece in enumerate(pieces):
        if at % 2 and values[piece]:
            spans.append((len(text), len(text) + len(values[piece]), FIELDS[piece]))
        text += values[piece] if at % 2 else piece
    return text, spans


@given(st.lists(TEMPLATE, min_size=1, max_size=4), VALUES)
def test_rendering_is_the_language(templates, rows):
    """Texts and marks are those of a plain interpreter of the language."""
    arena = Arena()
    programs = compile_templates(templates, FIELDS, arena)
    columns = [arena.intern([row[name] for row in rows]) for name in FIELDS]
    packed = np.stack([column.packed for column in columns])
    chars = np.stack([column.chars for column in columns]).astype(np.int32)[None]
    values = Values(packed, np.zeros_like(chars), chars)
    program = np.arange(len(rows), dtype=np.int32) % len(templates)
    made = render(program, programs, values, arena)
    for row, fields in enumerate(rows):
        text, spans = expected(templates[program[row]], fields)
        assert made.text[made.offsets[row] : made.offsets[row + 1]].tobytes().decode() == text
        mine = slice(made.first[row], made.first[row + 1])
        found = zip(made.start[mine], made.end[mine], made.field[mine], strict=True)
        assert [tuple(map(int, span)) for span in found] == spans


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{a", "stray"),
        ("a}", "stray"),
        ("{d}", "unknown field 'd'"),
        ("[{a}[{b}]]", "does not fit"),
        ("[{a}", "without an end"),
        ("{a}]", "does not fit"),
        ("[text]", "without a field"),
    ],
)
def test_a_wrong_template_is_named(template, reason):
    """What is wrong with a template is said with the template."""
    with pytest.raises(TemplateError, match=reason) as caught:
        compile_templates([template], FIELDS, Arena())
    assert caught.value.template == template
