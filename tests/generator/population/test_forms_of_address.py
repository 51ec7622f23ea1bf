"""Tests of what people are called without their given name."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakbench.generator.engine.tables import table
from leakbench.generator.population.families import families
from leakbench.generator.population.forms_of_address import FormsOfAddress
from leakbench.generator.population.people import People

ROWS = 20_000


def called(population, surname, *, male, age, is_surname=True):
    """What many people are called who are alike."""
    bits = population.streams.bits("t", np.arange(ROWS, dtype=np.int64))
    column = population.arena.intern([surname]).take(np.zeros(ROWS, np.intp))
    alike = np.full(ROWS, is_surname), np.full(ROWS, male), np.full(ROWS, age)
    made = population.vocabulary(FormsOfAddress).called(bits, column, *alike)
    return set(population.arena.texts(made))


def test_titles_fit_sex_and_age(population):
    """Nobody of thirty is 大爷, no man is 女士, and only the young are 小."""
    young, old = (
        called(population, "王", male=True, age=25),
        called(population, "王", male=True, age=75),
    )
    assert {"王先生", "小王", "王哥"} <= young
    assert {"王先生", "老王", "王大爷"} <= old
    assert not young & {"王女士", "老王", "王大爷", "王阿姨"}
    assert not old & {"王女士", "小王", "王哥"}


def test_compound_surnames_stay_whole(population):
    """欧阳 is no 欧."""
    assert all("欧阳" in one for one in called(population, "欧阳", male=False, age=40))


def test_other_names_have_only_titles_behind(population):
    """Who has no surname is neither 小 nor 总."""
    found = called(population, "卓玛", male=False, age=30, is_surname=False)
    titles = {one.removeprefix("卓玛") for one in found}
    rows = table("forms_of_address")
    fitting = {
        after
        for after, sex, others in zip(rows["after"], rows["sex"], rows["others"], strict=True)
        if sex == "F" and others
    }
    assert "女士" in titles
    assert titles <= fitting


@given(age=st.integers(0, 130), male=st.booleans(), is_surname=st.booleans())
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # its vocabularies never change
)
def test_everybody_is_called_something(population, age, male, is_surname):
    """At every age there is more than the bare surname."""
    population.arena.reset()
    found = called(population, "王", male=male, age=age, is_surname=is_surname)
    assert found
    assert all("王" in one and one != "王" for one in found)


@pytest.mark.slow
def test_people_are_called_by_their_surname(population):
    """Every form of address has what stands first in the name, and says that it is one."""
    people = People(population, families().nth(families().owners, np.arange(ROWS, dtype=np.int64)))
    made = people.called
    texts = population.arena.texts
    pairs = zip(texts(people.surname), texts(made.strings), strict=True)
    assert all(surname in one and one != surname for surname, one in pairs)
    assert len(set(made.form.tolist())) == 1
