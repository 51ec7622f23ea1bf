"""Tests of what a detector may spend."""

import pytest

from leakbench.detectors.budget import (
    MAX_COST,
    MAX_REQUESTS,
    PRICE,
    Budget,
    BudgetError,
    parsed_price,
)


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """Nothing is limited unless a test says so."""
    for name in (MAX_COST, MAX_REQUESTS, PRICE):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch.setenv


def test_the_environment_says_what_may_be_spent(environment):
    """Nothing is no limit."""
    assert Budget.of_environment() == Budget()
    environment(MAX_REQUESTS, "5")
    environment(MAX_COST, "0.5")
    environment(PRICE, "1,2.5")
    assert Budget.of_environment() == Budget(5, 0.5, (1.0, 2.5))


@pytest.mark.parametrize("text", ["", "1", "1,2,3", "a,b", "1,-2", "nan,1", "inf,1"])
def test_a_price_is_two_numbers_from_nought(text):
    """One line says what is wrong."""
    with pytest.raises(BudgetError, match="price"):
        parsed_price(text)


def test_what_is_no_budget_is_refused(environment):
    """A limit of money needs the price."""
    environment(MAX_REQUESTS, "many")
    with pytest.raises(BudgetError, match=f"{MAX_REQUESTS} 'many' is no number from 0"):
        Budget.of_environment()
    environment(MAX_REQUESTS, "5")
    environment(MAX_COST, "1")
    with pytest.raises(BudgetError, match=f"{MAX_COST} needs {PRICE}"):
        Budget.of_environment()


def test_money_follows_from_tokens():
    """By the price of a million."""
    assert Budget(price=(2, 30)).spent(500_000, 100_000) == pytest.approx(4)
    assert Budget().spent(1, 1) is None


def test_a_budget_is_exhausted_when_it_is_spent():
    """By requests or by money, whichever is first."""
    budget = Budget(3, 0.5, (1, 1))
    assert budget.exhausted(2, 0.4) is None
    assert budget.exhausted(3, 0.0) == "the budget of 3 requests is spent"
    assert budget.exhausted(2, 0.5) == "the budget of 0.5 is spent: 0.5 for 2 requests"
    assert Budget().exhausted(10**9, None) is None
