"""Tests of what the page is told."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.page.data import page_runs
from leakbench.benchmarks.reports.standings import standings_of
from leakbench.benchmarks.scoring.modes import ratio

WHOLE = ("truth", "found", "predicted", "moments")


def test_all_labels_are_the_measure_of_the_headline(pooled_results):
    """Sums of a detector's runs are those that the first screen shows, label for label.

    Also of one that shares no label with a corpus: it missed everything there.
    """
    first = pooled_results[0]
    silent = replace(first, counts=None, personal=None, not_comparable="shares no label")
    for results in (pooled_results, [silent, *pooled_results[1:]]):
        standings = standings_of(results)
        assert len(standings) == len({one.detector for one in results})
        runs = page_runs(results)
        for name, standing in standings.items():
            mine = [run["all"] for run in runs if run["detector"] == name]
            sums = standing.sums
            for key in ("truth", "found", "predicted"):
                assert sum(one[key] for one in mine) == getattr(sums, key) > 0
            told = [sum(some) for some in zip(*(one["moments"] for one in mine), strict=True)]
            assert told == sums.moments.tolist()


def test_who_shares_no_label_missed_every_one(pooled_results):
    """Of every label as many values as the others were asked for; no file is without a miss."""
    first = pooled_results[0]
    silent = replace(first, counts=None, personal=None, levels=None, not_comparable="no label")
    runs = page_runs([silent, *pooled_results[1:]])
    here = [run for run in runs if (run["corpus"], run["noise"]) == (first.corpus, first.noise)]
    mine, other = sorted(here, key=lambda run: not run["incomparable"])
    assert mine["failure"] is None
    truth = {label: one["truth"] for label, one in other["labels"].items() if one["truth"]}
    assert {label: one["truth"] for label, one in mine["labels"].items()} == truth
    assert {(one["found"], one["predicted"]) for one in mine["labels"].values()} == {(0, 0)}
    alone = page_runs([silent])
    assert alone[0]["all"] is None


@pytest.mark.slow
def test_counts_are_those_of_the_results(pooled_results):
    """Personal values and their moments together, and every label by its own name."""
    runs = page_runs(pooled_results)
    assert len(runs) == len(pooled_results)
    by_key = {(one.corpus, one.noise, one.detector): one for one in pooled_results}
    for run in runs:
        result = by_key[run["corpus"], run["noise"], run["detector"]]
        assert run["all"] == {key: result.personal[key] for key in WHOLE}
        counts = result.counts
        assert sum(one["truth"] for one in run["labels"].values()) == counts.support()
        assert sum(one["found"] for one in run["labels"].values()) == counts.count("exact_same")
        moments = {label: one["moments"] for label, one in run["labels"].items()}
        by_label = result.intervals["by_label"]
        assert moments == {label: by_label[label]["moments"] for label in moments}
        for novelty in ("seen", "unseen"):
            pairs = [forms[novelty] for forms in run["forms"].values() if novelty in forms]
            counted, found = (sum(some) for some in zip((0, 0), *pairs, strict=True))
            assert ratio(found, counted) == result.counts.recall_of(novelty)
        assert run["files"] is result.files is None
        assert run["mb_per_s"] == result.timing.mb_per_s()
        assert run["ours"] == ("of this house" in result.marks)
        assert run["hash"] == result.identity["content_hash"][:12]


def test_files_are_told_by_what_adds_up(pooled_results):
    """How many there are and how many are low; no quartiles, which do not add up."""
    levels = {**pooled_results[0].levels, "files": {"49": 1, "50": 2, "94": 1, "95": 3, "100": 5}}
    files = {"counted": 12, "below": {"0.5": 1, "0.8": 3, "0.95": 4}, "complete": 5}
    one = replace(pooled_results[0], levels=levels)
    (run,) = page_runs([one])
    assert run["files"] == files
    silent = replace(one, detector="a", counts=None, personal=None, not_comparable="no label")
    missed = {"counted": 12, "below": dict.fromkeys(files["below"], 12), "complete": 0}
    assert [run["files"] for run in page_runs([silent, one])] == [missed, files]


def test_failures_keep_their_reason(pooled_results):
    """A run without counts says why."""
    (run,) = page_runs([replace(pooled_results[0], counts=None, failure="no memory")])
    assert run["failure"] == "no memory"
    assert run["all"] is None
    assert run["labels"] == {}
