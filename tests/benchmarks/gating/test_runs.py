from pathlib import Path

import pytest

from leakbench.benchmarks.gating import runs as gate_runs
from leakbench.benchmarks.gating.gate import Thresholds
from leakbench.benchmarks.gating.runs import RunSettings, run_both
from leakbench.benchmarks.gating.side_by_side import Rounds
from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.running.stored_runs import ComparisonError
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.detectors.registry import UnknownDetectorError
from leakbench.generator.spec import Spec


@pytest.fixture
def both(monkeypatch, digits):
    """Run with stand-ins in this process; ``said`` is what to raise on a side."""
    monkeypatch.setattr(gate_runs, "build", lambda _project, one, _into: Path(one or "head"))
    monkeypatch.setattr(gate_runs, "timed", lambda *_: Rounds(64, [100] * 9, [99] * 9))
    built = []

    def run(*names, unknown=None, failing=None):
        def isolated(name, _limits, code):
            if str(code) == unknown:
                raise UnknownDetectorError(name, ["other"])
            built.append((name, str(code)))
            detector = None if str(code) == failing else digits
            return LocalEntrant(name, "1.0", "leakbench", detector, "no model")

        monkeypatch.setattr(gate_runs, "isolated", isolated)
        sources = [CorpusSource(Spec(corpus="legal_person")), CorpusSource(Spec(corpus="assets"))]
        settings = RunSettings(scoring=Scoring(), rows=100, thresholds=Thresholds())
        found = run_both(Path(), "main", sources, names, settings)
        return *found, built

    return run


@pytest.mark.slow
def test_every_detector_runs_on_every_corpus(both):
    """Built once from each side; equal answers are no regression of quality."""
    cases, notes, built = both("one", "two")
    assert [(case.detector, case.corpus) for case in cases] == [
        (name, f"{corpus} (clean, text)")
        for name in ("one", "two")
        for corpus in ("legal_person", "assets")
    ]
    assert not notes
    assert built == [("one", "head"), ("one", "main"), ("two", "head"), ("two", "main")]
    assert not any(case.is_regression() for case in cases)
    assert {case.rows for case in cases} == {100}


def test_head_that_fails_is_a_regression(both):
    """Where base answers."""
    cases, _, _ = both("one", failing="head")
    assert [case.failure for case in cases] == ["no model", "no model"]
    assert all(case.is_regression() for case in cases)


def test_base_that_fails_is_not_compared(both):
    """Of a detector that never worked nothing can be said."""
    with pytest.raises(ComparisonError, match="not compared on legal_person: base fails: no model"):
        both("one", failing="main")


def test_a_new_detector_is_not_compared(both):
    """It is told, and if there is no other the gate has nothing to say."""
    with pytest.raises(ComparisonError, match="one is new: main has none of this name"):
        both("one", unknown="main")


def test_a_detector_that_head_does_not_have_is_an_error(both):
    """Nobody asks for a detector that is gone."""
    with pytest.raises(UnknownDetectorError):
        both("one", unknown="head")
