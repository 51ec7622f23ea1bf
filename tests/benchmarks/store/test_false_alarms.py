"""Tests of false alarms."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.store.false_alarms import ALARMS, alarm_characters, alarms_of

pytestmark = pytest.mark.slow


def test_only_where_nobody_is(pooled_results):
    """Every prediction there is false; elsewhere there is nothing to tell."""
    quiet = replace(pooled_results[0], corpus=ALARMS)
    characters = alarm_characters([*pooled_results, quiet])
    assert list(characters) == [(ALARMS, quiet.noise, quiet.track)]
    spurious, shown = alarms_of(quiet, characters)
    assert spurious == quiet.counts.count("spurious", "any")
    assert shown == quiet.counts.breakdowns.total("text", "characters") > 0
    assert alarms_of(pooled_results[0], characters) is None


def test_an_older_result_tells_its_predictions(pooled_results):
    """Who was not scored there still said something; who failed said nothing that counts."""
    quiet = replace(pooled_results[0], corpus=ALARMS)
    characters = alarm_characters([quiet])
    older = replace(quiet, counts=None, predictions={"spans": 7}, not_comparable="no label")
    assert alarms_of(older, characters)[0] == 7
    assert alarms_of(replace(quiet, failure="no memory"), characters) is None
