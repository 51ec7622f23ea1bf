import numpy as np
import pytest

from leakbench.generator.engine.streams import DRAW_STEP
from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.templates import (
    END,
    FIELD_MASK,
    HAS_FIELD,
    IS_SKIP,
    NEXT_SHIFT,
    WAY_MASK,
    WAY_SHIFT,
    WORDS,
    compile_templates,
    compile_texts,
)
from leakbench.generator.template_syntax import TemplateError

FIELDS = {"a": 0, "b": 1, "c": 2}
NAMES = "abc"


def following(programs):
    """Where each operation goes on, and by how many ways."""
    word = programs.code[:, 1]
    place = [END if next_ == END else next_ // WORDS for next_ in (word >> NEXT_SHIFT).tolist()]
    return list(zip(place, ((word >> WAY_SHIFT) & WAY_MASK).tolist(), strict=True))


def told(programs, arena):
    """What each operation copies, or with a question mark what a skip looks at."""
    literals = arena.texts(Strings(programs.code[:, 0].copy()))
    words = programs.code[:, 1].tolist()
    return [
        literal
        + (f"{{{NAMES[word & FIELD_MASK]}}}" if (word >> HAS_FIELD) & 1 else "")
        + "?" * ((word >> IS_SKIP) & 1)
        for literal, word in zip(literals, words, strict=True)
    ]


def test_a_literal_and_the_field_behind_it_are_one_operation():
    """Operations stand from the end of a template to its beginning."""
    arena = Arena()
    programs = compile_templates(["x{a}", "{b}{c}yz"], FIELDS, arena)
    assert told(programs, arena) == ["x{a}", "yz", "{c}", "{b}"]
    assert following(programs) == [(END, 1), (END, 1), (1, 1), (2, 1)]
    assert programs.first.tolist() == [0, 3 * WORDS]
    assert programs.values.tolist() == [1, 2]
    assert programs.literal_bytes.tolist() == [1, 2]
    assert programs.longest == 3


def test_a_part_begins_with_a_skip_for_each_of_its_fields():
    """Its second way leads behind the part; no operation copies what is only looked at."""
    arena = Arena()
    programs = compile_templates(["[{b}x{c}]{a}"], FIELDS, arena)
    behind, last = told(programs, arena).index("{a}"), len(programs.code) - 1
    skips = [place for place, text in enumerate(told(programs, arena)) if text.endswith("?")]
    assert [told(programs, arena)[place] for place in skips] == ["{c}?", "{b}?"]
    assert programs.first.tolist() == [last * WORDS]
    for place in skips:
        otherwise = following(programs)[place][0] + 1
        assert told(programs, arena)[otherwise] == ""
        assert following(programs)[otherwise] == (behind, 1)
    assert programs.values.tolist() == [3]


def test_an_empty_template_writes_nothing():
    """It is one operation, so that the next template's are not run."""
    programs = compile_templates(["", "{a}"], FIELDS, Arena())
    assert programs.first.tolist() == [0, WORDS]
    assert following(programs) == [(END, 1), (END, 1)]
    assert programs.literal_bytes.tolist() == [0, 0]


def test_a_wrong_template_is_named():
    """What is wrong with a template is said with the template."""
    with pytest.raises(TemplateError, match="unknown field 'd'") as caught:
        compile_templates(["{a}", "{d}"], FIELDS, Arena())
    assert caught.value.template == "{d}"


def test_alternatives_stand_side_by_side():
    """What stands before them goes on with one of so many; an empty one is an operation, too."""
    arena = Arena()
    programs = compile_texts(["y«x|{a}|»{b}", "«x|{c}»«|x»"], FIELDS, arena)
    begin = programs.first[0] // WORDS
    place, ways = following(programs)[begin]
    assert told(programs, arena)[begin] == "y"
    assert ways == 3
    assert told(programs, arena)[place : place + ways] == ["x", "{a}", ""]
    assert programs.choices.tolist() == [1, 2]


def test_choices_are_numbered_in_the_order_of_the_template():
    """So that each is drawn by itself, those within alternatives too."""
    arena = Arena()
    programs = compile_texts(["1«a1«b1|b2»|a2»2[{a}«c1|c2»]3«d1|d2»"], FIELDS, arena)
    texts = told(programs, arena)
    number = {
        texts[place]: step
        for (place, ways), step in zip(
            following(programs), programs.code[:, 2].astype(np.uint64), strict=True
        )
        if ways > 1
    }
    wanted = np.arange(4, dtype=np.uint64) * DRAW_STEP
    assert number == dict(zip(("a1", "b1", "c1", "d1"), wanted, strict=True))


def test_composed_values_have_no_alternatives():
    """One line says so, with the template."""
    with pytest.raises(TemplateError, match="a composed value has no alternatives") as caught:
        compile_templates(["{a}", "{b}«x|y»"], FIELDS, Arena())
    assert caught.value.template == "{b}«x|y»"
