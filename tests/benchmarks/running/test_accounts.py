"""Tests of what is known of a detector beside time."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from leakbench.benchmarks.running.accounts import MAKERS, cost_of, loaded_makers, spent, told_cost
from leakbench.detectors.models.model_cost import Cost


def test_a_cost_is_told_by_who_pays():
    """By ``cost.summary``; of others nothing."""
    cost = Cost(requests=3)
    assert cost_of(SimpleNamespace(cost=cost))()["requests"] == 3
    assert cost_of(object()) is cost_of(None) is cost_of(SimpleNamespace(cost=None)) is None


def test_what_was_spent_is_a_difference():
    """Of all since the beginning, what is new; of nothing before, all."""
    assert spent({"requests": 2}, {"requests": 5, "money": 0.5}) == {"requests": 3, "money": 0.5}
    assert spent(None, {"requests": 5}) == {"requests": 5}
    assert spent({"requests": 5}, None) is None


@pytest.mark.parametrize("told", [None, 3, "much", [1]])
def test_what_is_no_cost_is_none(told):
    """Of what a process says only numbers from nought are kept."""
    assert told_cost(told) is None
    said = {"requests": 2, "money": 0.5, "a": "b", "c": -1, "d": float("nan"), "e": None}
    assert told_cost(said) == {"requests": 2, "money": 0.5}


@pytest.mark.slow
def test_our_own_detectors_load_nothing_that_makes_records():
    """They share packs, streams and kernels with the generator, which know no record."""
    names = ["regex", "structured", "tagger", "native", "presidio_zh"]
    code = (
        "import pyarrow as pa\n"
        "import leakbench.benchmarks.running.isolation_child\n"
        "from leakbench.benchmarks.running.accounts import loaded_makers\n"
        "from leakbench.detectors.registry import load\n"
        f"for name in {names}:\n"
        "    load(name).detect(pa.record_batch({'text': ['张伟13800000000']}))\n"
        "    print(name, *loaded_makers())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == [*names, ""]


def test_who_makes_records_is_told():
    """By the modules that do."""
    code = (
        "from leakbench.benchmarks.running.accounts import loaded_makers\n"
        "from leakbench.generator.generate import batches\n"
        "print(*loaded_makers())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"leakbench.generator.generate", "leakbench.generator.records"} <= set(
        done.stdout.split()
    )
    assert set(loaded_makers()) <= set(MAKERS)
