import re

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.identifiers.travel_documents import TravelDocuments

pytestmark = pytest.mark.slow

COUNT = 20_000
FORMS = {
    "passport": r"E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8}|[DSP]E\d{7}",
    "home_return_permit": r"[HM](\d{8}|\d{10})",
    "taiwan_permit": r"\d{8}",
    "hong_kong_macao_permit": r"C\d{8}|C[A-HJ-NP-Z]\d{7}",
}


@pytest.mark.parametrize("kind", FORMS)
def test_numbers_have_their_documents_form(population, kind):
    """Every number is of the kind's form, and hardly two are the same."""
    bits = Streams(3, "t").bits(kind, np.arange(COUNT, dtype=np.int64))
    documents = population.vocabulary(TravelDocuments)
    numbers = population.arena.texts(getattr(documents, kind)(bits))
    assert all(re.fullmatch(FORMS[kind], number) for number in numbers)
    assert len(set(numbers)) > 0.999 * COUNT


FOREIGN = {
    "English": r"[AN]?\d{7,9}|P[A-HJ-NP-Z]\d{7}|[A-HJ-NP-Z]{2}\d{6}|A\d{8}",
    "Russian": r"[567]\d{8}",
    "Spanish": r"[A-HJ-NP-Z]{3}\d{6}|[GN]\d{8}|A[A-HJ-NP-Z]\d{7}",
    "French": r"\d{2}[A-HJ-NP-Z]{2}\d{5}|E[A-HJ-NP-Z]\d{6}",
    "German": r"[CFGL][CFGHJKLMNPRTVWXYZ0-9]{8}",
    "Japanese": r"[TM][A-HJ-NP-Z]\d{7}",
}


@pytest.mark.parametrize("country", FOREIGN)
def test_foreign_passports_are_of_the_names_country(population, country):
    """Each origin of names has forms of its own, and hardly two numbers are the same."""
    origins = table("foreign_origins")["origin"]
    assert set(origins) == set(FOREIGN) == set(table("foreign_passport_forms")["origin"])
    bits = Streams(3, "t").bits(country, np.arange(COUNT, dtype=np.int64))
    documents = population.vocabulary(TravelDocuments)
    origin = np.full(COUNT, origins.index(country))
    numbers = population.arena.texts(documents.foreign_passport(bits, origin))
    assert all(re.fullmatch(FOREIGN[country], number) for number in numbers)
    assert len(set(numbers)) > 0.98 * COUNT


def test_passports_come_in_all_forms(population):
    """Ordinary passports prevail; letters, and digits in each place, are all drawn."""
    bits = Streams(4, "t").bits("passport", np.arange(COUNT, dtype=np.int64))
    numbers = population.arena.texts(population.vocabulary(TravelDocuments).passport(bits))
    lettered = [number for number in numbers if re.match("E[A-Z]", number)]
    assert 0.38 < len(lettered) / COUNT < 0.46
    assert {number[1] for number in lettered} == set("ABCDEFGHJKLMNPQRSTUVWXYZ")
    assert 0.94 < sum(number[0] == "E" for number in numbers) / COUNT < 0.96
    for place in range(2, 9):
        assert {number[place] for number in numbers} == set("0123456789")
