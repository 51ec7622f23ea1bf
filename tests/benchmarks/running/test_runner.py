"""Tests of the runner."""

from contextlib import contextmanager
from hashlib import sha256
from time import sleep

import pytest

from leakbench.benchmarks.running import runner
from leakbench.benchmarks.running.entrants import LocalEntrant, entrant
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.scoring.labels import UnknownLabelError, UnmappedLabelError
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.sources.source_checks import OverlappingTruthError
from leakbench.detectors.models.model_cost import Cost
from leakbench.detectors.spans import empty_spans
from leakbench.generator.spec import Spec

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("stand_ins")]
SPEC = Spec(corpus="legal_person")


def _run(sources, *names, scoring=None, **options):
    opened = [open_source(str(source), SPEC) for source in sources]
    entrants = [entrant(name) for name in names]
    return list(run(opened, entrants, scoring or Scoring(), **options))


def test_a_file_is_scored_on_its_own_labels(labelled):
    """The number is found, the name is missed, and rows, track and counts are told."""
    (result,) = _run([labelled()], "digits")
    summary = result.summary()
    assert (summary["corpus"], summary["detector"], summary["rows"]) == ("real", "digits", 2)
    assert (summary["recall"], summary["precision"]) == (0.5, 1.0)
    assert summary["recall_any"] == pytest.approx(11 / 13)
    assert summary["by_label"]["PHONE"]["support"] == 1
    assert summary["peak_memory_mb"] == 5.0
    assert result.labels == ("PERSON", "PHONE")


def test_labels_restrict_truth_and_predictions(labelled):
    """On PHONE alone nothing is missed; on PERSON alone there is nothing to score."""
    (result,) = _run([labelled()], "digits", scoring=Scoring(only=("PHONE",)))
    assert (result.summary()["recall"], result.summary()["precision"]) == (1.0, 1.0)
    (result,) = _run([labelled()], "digits", scoring=Scoring(only=("PERSON",)))
    assert result.not_comparable == "not comparable: shares no label with real"


def test_a_detector_that_shares_no_label_has_no_score(labelled):
    """It is timed, its sentence names the corpus, and no zero stands where nothing was asked."""
    result, other = _run([labelled()], "strangers", "digits")
    assert result.not_comparable == "not comparable: shares no label with real"
    assert result.counts is result.intervals is result.failure is None
    assert result.summary()["recall"] is None
    assert result.timing.rows
    assert (other.not_comparable, other.summary()["recall"]) == (None, 0.5)
    (generated,) = _run(["legal_person"], "strangers", rows=20)
    assert generated.not_comparable == "not comparable: shares no label with legal_person"


def test_runs_are_told_apart_by_when_they_began(labelled):
    """However short they are: the one begun last is what counts."""
    path = labelled()
    begun = [_run([path], "digits")[0].started for _ in range(3)]
    assert begun == sorted(set(begun))


def test_a_failure_is_a_failure_before_anything_else(labelled):
    """One that broke is not called not comparable."""
    (result,) = _run([labelled()], "broken", scoring=Scoring(only=("PERSON",)))
    assert result.failure is not None
    assert result.not_comparable is None


def test_what_a_detector_declares_and_how_sure_its_scores_are_stands_in_the_result(dataset):
    """Recall over its labels, intervals around its scores, and people found."""
    (result,) = _run([dataset], "digits")
    assert result.declared == ("MOBILE",)
    summary = result.summary()
    assert summary["recall_declared"] == summary["by_label"]["MOBILE"]["recall"] > summary["recall"]
    low, high = result.intervals["recall"]
    assert low < summary["recall"] < high
    assert result.counts.breakdowns.total("subjects", "counted", "fine") > 0
    assert summary["false_alarms_per_1000"] is not None


def test_truth_that_contradicts_itself_stops_the_run(labelled):
    """Before anything is timed; the corpus is named."""
    path = labelled('{"text": "00000000000", "spans": [[0, 9, "PHONE"], [3, 11, "PHONE"]]}')
    with pytest.raises(OverlappingTruthError, match="corpus 'real', record 1"):
        _run([path], "digits")


