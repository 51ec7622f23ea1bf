"""Tests of a Ray to work on; that one is started and ends is shown with the engine."""

import sys

import pytest

from leakbench.generator.jobs.ray_session import NoRayError, ray_session


@pytest.mark.parametrize(
    "address", ["127.0.0.1:1", "nowhere.invalid:6379", "127.0.0.1:99999", "127.0.0.1"]
)
def test_an_address_without_a_cluster_is_told_at_once(address):
    """Ray itself would try for minutes."""
    with pytest.raises(NoRayError, match=f"no Ray cluster at {address}: "), ray_session(2, address):
        pass


def test_ray_may_be_missing(monkeypatch):
    """It is told what to install."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(NoRayError, match=r"pip install 'leakbench\[ray\]'"), ray_session(2, None):
        pass
