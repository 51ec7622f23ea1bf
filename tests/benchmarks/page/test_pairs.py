"""Tests of what the page compares two detectors by."""

import json
import operator
from dataclasses import replace
from functools import reduce
from itertools import combinations

import pytest

from leakbench.benchmarks.page.pairs import MEASURES, UNKNOWN, page_pairs
from leakbench.benchmarks.store.personal_sums import personal_sums
from leakbench.benchmarks.store.sums import lead

pytestmark = pytest.mark.slow


def place(pairs, *which):
    """The place of a corpus, noise and track."""
    (found,) = [
        one for one in pairs["places"] if (one["corpus"], one["noise"], one["track"]) == which
    ]
    return found


def apart(pairs, told, first, second, measure):
    """How far an interval goes down and up, as the page reads it."""
    number = list(combinations(pairs["detectors"], 2)).index((first, second))
    digits = told["apart"][measure][4 * number :][:4]
    return None if digits == UNKNOWN else (int(digits[:2], 36) / 1000, int(digits[2:], 36) / 1000)


def test_intervals_are_the_paired_ones(pooled_results):
    """Of a corpus, and of all of a writing: as ``lead`` has them, at most a thousandth wider."""
    pairs = page_pairs(pooled_results)
    assert pairs["detectors"] == ["regex", "structured"]
    for which in (("legal_person", "worn", "text"), ("*", "worn", "text"), ("*", "*", "text")):
        told = place(pairs, *which)
        sums = {
            name: reduce(
                operator.add,
                (
                    personal_sums(one)[0]
                    for one in pooled_results
                    if one.detector == name
                    and which[0] in ("*", one.corpus)
                    and which[1] in ("*", one.noise)
                ),
            )
            for name in pairs["detectors"]
        }
        assert told["truth"] == sums["regex"].truth
        assert told["found"] == [one.found for one in sums.values()]
        assert told["predicted"] == [one.predicted for one in sums.values()]
        for measure in MEASURES:
            interval = lead(sums["regex"], sums["structured"], measure)
            value = sums["regex"].score(measure) - sums["structured"].score(measure)
            down, up = apart(pairs, told, "regex", "structured", measure)
            assert 0 <= down - (value - interval.low) <= 0.001 + 1e-9
            assert 0 <= up - (interval.high - value) <= 0.001 + 1e-9


def test_both_tracks_are_told_together_where_there_are_two(pooled_results):
    """Each place, and all of a writing: the sums of both; of one track there is no such thing."""
    other = [replace(one, track="table") for one in pooled_results]
    pairs = page_pairs([*pooled_results, *other])
    for which in (("legal_person", "worn"), ("*", "worn"), ("*", "*")):
        both, text = (place(pairs, *which, track) for track in ("*", "text"))
        assert both["truth"] == 2 * text["truth"]
        assert both["found"] == [2 * one for one in text["found"]]
    assert {one["track"] for one in page_pairs(pooled_results)["places"]} == {"text"}


def test_who_failed_has_no_figures_and_is_in_no_sum(pooled_results):
    """Not in its place, nor where all places of a kind are one."""
    first = pooled_results[0]
    failed = replace(first, counts=None, personal=None, failure="no memory")
    pairs = page_pairs([failed, *pooled_results[1:]])
    at = pairs["detectors"].index(first.detector)
    for which in ((first.corpus, first.noise, "text"), ("*", first.noise, "text")):
        told = place(pairs, *which)
        assert told["found"][at] is None
        assert apart(pairs, told, "regex", "structured", "f1") is None
    assert place(pairs, "*", "worn", "text")["found"][at] is not None


def test_who_shares_no_label_missed_everything(pooled_results):
    """As in the headline."""
    first = pooled_results[0]
    silent = replace(first, counts=None, personal=None, not_comparable="shares no label")
    pairs = page_pairs([silent, *pooled_results[1:]])
    told = place(pairs, first.corpus, first.noise, "text")
    at = pairs["detectors"].index(first.detector)
    assert (told["found"][at], told["predicted"][at]) == (0, 0)
    assert told["truth"] > 0
    assert apart(pairs, told, "regex", "structured", "recall") is not None
    assert apart(pairs, told, "regex", "structured", "precision") is None


def test_a_pair_costs_few_bytes(pooled_results):
    """Twelve for the intervals of a pair in a place, and 300 for the place."""
    pairs = page_pairs(pooled_results)
    many = len(pairs["places"])
    assert many == 4 + 3
    assert len(json.dumps(pairs)) <= many * (12 + 300) + 100
