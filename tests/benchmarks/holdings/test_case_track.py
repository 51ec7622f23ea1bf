"""Tests of triage scored on cases."""

import pytest

from leakbench.benchmarks.holdings.case_track import score_case
from leakbench.benchmarks.holdings.case_truth import read_case_truth
from leakbench.benchmarks.holdings.holding import hold, is_incomplete
from leakbench.benchmarks.holdings.told import told
from leakbench.benchmarks.holdings.writing import write_holding
from leakbench.benchmarks.scanning.running import scanned
from leakbench.benchmarks.scanning.worker import Work
from leakbench.generator.cases.case import Case
from leakbench.generator.cases.case_writing import write_case
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """A small seized office."""
    place = tmp_path_factory.mktemp("case")
    write_case(Case(Spec(corpus="", seed=4, split="dev"), records=3_000, files=30), place)
    return place


@pytest.fixture(scope="module")
def holding(case):
    """What native makes of it, with the score."""
    with scanned([case / "seized"], Work("native", show=False), 1, None) as scan:
        made = hold(scan, "native")
        yield made, score_case(made, read_case_truth(case / "truth"))


def test_lists_are_found_and_nobody_is_accused(holding):
    """People within a few percent, and both verdicts, of a small case."""
    _, score = holding
    assert score["lists_found"] == score["lists"] > 5
    assert (score["accused"], score["unreadable"]) == (0, 0)
    assert score["people_error"] < 0.05
    assert score["verdicts_right"] == [True, True]
    assert score["undirected_recall"] >= 0.5
    assert len(score["each"]) == score["lists"] + score["office"] == 30
    assert all(one["status"] in {"counted", "skipped"} for one in score["each"])


def test_every_file_stands_in_the_report(holding, tmp_path):
    """Counted or skipped, in two languages, and no number in full."""
    made, _ = holding
    write_holding(made, "native", None, tmp_path, "zh")
    page = (tmp_path / "triage.html").read_text("utf-8")
    assert page.startswith('<!doctype html>\n<html lang="zh">')
    for content in made.scan.contents:
        assert content["path"].replace("&", "&amp;") in page
    assert "http" not in page
    assert "法释〔2017〕10号第五条" in page
    assert not any(is_incomplete(content) for content in made.scan.contents)


@pytest.mark.parametrize(("language", "first"), [("zh", "共有"), ("en", "different natural")])
def test_the_answer_comes_first(holding, language, first):
    """And then how it was counted, in lines that fit a terminal."""
    made, _ = holding
    lines = list(told(made, "native", 7, language))
    assert first in lines[0]
    assert any("7" in line for line in lines[:4])


def test_a_detector_that_was_not_measured_has_no_interval(holding):
    """And says so."""
    made, _ = holding
    found = made.summary()
    assert found["intervals"]["people"][0] <= found["people"] <= found["intervals"]["people"][1]
    made = type(made)(made.scan, made.lists, made.assessment, 0, (), None)
    assert made.summary()["intervals"] is None
    assert "were not measured" in " ".join(told(made, "x", None, "en"))
