"""Tests of what ordinary files say."""

import re

import numpy as np

from leakbench.generator.cases.nobody import SEPARATOR, numbers, quotations, said
from leakbench.generator.cases.places import companies
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

SPEC = Spec("", seed=1)


def test_quotations_are_of_nobody():
    """What they are taken from holds no value of a person."""
    (batch,) = batches(Spec("clean_text", seed=1), 500)
    spans = [span for row in batch.column("text_spans").to_pylist() for span in row]
    assert all(span["subject"] is None for span in spans)
    assert {span["label"] for span in spans} <= {"HOTLINE"}
    assert not any(batch.column("cell_spans").to_pylist())
    texts = batch.column("text").to_pylist()
    assert [one["news"] for one in quotations(SPEC, [3, 400])] == [texts[3], texts[400]]


def test_sums_and_shares_are_right():
    """A price times a number is what stands beside them."""
    for seed in range(30):
        told = numbers(np.random.default_rng(seed))
        assert float(told["sum"]) == round(float(told["price"]) * int(told["few"]), 2)
        share = 100 * int(told["few"]) / int(told["many"])
        assert abs(float(told["rate"][:-1]) - share) <= 0.05


def test_no_number_is_like_a_mobile_or_an_id():
    """Whatever a line says, it has no run of digits that a person's number has."""
    company = companies(SPEC, 12, np.random.default_rng(0))[0]
    for seed in range(40):
        told = said(SPEC, company, np.random.default_rng(seed))
        for value in told.values():
            assert not re.search(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dX]|\d{15})(?!\d)", value)
        assert told["other"] in told["others"].split(SEPARATOR)