def test_raw_predictions_are_kept_and_pinned(labelled, tmp_path):
    """Of who did not fail, with their number and hash."""
    digits, broken = _run([labelled()], "digits", "broken", raw=tmp_path)
    assert digits.predictions["spans"] == 1
    assert sha256(digits.raw.read_bytes()).hexdigest() == digits.predictions["sha256"]
    assert broken.predictions is broken.raw is None
    assert list(tmp_path.glob("*.parquet")) == [digits.raw]


def test_a_mapping_says_what_a_label_means(labelled):
    """Without it an unknown label stops the run before anything is timed."""
    path = labelled('{"text": "00000000000", "spans": [[0, 11, "RUFNUMMER"]]}')
    with pytest.raises(UnmappedLabelError, match="corpus 'real': label 'RUFNUMMER'"):
        _run([path], "digits")
    scoring = Scoring(mapping={"RUFNUMMER": "PHONE"})
    (result,) = _run([path], "digits", scoring=scoring)
    assert result.summary()["recall"] == 1.0
    assert result.mapping == {"RUFNUMMER": "PHONE"}


def test_a_label_that_nobody_has_is_an_error(labelled):
    """A misspelt --labels is not an empty score."""
    with pytest.raises(UnknownLabelError, match="PHONES"):
        _run([labelled()], "digits", scoring=Scoring(only=("PHONES",)))


@pytest.mark.parametrize("track", ["text", "table"])
def test_every_clean_mobile_of_a_corpus_is_found(track):
    """Eleven digits in a row are a mobile; generator, detector and scorer agree."""
    (result,) = _run(["legal_person"], "digits", scoring=Scoring(track=track), rows=500)
    assert result.counts.summary()["by_label"]["MOBILE"]["recall"] == 1.0
    assert (result.track, result.noise, result.rows) == (track, "clean", 500)


def test_a_detector_that_fails_is_recorded_and_the_others_go_on(labelled):
    """It has a reason and no scores, whether it raises, exits, lies, or cannot be built."""
    results = _run([labelled()], "broken", "exits", "digits", "liar", "unbuilt")
    failures = {result.detector: result.failure for result in results}
    assert failures["digits"] is None
    assert failures["broken"].startswith("RuntimeError: cannot read 1 rows, at ")
    assert failures["exits"].startswith("SystemExit: done, at ")
    assert failures["liar"].startswith("SpanError: detector liar, span 0, row 0")
    assert failures["unbuilt"].startswith("OSError: no model, at ")
    for result in results:
        assert (result.counts is None) == (result.failure is not None)
        assert (result.summary()["recall"] is None) == (result.failure is not None)


def test_a_late_failure_discards_the_scores_before_it(labelled, monkeypatch):
    """Half a corpus is no result."""
    monkeypatch.setattr(runner, "BATCH_ROWS", 1)
    one = '{"text": "00000000000", "spans": [[0, 11, "MOBILE"]]}'
    path = labelled(*[one] * 3, '{"text": "stop", "spans": []}')
    built = entrant("digits")
    detect = built.detector.detect

    def fails_late(batch):
        if batch.column(0)[0].as_py() == "stop":
            raise RuntimeError("late")
        return detect(batch)

    monkeypatch.setattr(built.detector, "detect", fails_late, raising=False)
    (result,) = run([open_source(str(path), SPEC)], [built], Scoring())
    assert result.failure.startswith("RuntimeError: late, at ")
    assert result.failure.endswith("in fails_late (batch 3, row 3)")
    assert result.counts is None


