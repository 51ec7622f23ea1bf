"""Tests of results pooled over corpora."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.store.pooling import groups_of, pools

ROWS = 200  # of each corpus of the fixture


@pytest.mark.slow
def test_few_corpora_stand_apart_and_many_together(pooled_results):
    """Groups are corpora as long as a figure shows them, and then writings; clean comes first."""
    assert list(groups_of(pooled_results)) == [
        "hotel_stays, clean", "legal_person, clean", "hotel_stays, worn", "legal_person, worn",
    ]  # fmt: skip
    assert list(groups_of(pooled_results, most=3)) == ["clean", "worn"]
    real = replace(pooled_results[0], noise=None, corpus="text")
    assert list(groups_of([*pooled_results, real], most=3)) == ["clean", "worn", "text"]
    table = replace(pooled_results[0], track="table")
    assert "clean, table" in groups_of([*pooled_results, table], most=3)


def test_counts_add_up(pooled_results):
    """The pooled recall is that of all records, and lies in its interval between the parts."""
    for pool in pools(groups_of(pooled_results, most=1)["clean"]):
        parts = [one.summary()["recall"] for one in pool.results]
        assert min(parts) <= pool.score("recall") <= max(parts)
        assert pool.score("recall") == pool.sums.found / pool.sums.truth
        assert pool.rows == 2 * ROWS
        for metric in ("recall", "precision", "f1", "f2"):
            interval = pool.interval(metric)
            assert interval.low <= pool.score(metric) <= interval.high
        assert pool.support("MOBILE") == sum(
            r.counts.support("fine", "MOBILE") for r in pool.results
        )
        assert pool.by_label("recall")["MOBILE"] <= 1


def test_predictions_by_score_add_up(pooled_results):
    """As the personal counts do; one corpus that was counted without them leaves none."""
    for pool in pools(groups_of(pooled_results, most=1)["clean"]):
        whole, personal = pool.histogram, [one.personal for one in pool.results]
        for mine, name in ((whole.truth, "truth"), (whole.right.sum(), "found")):
            assert mine == sum(one[name] for one in personal)
        said = whole.right.sum() + whole.wrong.sum()
        assert said == sum(one["predicted"] for one in personal)
        old = replace(pool.results[0], scores=None)
        assert replace(pool, results=(old, *pool.results[1:])).histogram is None
        assert whole.gives_scores == (pool.detector == "structured")


def test_one_result_has_the_interval_of_its_replicates(pooled_results):
    """Moments give what a thousand replicates give, within a tenth."""
    for result in pooled_results:
        (pool,) = pools([result])
        for metric in ("recall", "f1"):
            low, high = result.intervals[metric]
            found = pool.interval(metric)
            assert found.high - found.low == pytest.approx(high - low, rel=0.15)


def test_throughput_is_that_of_all_bytes(pooled_results):
    """The rate lies between those of the corpora."""
    for pool in pools(groups_of(pooled_results, most=1)["clean"]):
        rates = [one.timing.mb_per_s() for one in pool.results]
        assert min(rates) <= pool.mb_per_s <= max(rates)
        assert pool.peak_mb == 1


def test_a_detector_that_failed_somewhere_is_left_out(pooled_results):
    """Its sum would be over other records."""
    clean = groups_of(pooled_results, most=1)["clean"]
    broken = replace(clean[0], counts=None, failure="no memory")
    names = {pool.detector for pool in pools([broken, *clean[1:]])}
    assert names == {"regex", "structured"} - {broken.detector}


def test_a_corpus_on_which_somebody_does_not_compare_is_left_out(pooled_results):
    """All that remain are summed over the same corpora."""
    clean = groups_of(pooled_results, most=1)["clean"]
    odd = replace(clean[0], counts=None, not_comparable="shares no label")
    found = pools([odd, *clean[1:]])
    assert {pool.detector for pool in found} == {"regex", "structured"}
    assert {result.corpus for pool in found for result in pool.results} == {
        result.corpus for result in clean
    } - {odd.corpus}
