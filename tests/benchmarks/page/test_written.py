"""Tests of recall by form."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.page.packing import columns
from leakbench.benchmarks.page.written import LEAST, page_written

pytestmark = pytest.mark.slow


def rows_of(told):
    """The rows of columns."""
    lists = {
        key: one if isinstance(one, list) else [one["of"][at] for at in one["at"]]
        for key, one in told["rows"].items()
    }
    return [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]


def test_forms_add_up_over_corpora_and_writings(pooled_results):
    """By label: values and those found, of all forms that have some values."""
    told = page_written(pooled_results)
    assert told["detectors"] == ["regex", "structured"]
    rows = rows_of(told)
    assert rows
    for row in rows:
        for name, found in zip(told["detectors"], row["found"], strict=True):
            counted = [
                one.counts.breakdowns.forms.get((row["label"], row["form"]), (0, 0))
                for one in pooled_results
                if one.detector == name
            ]
            assert row["values"] == sum(many for many, _ in counted) >= LEAST
            assert found == sum(hits for _, hits in counted)
    assert {row["novelty"] for row in rows} <= {"plain", "seen", "unseen"}
    assert next(row for row in rows if row["form"] == "plain")["novelty"] == "plain"
    assert [row["values"] for row in rows] == sorted((r["values"] for r in rows), reverse=True)


def test_who_was_not_asked_everywhere_is_left_out(pooled_results):
    """A sum over fewer records would not compare; real text, whose forms nobody knows, is none."""
    failed = replace(pooled_results[0], counts=None, failure="no memory")
    assert page_written([failed, *pooled_results[1:]])["detectors"] == ["structured"]
    real = [replace(one, noise=None) for one in pooled_results]
    assert page_written(real) == {"detectors": [], "rows": columns([])}
