"""Tests of the figures of a paper."""

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.operating import operating
from leakbench.benchmarks.reports.paper_figures import (
    group_figures,
    headline_figures,
    score_figures,
)
from leakbench.benchmarks.store.pooling import groups_of

from .scored_results import graded

pytestmark = pytest.mark.slow


def test_real_stands_against_generated_where_both_are(contest):
    """And F1 against what it costs; of real text alone there is nothing to set against."""
    both = dict(headline_figures(headline(contest), "single", "en"))
    assert list(both) == ["real-generated", "speed", "cost"]
    assert "is highest on real text" in both["real-generated"].caption
    assert "core-hours" in both["cost"].caption
    real = headline([one for one in contest if one.noise is None])
    assert [stem for stem, _ in headline_figures(real, "single", "en")] == ["speed", "cost"]


def test_groups_share_figures_and_captions_rank_nobody_of_this_house(pooled_results):
    """Shared figures have the ending that is asked for; nobody is highest who is not ranked."""
    figures = dict(group_figures(groups_of(pooled_results, most=1), "-real", "en"))
    assert list(figures) == [
        *("pareto-real", "bars-recall-real", "bars-f1-real", "heatmap-clean", "heatmap-worn")
    ]
    told = {stem: one.caption for stem, one in figures.items()}
    assert "of the ranked" not in told["heatmap-clean"]
    assert "is highest with" not in told["bars-f1-real"]


def test_scores_are_those_of_the_headline(contest):
    """A panel a side for curves, one a detector for reliability; without scores there is none."""
    first = headline(contest)
    assert not list(score_figures(operating(first, contest), "single", "en"))
    some = graded(contest, "digits", "ours")
    figures = dict(score_figures(operating(headline(some), some), "single", "en"))
    assert list(figures) == ["precision-recall", "reliability"]
    assert "real text: of the ranked, digits finds most" in figures["precision-recall"].caption
    shown = [axes for axes in figures["reliability"].figure.axes if axes.get_visible()]
    assert [axes.get_title(loc="left") for axes in shown] == ["digits", "ours"]