def test_all_detectors_get_the_same_records_in_turn(monkeypatch):
    """Who goes first rotates from chunk to chunk; scores do not depend on it."""
    monkeypatch.setattr(runner, "BATCH_ROWS", 50)
    calls = []
    entrants = [entrant("digits") for _ in range(3)]
    for number, one in enumerate(entrants):
        monkeypatch.setattr(
            one.detector, "detect", _noted(one.detector.detect, calls, number), raising=False
        )
    source = open_source("legal_person", SPEC)
    results = list(run([source], entrants, Scoring(), rows=200))
    sizes = results[0].timing.rows
    assert [number for number, _, _ in calls] == [0, 1, 2, *[0, 1, 2, 1, 2, 0, 2, 0, 1, 0, 1, 2]]
    assert all(38 <= rows <= 62 for rows in sizes[:-1])
    assert len({tuple(call[1:] for call in calls if call[0] == number) for number in range(3)}) == 1
    assert results[0].counts == results[1].counts == results[2].counts
    assert results[0].counts == _run(["legal_person"], "digits", rows=200)[0].counts


def test_no_record_is_given_twice(monkeypatch):
    """Neither first, nor to guess the rows, nor to spend a fair time, nor as a spot."""
    monkeypatch.setattr(runner, "BATCH_ROWS", 100)
    monkeypatch.setattr(runner, "SECONDS", 1e-9)
    seen = []
    built = entrant("digits")
    detect = built.detector.detect

    def noting(batch):
        seen.extend(batch.column(0).to_pylist())
        return detect(batch)

    monkeypatch.setattr(built.detector, "detect", noting, raising=False)
    (result,) = run([open_source("legal_person", SPEC)], [built], Scoring(), min_seconds=0.05)
    assert result.rows == runner.MIN_ROWS
    assert sum(result.timing.rows) > 0
    assert len(seen) > runner.MIN_ROWS + sum(result.timing.rows)
    assert len(set(seen)) > 0.98 * len(seen)  # titles and the like stand in several lists
    spot = result.integrity["spot"]
    assert spot["rows"] == runner.MIN_ROWS
    assert not spot["differs"]
    assert spot["seed"] != SPEC.seed
    assert result.integrity["batch_sizes"] == {"seed": 0, "low": 75, "high": 125}


def test_scores_do_not_depend_on_what_is_timed(dataset):
    """Further records count for nothing but the time."""
    sources = ("legal_person",)
    (short,) = _run(sources, "digits", rows=100)
    (long,) = _run(sources, "digits", rows=100, min_seconds=0.05)
    assert long.counts == short.counts
    assert long.intervals == short.intervals
    assert sum(long.timing.rows) > sum(short.timing.rows) == 84
    assert short.integrity["spot"] is None
    (finite,) = _run([dataset], "digits", min_seconds=0.05)
    assert sum(finite.timing.rows) == 284
    assert finite.integrity["spot"] is None


def test_a_secret_seed_is_told_of_what_is_made_of_it(labelled):
    """A file has none."""
    corpus, real = _run(["legal_person", labelled()], "digits", rows=20, secret_seed=True)
    assert corpus.integrity["seed_secret"]
    assert not real.integrity["seed_secret"]
    assert not _run(["legal_person"], "digits", rows=20)[0].integrity["seed_secret"]


def test_who_pays_is_asked_about_the_rows_wanted_and_nothing_else():
    """No further records, no spot, and its memory is not measured by asking again."""
    asked = []

    class Paying:
        """Counts what it is asked."""

        name = "paying"
        labels = frozenset({"MOBILE"})
        cost = Cost()

        def detect(self, batch):
            """Find nothing, for money."""
            asked.append(batch.num_rows)
            self.cost.add(requests=batch.num_rows)
            return empty_spans()

    paying = LocalEntrant("paying", "1", "leakbench", Paying())
    memory = []
    (result,) = run(
        [open_source("legal_person", SPEC)],
        [paying],
        Scoring(),
        rows=64,
        min_seconds=0.05,
        memory=lambda *given: memory.append(given),
    )
    assert sum(asked) == result.cost["requests"] == 64
    assert memory == []


def _noted(detect, calls, number):
    def noting(batch):
        calls.append((number, batch.num_rows, batch.column(0)[0].as_py()))
        return detect(batch)

    return noting


