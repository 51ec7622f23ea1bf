"""Tests of admission tickets and numbers of pupils."""

import re

import numpy as np
import pytest

from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.tables import table
from leakbench.generator.records.candidate import Candidates
from leakbench.generator.value_forms import value_form

INDEX = np.arange(400)[:, None].repeat(20, 1).ravel() * SPAN + np.tile(np.arange(20), 400)


@pytest.fixture
def candidates(population):
    """Twenty of each file."""
    return Candidates(population, INDEX)


def test_every_province_has_its_tickets():
    """Of 9 to 15 digits, but 14, which candidates' own numbers have."""
    rows = table("admission_tickets")
    assert sorted(rows["province"]) == sorted(table("province_shares")["code"])


def test_tickets_are_of_a_county_and_a_seat(population, candidates):
    """No two of a file are alike; digits tell county and year where the province has them."""
    texts = population.arena.texts
    tickets, numbers = texts(candidates.admission_ticket.strings), texts(candidates.exam_no)
    templates = dict(zip(*table("admission_tickets").values(), strict=True))
    for ticket, number in zip(tickets, numbers, strict=True):
        assert re.fullmatch(r"\d{9,13}|\d{15}", ticket)
        assert number[4:8] in ticket
        assert ticket.startswith("26") or not templates[number[2:4]].startswith("{year}")
    grid = np.array(tickets).reshape(-1, 20)
    assert all(len(set(row)) == 20 for row in grid.tolist())
    assert set(candidates.admission_ticket.form) == {value_form("admission_ticket")}


def test_pupils_have_the_countrys_number(population, candidates):
    """G and the ID; few have L and their birth date, some files the province's own."""
    texts = population.arena.texts
    numbers, ids = texts(candidates.student_no.strings), texts(candidates.resident_id)
    forms = candidates.student_no.form
    for number, own, form, born in zip(
        numbers, ids, forms.tolist(), candidates.birth_number.tolist(), strict=True
    ):
        if form == value_form("temporary_student_no"):
            assert re.fullmatch(rf"L\d{{6}}{born}\d{{4}}", number)
        elif form == value_form("provincial_student_no"):
            assert re.fullmatch(r"\d{10}2023\d{5}", number)
        else:
            assert number == f"G{own}"
    temporary, provincial = (
        (forms == value_form(name)).reshape(-1, 20)
        for name in ("temporary_student_no", "provincial_student_no")
    )
    assert 0 < temporary.mean() < 0.02
    assert 0.03 < provincial.all(axis=1).mean() < 0.14
    assert (provincial.all(axis=1) == provincial.any(axis=1)).all()
