import numpy as np
from stdnum import luhn

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table, weights
from leakbench.generator.identifiers.cards import CardKinds, card_numbers
from leakbench.generator.identifiers.marks import mark_words
from leakbench.generator.keys import DEFAULT_KEY

COUNT = 50_000
INDEX = np.arange(COUNT, dtype=np.int64)
BANKS = dict(zip(table("banks")["bank"], table("banks")["province"], strict=True))
POLICY_BANKS = {"中国人民银行", "国家开发银行", "中国进出口银行", "中国农业发展银行"}
RANGES = {
    number: (bank, kind, int(length))
    for bank, kind, number, length in zip(
        *(table("bank_cards")[name] for name in ("bank", "kind", "bin", "length")), strict=True
    )
}


def test_card_numbers_pass_luhn(population):
    """The digit at the end makes any number pass, of any length."""
    length = np.arange(12, 20, dtype=np.int64).repeat(10)
    issuer = np.full(len(length), 990_000, np.int64)
    bits = Streams(0, "t").bits("account", np.arange(len(length)))
    drawn = card_numbers(CardKinds(issuer, length), bits, mark_words(DEFAULT_KEY), population.arena)
    numbers = population.arena.texts(drawn)
    assert [len(number) for number in numbers] == length.tolist()
    assert all(luhn.is_valid(number) for number in numbers)


def test_issuers_are_retail_banks():
    """Ranges are six digits, one bank's each, of a listed bank; no bank is without debit cards."""
    assert len(RANGES) == len(table("bank_cards")["bin"])
    assert all(len(number) == 6 and number.isdigit() for number in RANGES)
    assert {bank for bank, kind, _ in RANGES.values() if kind == "debit"} == set(BANKS)
    assert not POLICY_BANKS & set(BANKS)
    assert {length for _, _, length in RANGES.values()} <= {16, 18, 19}
    assert set(BANKS.values()) - {""} <= set(table("province_shares")["code"])
    assert weights("banks").min() > 0