def test_everybody_answers_the_same_number_of_rows(monkeypatch):
    """Of a corpus whose rows nobody gave; how fast the machine is does not count."""
    monkeypatch.setattr(runner, "ROWS", 80)
    results = _run(["legal_person"], "digits", "strangers")
    assert [result.rows for result in results] == [80, 80]
    assert results[0].identity == results[1].identity


def test_a_slow_detector_answers_the_first_rows(monkeypatch):
    """Those that showed how slow it is, told by its result; the others answer all."""
    monkeypatch.setattr(runner, "ROWS", 400)
    monkeypatch.setattr(runner, "SECONDS", 0.3)
    slow = entrant("digits")
    detect, asked = slow.detector.detect, []

    def dawdles(batch):
        asked.append(batch.num_rows)
        sleep(0.001 * batch.num_rows)
        return detect(batch)

    monkeypatch.setattr(slow.detector, "detect", dawdles, raising=False)
    source = open_source("legal_person", SPEC)
    first, other = run([source], [slow, entrant("digits")], Scoring(), min_seconds=0)
    assert (first.rows, other.rows) == (runner.MIN_ROWS, 400)
    assert asked == [runner.FIRST_ROWS, runner.MIN_ROWS - runner.FIRST_ROWS]
    assert first.personal["truth"] < other.personal["truth"]
    assert first.identity["rows"] == first.rows
    (again,) = _run(["legal_person"], "digits", rows=first.rows, min_seconds=0)
    assert again.counts == first.counts


def test_a_model_that_loads_at_its_first_call_is_not_slow(monkeypatch):
    """The probe after it tells."""
    monkeypatch.setattr(runner, "ROWS", 400)
    monkeypatch.setattr(runner, "SECONDS", 2.0)
    loads = entrant("digits")
    detect, asked = loads.detector.detect, []

    def late(batch):
        if not asked:
            sleep(0.3)
        asked.append(batch.num_rows)
        return detect(batch)

    monkeypatch.setattr(loads.detector, "detect", late, raising=False)
    source = open_source("legal_person", SPEC)
    (result,) = run([source], [loads], Scoring(), min_seconds=0)
    assert result.rows == sum(asked) == 400


def test_a_finite_source_is_run_whole_or_as_far_as_asked(dataset, labelled):
    """More rows than there are cannot be had."""
    assert [result.rows for result in _run([dataset, labelled()], "digits")] == [300, 2]
    assert _run([dataset], "digits", rows=7)[0].rows == 7
    assert _run([labelled()], "digits", rows=7)[0].rows == 2


def test_timing_is_of_this_source_alone(dataset):
    """Samples add up to the rows, of which the first call is apart."""
    (result,) = _run([dataset], "digits")
    timing = result.timing
    assert timing.first_call > 0
    assert sum(timing.rows) == 300 - runner.FIRST_ROWS
    assert timing.passes == [0]


def test_of_a_short_file_something_is_left_to_time(labelled):
    """The first call takes a quarter; a single record is the first call."""
    (result,) = _run([labelled()], "digits")
    assert result.timing.rows == [1]
    (single,) = _run([labelled()], "digits", rows=1)
    assert single.timing.rows == []
    assert single.timing.first_call > 0
    assert single.counts is not None


def test_progress_adds_up(dataset):
    """Every row is told once for each detector, failed ones too."""
    told = []

    @contextmanager
    def watch(title, total):
        told.append((title, total))
        yield told.append

    _run([dataset], "digits", "broken", watch=watch)
    (title, total), *done = told
    assert title == "legal_person: 300 rows, 2 detectors, text track"
    assert sum(done) == total == 600


def test_a_result_pins_records_tool_and_machine(dataset):
    """Spec, content hash, versions."""
    (result,) = _run([dataset], "digits")
    assert result.identity["content_hash"]
    assert result.identity["spec"]["corpus"] == "legal_person"
    assert result.tool["version"]
    assert result.environment["packages"]["numpy"]
