"""Tests of the figures of a paper."""

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.paper_figures import group_figures, headline_figures, stem_of
from leakbench.benchmarks.store.pooling import groups_of

from .scored_results import graded

pytestmark = pytest.mark.slow


def test_real_stands_against_generated_where_both_are(contest):
    """And F1 against what it costs; of real text alone there is nothing to set against."""
    both = headline_figures(headline(contest), "single", "en")
    assert list(both) == ["real-generated", "cost"]
    assert "is highest on real text" in both["real-generated"].caption
    assert "core-hours" in both["cost"].caption
    real = headline([one for one in contest if one.noise is None])
    assert list(headline_figures(real, "single", "en")) == ["cost"]


def test_a_column_gets_a_figure_for_each_group(pooled_results):
    """Two columns hold all groups, and shared figures have the ending that is asked for."""
    groups = groups_of(pooled_results, most=1)
    double = group_figures(groups, "-real", "double", "en")
    assert {"pareto-real", "bars-f1-real", "heatmap-clean"} <= set(double)
    single = group_figures(groups, "-real", "single", "en")
    assert {"pareto-clean", "pareto-worn", "bars-f1-clean"} <= set(single)
    assert not any("real" in stem for stem in single)


def test_captions_rank_nobody_of_this_house(pooled_results):
    """All of these are of this house: nobody is highest on labels, or finds most."""
    some = graded(pooled_results, *{one.detector for one in pooled_results})
    figures = group_figures(groups_of(some, most=1), "", "double", "en")
    told = {stem: one.caption for stem, one in figures.items()}
    assert "of the ranked" not in told["heatmap-clean"] + told["curves-clean"]
    assert "is highest with" not in told["bars-f1"]


def test_stems_are_names_of_files():
    """Of titles with commas and spaces."""
    assert stem_of("worn, text") == "worn-text"
