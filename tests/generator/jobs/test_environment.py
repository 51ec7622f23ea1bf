"""Tests of setting variables for a while."""

import os

import pytest

from leakbench.generator.jobs.environment import environment


def test_variables_are_as_before(monkeypatch):
    """Those that were there have their value again, others are gone, also after an error."""
    monkeypatch.setenv("LEAKBENCH_OLD", "old")
    monkeypatch.delenv("LEAKBENCH_NEW", raising=False)

    def fail():
        with environment({"LEAKBENCH_OLD": "1", "LEAKBENCH_NEW": "2"}):
            assert (os.environ["LEAKBENCH_OLD"], os.environ["LEAKBENCH_NEW"]) == ("1", "2")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert os.environ["LEAKBENCH_OLD"] == "old"
    assert "LEAKBENCH_NEW" not in os.environ
