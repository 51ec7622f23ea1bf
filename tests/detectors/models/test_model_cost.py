import json

import pytest

from leakbench.detectors.budget import Budget
from leakbench.detectors.models.model_cost import Bill, Cost, Together


def test_counts_add_up():
    """What is added is in the attribute and in the summary, and the rest stays zero."""
    cost = Cost()
    cost.add(requests=1, prompt_tokens=5)
    cost.add(requests=1, completion_tokens=2)
    assert (cost.requests, cost.prompt_tokens, cost.completion_tokens) == (2, 5, 2)
    summary = json.loads(json.dumps(cost.summary()))
    assert {name: number for name, number in summary.items() if number} == {
        "requests": 2,
        "prompt_tokens": 5,
        "completion_tokens": 2,
    }


def test_an_unknown_count_is_refused():
    """A misspelt name is no count."""
    with pytest.raises(AttributeError):
        Cost().add(tokens=1)


def test_a_bill_has_the_money_where_there_is_a_price():
    """Tokens by the price of a million."""
    cost = Cost(prompt_tokens=500_000, completion_tokens=100_000)
    assert Bill(cost, Budget()).summary() == cost.summary()
    assert Bill(cost, Budget(price=(2, 30))).summary()["money"] == pytest.approx(4)


def test_what_several_cost_is_the_sum():
    """Of each number that one of them tells."""
    paying = Bill(Cost(requests=2, prompt_tokens=10), Budget(price=(1, 1)))
    both = Together([Cost(requests=1), paying]).summary()
    assert (both["requests"], both["prompt_tokens"]) == (3, 10)
    assert both["money"] == pytest.approx(1e-5)
