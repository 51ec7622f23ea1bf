"""Tests of scores of a pool from a sample of it."""

import numpy as np
import pytest

from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.record_counts import per_record
from leakbench.benchmarks.sources.sample import sample_of
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.statistics.bootstrap import METRICS
from leakbench.benchmarks.statistics.sample_tally import SampleTally
from leakbench.detectors.spans import spans_from
from leakbench.generator.spec import Spec

SPACE = LabelSpace.of_registry()


def counts(*records):
    """Truth, found and predicted of records, shape (records, 1) each."""
    return np.array(records).T[:, :, None]


def tally(covering, pool, *records):
    """A tally of some records."""
    made = SampleTally(covering, pool)
    made.add(*counts(*records))
    return made


def test_the_drawn_stand_for_the_rest_of_the_pool():
    """One covering record counts once, two drawn of eight four times each."""
    made = tally(1, 9, (10, 0, 0), (2, 1, 1), (2, 2, 3))
    value, (low, high) = made.score("recall")
    assert value == pytest.approx(4 * 3 / (10 + 4 * 4))
    assert low < value < high
    assert made.score("precision")[0] == pytest.approx(12 / 16)
    assert set(made.to_json()) == set(METRICS)


def test_a_whole_pool_is_its_own_score():
    """Nothing is left to be uncertain of, whatever was chosen to cover it."""
    rows = [(2, 1, 1), (2, 2, 3), (1, 0, 0), (3, 3, 3)]
    for covering in range(3):
        value, (low, high) = tally(covering, 4, *rows).score("recall")
        assert value == pytest.approx(6 / 8)
        assert high - low < 1 or covering


def test_without_a_drawn_record_nothing_is_known_of_the_rest():
    """And without anything to find there is no recall."""
    assert tally(1, 9, (2, 1, 1)).score("recall") == (0.5, (0.0, 1.0))
    assert tally(0, 9, (0, 0, 1), (0, 0, 0), (0, 0, 2)).score("recall") is None


class Chances:
    """A detector that finds a value of a label and form with a chance of its own."""

    def __init__(self, number, skill):
        self._number = number
        self._skill = skill

    def found(self, chunk):
        """Which spans of a chunk it finds, and what it invents."""
        rng = np.random.default_rng(self._number)
        answer = []
        for row, spans in enumerate(chunk.truth.to_pylist()):
            for one in spans:
                hard = sum(map(ord, one["label"] + one["form"])) % 7 / 10
                if rng.random() < self._skill - hard * (1 - self._skill):
                    answer.append((row, 0, (one["start"], one["end"], one["label"])))
            if rng.random() < 0.3 * (1 - self._skill):
                answer.append((row, 0, (0, 1, "PERSON_NAME")))
        return spans_from(answer)


@pytest.fixture(scope="module", params=["legal_person", "chat_messages"])
def pool(request):
    """The first two thousand records of an evasive corpus, and what detectors find in them."""
    source = CorpusSource(Spec(corpus=request.param, noise="evasive"))
    whole = sample_of(source, "text", 2_000, 2_000)
    (chunk,) = whole.chunks("text", 2_000, 2_000)  # in the order of the sample
    skills = (0.95, 0.9, 0.84, 0.76, 0.65)
    found = [
        per_record(chunk.truth, Chances(number, skill).found(chunk), SPACE)
        for number, skill in enumerate(skills)
    ]
    return whole.sampling, found


def scored(records, order, covering, rows, metric):
    """The score that a sample of some rows gives."""
    made = SampleTally(min(covering, rows), len(order))
    some = order[:rows]
    made.add(records.truth[some], records.found[some], records.predicted[some])
    return made.score(metric)


@pytest.mark.slow
@pytest.mark.parametrize("metric", ["recall", "f1"])
def test_few_records_rank_as_all_do(pool, metric):
    """Five detectors stand in the same order, in forty samples out of forty-five at least."""
    sampling, found = pool
    all_of_it = [scored(one, np.arange(2_000), 0, 2_000, metric)[0] for one in found]
    ranked = np.argsort(all_of_it)
    covering = sampling.covering
    assert covering < 200
    same = inside = 0
    for seed in range(45):
        drawn = np.random.default_rng(seed).permutation(np.arange(covering, 2_000))
        order = np.concatenate([np.arange(covering), drawn])
        scores = [scored(one, order, covering, 300, metric) for one in found]
        same += (np.argsort([value for value, _ in scores]) == ranked).all()
        pairs = zip(scores, all_of_it, strict=True)
        inside += sum(low <= true <= high for (_, (low, high)), true in pairs)
    assert same >= 40
    assert inside / (45 * len(found)) > 0.9  # of intervals that are to hold it in .95


def test_two_adds_are_one():
    """Records may come in any number of pieces."""
    whole = tally(1, 9, (3, 2, 2), (2, 1, 1), (2, 2, 3))
    parts = tally(1, 9, (3, 2, 2))
    parts.add(*counts((2, 1, 1), (2, 2, 3)))
    assert parts.to_json() == whole.to_json()
