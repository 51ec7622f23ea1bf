import sys

import pytest

from leakbench.benchmarks.doctor import examination
from leakbench.benchmarks.doctor.examination import LOOKS, examine


@pytest.mark.slow
def test_what_cannot_be_looked_at_is_broken_and_the_rest_goes_on(monkeypatch):
    """Whatever its module imports."""
    monkeypatch.setattr(
        examination, "LOOKS", {name: LOOKS[name] for name in ("kernels", "machine")}
    )
    monkeypatch.setitem(sys.modules, "leakbench.benchmarks.doctor.kernels", None)
    found = {one.name: one.state for one in examine()}
    assert found["kernels"] == "broken"
    assert found["cores"] == "ok"
