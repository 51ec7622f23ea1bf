"""Tests of scores of one label with replicates of its records."""

import pytest

from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.scores import measure, pooled
from leakbench.generator.spec import Spec

from .conftest import ROWS


def test_batches_add_up_and_replicates_are_the_same_for_all():
    """Sums equal a single batch's; equal answers have equal replicates; pools are sums."""
    source = CorpusSource(Spec(corpus="sales_leads", split="dev"))
    space = LabelSpace(["PHONE"], only=["PHONE"])
    panel = DetectorPanel(["regex", "stdnum"])
    found = measure(source, panel, space, ["PHONE"], ROWS, replicates=20)["PHONE"]
    assert (found.redrawn["regex"] == found.redrawn["stdnum"]).all()
    truth, hits, claims = found.sums["regex"]
    assert 0 < hits <= min(truth, claims)
    (f1,), redrawn = found.scores("f1", ["regex"])
    assert f1 == pytest.approx(2 * hits / (truth + claims))
    assert redrawn.shape == (20, 1)
    interval = found.interval("recall", "regex")
    assert interval.low <= hits / truth <= interval.high
    twice = pooled([found, found])
    assert twice.support == 2 * found.support
    assert twice.scores("f1", ["regex"])[0] == pytest.approx([f1])
    with pytest.raises(ValueError, match="no source"):
        pooled([])
