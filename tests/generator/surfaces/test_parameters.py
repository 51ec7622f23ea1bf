"""Tests of the parameters of forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.strings import LONGEST, Arena, Strings
from leakbench.generator.surfaces import parameters as module
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.forms import Form
from leakbench.generator.surfaces.parameters import HAN, HAN_END, parameters, widest
from leakbench.generator.surfaces.respelling import RESPELLINGS, respelled


@pytest.fixture(scope="module")
def known():
    """All forms, all of them used, and how to read their texts."""
    arena = Arena()
    return parameters(arena, [form.name for form in forms()]), arena


def ways_of(known, code):
    """The texts that a code of ways stands for."""
    found, arena = known
    first, count = code >> 8, code & 0xFF
    return tuple(arena.texts(Strings(found.ways[first : first + count])))


def test_ascii_characters_have_the_ways_of_their_form(known):
    """128 a form; one without other ways is itself."""
    found, arena = known
    assert arena.texts(Strings(found.ways[:128])) == [chr(code) for code in range(128)]
    for place, form in enumerate(forms()):
        begin = int(found.forms["way"][place])
        for code, way in enumerate(found.way[begin : begin + 128].tolist()):
            assert ways_of(known, way) == form.ways.get(chr(code), ())
            assert way & 0xFF or way >> 8 == code


def test_further_characters_are_found_by_code_point(known):
    """And a bit says that there may be one."""
    found, _ = known
    for record, form in zip(found.forms, forms(), strict=True):
        others = found.other[record["other"] : record["other_end"]].tolist()
        marks = respelled(form.respell).items() if form.respell else ()
        expected = {c: ways for c, ways in marks if not HAN <= ord(c) < HAN_END}
        expected |= {c: ways for c, ways in form.ways.items() if not c.isascii()}
        assert {chr(code): ways_of(known, way) for code, way in others} == expected
        assert all(int(record["bloom"]) >> (code & 63) & 1 for code, _ in others)


def test_respelled_characters_are_found_by_their_place(known):
    """One respelling behind another."""
    found, _ = known
    assert len(found.respelled) == len(RESPELLINGS) * (HAN_END - HAN)
    for record, form in zip(found.forms, forms(), strict=True):
        if form.respell is None:
            assert record["respell"] == -HAN_END
            continue
        for character, ways in list(respelled(form.respell).items())[:20_000:50]:
            way = int(found.respelled[int(record["respell"]) + ord(character)])
            assert ways_of(known, way) == ways


def test_forms_that_are_not_used_respell_nothing():
    """Their tables take no memory."""
    found = parameters(Arena(), ["plain"])
    assert len(found.respelled) == 0
    assert (found.forms["respell"] == -HAN_END).all()


def test_separators_and_cuts_are_those_of_the_form(known):
    """A bit for each place before which one stands."""
    found, arena = known
    for record, form in zip(found.forms, forms(), strict=True):
        texts = found.separators[record["separator"] : record["last_separator"] + 1]
        assert tuple(arena.texts(Strings(texts))) == form.separator
        cuts = {place for place in range(64) if int(record["cuts"]) >> place & 1}
        assert cuts == set(np.cumsum(form.groups).tolist()[:-1])


def test_no_row_needs_more_than_the_widest(known):
    """Each character of the longest value in its longest way, and all that stands around it."""
    found, _ = known
    longest = max(
        len(way.encode()) for form in forms() for some in form.ways.values() for way in some
    )
    assert widest(found) > LONGEST * longest


@pytest.mark.parametrize(
    ("form", "whole", "altered", "settled"),
    [
        (Form(name="tried", before="a"), True, False, True),
        (Form(name="tried", groups=(3, 4)), False, False, True),
        (Form(name="tried", mask=(0, 1)), False, True, True),
        (Form(name="tried", repeats=True), False, True, True),
        (Form(name="tried", pattern="{0:1}"), False, False, True),
        (Form(name="tried", share=0.5, lower=True), False, False, False),
        (Form(name="tried", replace={"a": ("b", "c")}), False, False, False),
        (Form(name="tried", insert=("x",), insert_share=0.5), False, False, False),
    ],
)
def test_forms_are_sorted_by_what_their_loop_must_do(monkeypatch, form, whole, altered, settled):
    """Nothing, leave out or turn round, or draw."""
    monkeypatch.setattr(module, "forms", lambda: (Form(name="plain"), form))
    record = parameters(Arena(), ["tried"]).forms[1]
    assert (record["whole"], record["altered"], record["settled"]) == (whole, altered, settled)


@given(st.integers(0, 2**32))
def test_shares_are_kept_to_the_last_state(share):
    """Of all random states so many lie below the limit, which itself still counts."""
    (limit,) = [module._limit(share / 2**32)]  # noqa: SLF001 - of 2**64 states few are drawn
    assert limit == max(share * 2**32 - 1, 0)
    assert limit < 2**64
