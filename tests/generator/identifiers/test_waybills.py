import re

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table, weights
from leakbench.generator.identifiers.waybills import Waybills

COUNT = 20_000
SHAPES = {
    "顺丰速运": r"SF\d{13}|\d{12}",
    "中通快递": r"7[3-5]\d{10,12}",
    "圆通速递": r"YT\d{13}",
    "申通快递": r"7[79]\d{11}",
    "韵达快递": r"\d{13}",
    "极兔速递": r"JT\d{13}",
    "京东快递": r"JD[A-Z0-9]{11,15}",
    "邮政特快专递": r"E[A-Z]\d{9}CN",
    "德邦快递": r"DPK\d{11,14}",
}


@pytest.fixture
def drawn(population):
    """Couriers and numbers of many waybills."""
    bits = Streams(0, "t").bits("waybill", np.arange(COUNT, dtype=np.int64))
    made = population.vocabulary(Waybills).draw(bits)
    return population.arena.texts(made.courier), population.arena.texts(made.number)


def test_numbers_have_the_shape_of_their_courier(drawn):
    """Each company numbers its parcels its own way, and no two parcels have one number."""
    for courier, number in zip(*drawn, strict=True):
        assert re.fullmatch(SHAPES[courier], number), (courier, number)
    assert len(set(drawn[1])) == COUNT


def test_postal_numbers_have_their_check_digit(drawn):
    """The digits of a postal number with its check weigh a multiple of 11, as the union rules."""
    numbers = [number[2:11] for number in drawn[1] if number.endswith("CN")]
    assert len(numbers) > 200
    exceptions = 0
    for number in numbers:
        *digits, check = map(int, number)
        weighed = sum(map(int.__mul__, digits, (8, 6, 4, 2, 3, 5, 9, 7)))
        if weighed % 11 in {0, 1}:  # the check would be 11 or 10
            exceptions += 1
            assert check == (5 if weighed % 11 == 0 else 0)
        else:
            assert (weighed + check) % 11 == 0
    assert 0.1 < exceptions / len(numbers) < 0.3


def test_couriers_have_their_share(drawn):
    """The shares are the declared ones."""
    couriers = np.array(table("couriers")["courier"])
    for courier in SHAPES:
        share = weights("couriers")[couriers == courier].sum() / weights("couriers").sum()
        assert drawn[0].count(courier) / COUNT == pytest.approx(share, abs=0.02)
