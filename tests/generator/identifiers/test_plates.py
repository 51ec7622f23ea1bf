import re

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import pick, table
from leakbench.generator.identifiers.plates import Plates
from leakbench.generator.population.divisions import Divisions

COUNT = 50_000
INDEX = np.arange(COUNT, dtype=np.int64)
ORDINARY = re.compile(r"[\u4e00-\u9fff][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}")
ELECTRIC = re.compile(r"[\u4e00-\u9fff][A-HJ-NP-Z](?:[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF])")


@pytest.fixture
def drawn(population):
    """Counties and the plates of cars in them."""
    streams = Streams(3, "plates")
    county = pick(streams.bits("county", INDEX), population.vocabulary(Divisions).by_population)
    column = Plates(population).draw(
        county, streams.bits("kind", INDEX), streams.bits("serial", INDEX)
    )
    return county, column, population.arena.texts(column)


def test_plates_have_the_form_of_their_kind(drawn):
    """Every plate is ordinary or new-energy, and its length in the column is its own."""
    _, column, texts = drawn
    assert [len(text) for text in texts] == column.chars.tolist()
    assert [len(text.encode()) for text in texts] == column.size.tolist()
    for text in texts:
        assert (ORDINARY if len(text) == 7 else ELECTRIC).fullmatch(text), text


def test_plates_belong_to_the_place(population, drawn):
    """Province and city letter are the county's."""
    county, _, texts = drawn
    provinces = table("province_shares")["plate"]
    letters = dict(
        zip(table("plate_letters")["prefix"], table("plate_letters")["letters"], strict=True)
    )
    codes, province = (
        population.vocabulary(Divisions).code[county],
        population.vocabulary(Divisions).province[county],
    )
    for text, code, of in zip(texts, codes.tolist(), province.tolist(), strict=True):
        assert text[0] == provinces[of]
        assert text[1] in letters[str(code // 100)]


def test_kinds_have_their_share(drawn):
    """About 15% are new-energy plates, few of them of large cars; all letters come up."""
    _, _, texts = drawn
    electric = [text[2:] for text in texts if len(text) == 8]
    assert len(electric) / COUNT == pytest.approx(0.15, abs=0.01)
    large = np.mean([serial[:5].isdigit() for serial in electric])
    assert 0.04 < large < 0.08
    used = set("".join(text[2:] for text in texts if len(text) == 7))
    assert used == set("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
    assert len(set(texts)) > 0.99 * COUNT
