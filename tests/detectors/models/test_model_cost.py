import json

import pytest

from leakbench.detectors.models.model_cost import Cost


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
