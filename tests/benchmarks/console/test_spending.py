"""Tests of what detectors that pay are told."""

import os

import click
import pytest

from leakbench.benchmarks.console.spending import spending
from leakbench.detectors.budget import MAX_COST, MAX_REQUESTS, PRICE


def test_detectors_are_told_by_the_environment_for_a_while(monkeypatch):
    """What was there before is there afterwards, and what was not is gone."""
    monkeypatch.setenv(MAX_REQUESTS, "7")
    monkeypatch.delenv(PRICE, raising=False)
    with spending(5, 0.5, "1,2"):
        assert [os.environ[name] for name in (MAX_REQUESTS, MAX_COST, PRICE)] == ["5", "0.5", "1,2"]
    assert os.environ[MAX_REQUESTS] == "7"
    assert not {MAX_COST, PRICE} & os.environ.keys()
    with spending(None, None, None):
        assert os.environ[MAX_REQUESTS] == "7"


def test_a_limit_of_money_needs_a_price(monkeypatch):
    """Given here, or by the environment."""
    monkeypatch.delenv(PRICE, raising=False)
    with (
        pytest.raises(click.UsageError, match="--max-cost needs --price"),
        spending(None, 1.0, None),
    ):
        pass
    monkeypatch.setenv(PRICE, "1,2")
    with spending(None, 1.0, None):
        assert os.environ[MAX_COST] == "1.0"
