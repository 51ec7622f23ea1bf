"""Tests of what derives from the samples of a throughput session."""

import json

import pytest

from leakbench.benchmarks.running.memory_copy import MEMORY_COPY
from leakbench.benchmarks.throughput.document import markdown
from leakbench.benchmarks.throughput.session import Cell, Measured
from leakbench.benchmarks.timing.trial import Trial

from .conftest import LOADED, measured, session, trial


def _record(found, name):
    return next(one for one in found.records() if one["detector"] == name)


def test_rates_are_medians_over_trials_with_their_range(found):
    """1,000 bytes in 1, 4 and 2 ms are 1, a quarter and half a MB/s."""
    record = _record(found, "regex")
    assert (record["mb_per_s_min"], record["mb_per_s"], record["mb_per_s_max"]) == (0.25, 0.5, 1.0)
    assert record["rows_per_s"] == 5_000
    assert record["mb_per_cpu_s"] == pytest.approx(6000 / 28_000)


def test_latencies_are_quantiles_over_all_calls(found):
    """Of all trials together."""
    record = _record(found, "regex")
    assert record["calls"] == 6
    assert record["spans_per_row"] == 2
    assert (record["p50_ms"], record["p99_ms"]) == (2.0, 4.0)


def test_ratios_pair_the_trials_of_a_round(found):
    """A machine that is slower for a round is so for both: 1/10 and 4/20, not 0.5 / 0.075."""
    record = _record(found, "slow")
    assert record["per_regex"] == pytest.approx((1 / 10 + 4 / 20) / 2)
    assert record["per_memory_copy"] == pytest.approx((0.01 / 10 + 0.02 / 20) / 2)
    assert _record(found, "regex")["per_regex"] == 1


def test_without_its_reference_there_is_no_ratio():
    """Not nought."""
    record = _record(session(measured("alone", [trial(1)])), "alone")
    assert record["per_regex"] is record["per_memory_copy"] is None


def test_energy_is_of_each_megabyte_where_it_is_known(found):
    """5 and 4 mJ for 1,000 bytes; null where nothing tells."""
    assert _record(found, "slow")["joules_per_mb"] == pytest.approx(4.5)
    assert _record(found, "regex")["joules_per_mb"] is None


def test_a_first_call_is_a_median_of_fresh_processes(found):
    """Building and the first batch together."""
    assert _record(found, "regex")["first_call_ms"] == 2.5


def test_memory_is_the_detectors_own_process(found):
    """The copy has none of its own."""
    assert _record(found, "regex")["peak_memory_mb"] == 7.0
    assert _record(found, MEMORY_COPY)["peak_memory_mb"] is None


def test_a_cell_without_trials_says_why(found):
    """Every key of the summary is there, and null."""
    record = next(one for one in found.records() if one["batch_rows"] == 99)
    assert record["left_out"] == "too slow"
    assert record["mb_per_s"] is record["p99_ms"] is record["per_regex"] is None
    failed = session(measured("bad", [], failure="no model"))
    assert {one["left_out"] for one in failed.records()} == {"no model"}


def test_a_rate_above_that_of_copying_is_withheld():
    """Nobody has read the text; the reason stands in its place, and the samples stay."""
    found = session(measured(MEMORY_COPY, [trial(2), trial(2)]), measured("blind", [trial(1)] * 2))
    record = _record(found, "blind")
    assert record["mb_per_s"] is record["p50_ms"] is record["per_memory_copy"] is None
    assert record["left_out"] == "it took a 2.0th of what copying the text takes"
    assert _record(found, MEMORY_COPY)["mb_per_s"] == 0.5
    cell = found.to_json()["contenders"][1]["cells"][0]
    assert cell["left_out"] == record["left_out"]
    assert len(cell["visits"]) == 2


def test_clocks_that_disagree_are_told():
    """Where most trials do; the times are the run's already."""
    odd = [trial(1, clock="clock disagrees"), trial(1, clock="clock disagrees"), trial(1)]
    assert _record(session(measured("odd", odd)), "odd")["left_out"] == "clock disagrees"
    assert _record(session(measured("odd", odd[1:])), "odd")["left_out"] is None
    assert _record(session(measured("odd", odd)), "odd")["mb_per_s"] == 1.0


def test_the_document_keeps_every_sample(found):
    """And its summaries are those that derive from what it keeps."""
    document = json.loads(json.dumps(found.to_json()))
    regex = document["contenders"][1]
    cell = regex["cells"][0]
    trials = [Trial.from_json(one) for one in cell["visits"]]
    assert [one.nanoseconds for one in trials] == [
        [[10**6] * 2],
        [[4 * 10**6] * 2],
        [[2 * 10**6] * 2],
    ]
    again = Measured("regex", "1", [], [Cell(10, 1, trials)])
    derived = session(again, found.measured[0]).summary(again, 0)
    assert derived == cell["summary"]
    assert document["schema_version"] == 2
    assert document["plan"]["visit_seconds"] == 0.2


def test_a_loaded_machine_is_in_the_document():
    """With the shares, and in words."""
    document = session(measured("regex", [trial(1)]), during=LOADED).to_json()
    assert document["load"]["during"]["others"] == 0.5
    assert document["warnings"] == ["other processes took 50% of all cores during it"]


def test_tables_have_a_row_for_each_entrant(found):
    """Rates with their range, ratios, and what was left out."""
    lines = markdown(found.records()).splitlines()
    assert "| | 1 × 10 | 1 × 99 |" in lines
    assert "| regex | 0.500 (0.250–1.00) | – |" in lines
    assert "| slow | 1.00e-03 | – |" in lines
    assert "- slow, 1 × 99: too slow" in lines
