"""Tests of the clock that no code of a detector touches."""

from leakbench.benchmarks.running.wall_clock import ALLOWED_NS, Seen, allowance, disagrees

MS = 1_000_000


def test_a_call_lasts_from_the_sign_before_it_to_that_after_it():
    """What is between calls, and what reading and sending takes, is none of theirs."""
    seen = Seen(0, [2 * MS, 12 * MS, 13 * MS, 18 * MS, 19 * MS], 22 * MS)
    assert seen.calls(2, 0) == [10 * MS, 5 * MS]
    assert seen.trial(1, 0) == 10 * MS


def test_what_is_late_is_the_last_calls():
    """All but what checking the answers explains."""
    seen = Seen(0, [0, MS, MS, 2 * MS, 2 * MS], 1_002 * MS)
    late = 1_000 * MS - allowance(2, 20 * MS)
    assert seen.calls(2, 20 * MS) == [MS, MS + late]
    assert 800 * MS < late < 1_000 * MS
    assert Seen(0, [0, MS, MS], 501 * MS).trial(1, 0) == 501 * MS - allowance(1, 0)


def test_work_before_the_first_sign_counts_too():
    """It is as long as what comes after the last."""
    early = Seen(0, [500 * MS, 501 * MS, 501 * MS], 502 * MS)
    assert early.calls(1, 0) == [502 * MS - allowance(1, 0)]


def test_work_while_warming_up_counts_where_it_is_that_of_many_calls():
    """As much as twenty calls is fair."""
    fair = Seen(0, [200 * MS, 300 * MS, 300 * MS], 300 * MS)
    assert fair.trial(10, 0) == 100 * MS
    ahead = Seen(0, [500 * MS, 501 * MS, 501 * MS], 501 * MS)
    assert ahead.trial(10, 0) == MS + 500 * MS - allowance(1, 0) - 2 * MS


def test_without_signs_only_the_whole_is_known():
    """Each call took its share."""
    assert Seen(0, [MS], 100 * MS).calls(2, 0) == [50 * MS, 50 * MS]
    assert Seen(5, [], 100 * MS).trial(3, 0) == 100 * MS - 5


def test_clocks_agree_within_bounds():
    """A quarter and a hiccup; beyond that the sentence has both times."""
    assert disagrees(100 * MS, 134 * MS) is None
    assert disagrees(0, 10 * MS) is None
    assert disagrees(0, 200 * MS) == (
        "clock disagrees: 0 s by the detector's process, 0.2 s by the run's, which counts"
    )
    assert ALLOWED_NS == 10 * MS
