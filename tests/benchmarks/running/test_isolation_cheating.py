"""Tests of detectors that cheat: what each tried is impossible, or told in its result."""

from pathlib import Path

import pytest

from leakbench.benchmarks.running.isolation import isolated
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.fresh import reseeded
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.timing.trial import TrialSettings
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
SOURCE = open_source("legal_person", Spec(corpus="legal_person"))
ROWS = 600
CLASSES = {
    "honest": "Honest",
    "remembers_cells": "RemembersCells",
    "remembers_batches": "RemembersBatches",
    "nothing_later": "NothingLater",
    "empty_later": "EmptyLater",
    "works_when_read": "WorksWhenRead",
    "works_when_asked": "WorksWhenAskedItsUnit",
    "stops_the_clock": "StopsTheClock",
    "works_after_its_time": "WorksAfterItsTime",
    "knows_the_seed": "KnowsTheSeed",
    "reads_the_command": "ReadsTheCommand",
    "walks_frames": "WalksFrames",
}
RATE = 1 / 0.0001  # of the honest one, at most


@pytest.fixture(scope="module")
def cheats(install, found_in):
    """Install them where this process and those it starts from now on find them."""
    points = [(name, f"cheating_detectors:{kind}") for name, kind in CLASSES.items()]
    modules = {"cheating_detectors": (HERE / "cheating_detectors.py").read_text("utf-8")}
    site = install("leakbench-cheats", "1.0", points, modules)
    with pytest.MonkeyPatch.context() as patch:
        found_in(patch, site)
        yield site


def _run(source, names, **options):
    entrants = [isolated(name) for name in names]
    return {result.detector: result for result in run([source], entrants, Scoring(), **options)}


@pytest.fixture(scope="module")
def results(cheats):
    """Of one run on the public seed with all of them."""
    del cheats
    return _run(SOURCE, CLASSES, rows=ROWS, min_seconds=0.3)


def test_the_honest_one_has_nothing_said_of_it(results):
    """Its rate is what it is, and both clocks agree but where the machine is too busy."""
    honest = results["honest"]
    assert honest.failure is None
    assert not honest.integrity["imports_generator"]
    assert not honest.integrity["spot"]["differs"]
    assert honest.timing.rows_per_s() < 1.05 * RATE


@pytest.mark.parametrize(
    "name",
    [
        "remembers_cells",
        "remembers_batches",
        "works_when_read",
        "stops_the_clock",
        "works_after_its_time",
    ],
)
def test_no_trick_makes_it_faster(results, name):
    """What is remembered is not asked again, and what is put off is paid for."""
    result = results[name]
    assert result.failure is None
    assert result.counts == results["honest"].counts
    assert result.timing.rows_per_s() < 1.25 * RATE


def test_a_replaced_clock_is_told(results):
    """The times are those of the run."""
    assert results["stops_the_clock"].timing.clock.startswith("clock disagrees")
    assert any("clock disagrees" in one for one in results["stops_the_clock"].doubts())


def test_work_put_off_until_its_time_is_up_is_told(results):
    """As it is counted all the same."""
    assert results["works_after_its_time"].timing.clock.startswith("clock disagrees")


def test_who_answers_nothing_later_has_failed(results):
    """At its second call."""
    failure = results["nothing_later"].failure
    assert failure.startswith("SpanError")
    assert "returned NoneType, not a pyarrow RecordBatch (batch 1, row 16" in failure


def test_who_finds_nothing_later_has_missed_it(results):
    """Every answer that is timed in the run is scored."""
    assert results["empty_later"].counts.summary()["recall"] < 0.1


def test_what_an_answer_becomes_when_attributes_are_read_is_nothing(results):
    """They are read once, and the answer is copied before."""
    result = results["works_when_asked"]
    assert result.failure is None
    assert result.counts.summary()["by_label"]["MOBILE"]["recall"] < 0.1


def test_who_makes_the_records_again_is_told(results):
    """By what it imports, and by what it finds in records of a seed that nobody knew."""
    result = results["knows_the_seed"]
    assert result.counts.summary()["by_label"]["PERSON_NAME"]["recall"] > 0.9
    assert "leakbench.generator.generate" in result.integrity["imports_generator"]
    assert result.integrity["spot"]["differs"]
    assert result.integrity["spot"]["recall"] == 0
    imports, spot = result.doubts()[-2:]
    assert "its process has imported what makes the records" in imports
    assert "on 512 records of a seed drawn after the run" in spot


def test_no_truth_is_in_a_frame_or_alive(results):
    """The process of a detector has strings alone."""
    assert results["walks_frames"].failure is None
    assert results["walks_frames"].counts == results["honest"].counts


@pytest.mark.usefixtures("cheats")
def test_a_secret_seed_is_nowhere_to_be_read(monkeypatch):
    """Neither in arguments nor in the environment of any process, and the usual one is wrong."""
    monkeypatch.setenv("UNRELATED_SEED", "secret")
    secret = reseeded(SOURCE)
    names = ["reads_the_command", "knows_the_seed"]
    found = _run(secret, names, rows=100, min_seconds=0, secret_seed=True)
    for name in names:
        assert found[name].counts.summary()["recall"] == 0
        assert found[name].integrity["seed_secret"]
        assert found[name].identity["spec"]["seed"] == secret.spec.seed


@pytest.mark.usefixtures("cheats")
@pytest.mark.parametrize("name", ["remembers_cells", "remembers_batches", "stops_the_clock"])
def test_a_trial_is_not_fooled_either(name):
    """On records never seen; where the clocks disagree the run's counts, and it is said."""
    cheat = isolated(name)
    batches = [chunk.strings for chunk in SOURCE.chunks("text", 100, 1_200)]
    trial = cheat.run_trial(batches, TrialSettings(seconds=5))
    cheat.close()
    assert trial.calls == 11
    assert trial.rows_per_s < 1.25 * RATE
    assert (trial.clock is not None) == (name == "stops_the_clock")
