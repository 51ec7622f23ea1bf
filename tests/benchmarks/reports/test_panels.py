"""Tests of what the plots show."""

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.panels import group_title, panels_of, side_panels, stem_of
from leakbench.benchmarks.store.pooling import groups_of

pytestmark = pytest.mark.slow


def test_sides_stand_beside_each_other(contest):
    """Real text and generated lists; one point a row of the headline, ours marked."""
    panels = side_panels(headline(contest))
    assert [panel.title for panel in panels] == ["real text", "generated lists"]
    for panel in panels:
        assert {point.detector: point.ours for point in panel.points} == {
            "coarse": False,
            "digits, twin": False,
            "forgetful": False,
            "ours": True,
        }
        assert all(0 <= point.y <= 1 and point.x > 0 for point in panel.points)


def test_groups_keep_strict_scores_of_all_labels(contest):
    """A panel a corpus, with every detector by its own name."""
    panels = panels_of(groups_of([r for r in contest if r.corpus != "clean_text"]))
    assert [panel.title for panel in panels] == ["legal_person, clean", "real"]
    points = {point.detector: point for point in panels[0].points}
    assert points["coarse"].y == 0
    assert points["ours"].ours
    assert not points["twin"].ours
    assert panels[0].subtitle == "100 rows"


def test_titles_are_words_and_names_of_files():
    """Words of writings and tracks are translated, names of corpora stay."""
    assert group_title("worn, text", "zh") == "磨损，文本"
    assert group_title("worn, text", "en") == "worn, text"
    assert group_title("legal_person", "zh") == "legal_person"
    assert stem_of("worn, text") == "worn-text"
