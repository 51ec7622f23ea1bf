import numpy as np
import pytest

from leakbench.benchmarks.scoring.record_counts import RecordCounts
from leakbench.benchmarks.statistics.comparison import ALL, Difference, PairedCounts, adjusted

pytestmark = pytest.mark.slow

LABELS = ("MOBILE", "EMAIL", "PERSON_NAME")


def counts(truth, found, spurious):
    """Counts of records from their matrices."""
    return RecordCounts(
        np.arange(len(truth)),
        *(matrix.astype(np.int32) for matrix in (truth, found, found + spurious)),
    )


@pytest.fixture
def answers():
    """800 records without PERSON_NAME: b loses one MOBILE in fifty and invents no EMAIL."""
    draw = np.random.default_rng(6)
    truth = draw.poisson([1.5, 1.0, 0.0], (800, 3))
    found = draw.binomial(truth, 0.9)
    less = found.copy()
    less[:, 0] = draw.binomial(found[:, 0], 0.98)
    spurious = draw.poisson([0.1, 0.1, 0.0], (800, 3))
    fewer = spurious * np.array([1, 0, 1])
    return counts(truth, found, spurious), counts(truth, less, fewer)


@pytest.fixture
def paired(answers):
    """Both, added in two batches."""
    pair = PairedCounts(LABELS)
    for some in (slice(0, 300), slice(300, 800)):
        batch = [RecordCounts(*(column[some] for column in one)) for one in answers]
        pair.add(np.arange(800)[some], *batch)
    return pair


def test_figures_are_those_of_the_sums(paired, answers):
    """Metrics of both and their difference, for a label and for all."""
    a, b = answers
    assert paired.records == 800
    assert paired.seen() == ["MOBILE", "EMAIL"]
    for label, of in ((ALL, slice(None)), ("MOBILE", slice(0, 1))):
        truth = a.truth[:, of].sum()
        found = paired.difference("recall", label)
        assert found.support == truth
        assert found.a == a.found[:, of].sum() / truth
        assert found.b == b.found[:, of].sum() / truth
        assert found.difference == found.b - found.a
        precision = paired.difference("precision", label)
        assert precision.b == b.found[:, of].sum() / b.predicted[:, of].sum()
        f1 = paired.difference("f1", label)
        assert f1.a == pytest.approx(2 * a.found[:, of].sum() / (truth + a.predicted[:, of].sum()))


def test_what_was_planted_is_found(paired):
    """A loss of two points, and a gain of precision; no change where there is none."""
    lost = paired.difference("recall", "MOBILE")
    assert lost.interval.high < 0
    assert lost.p < 0.001
    assert lost.interval.low < -0.9 * 0.02 < lost.interval.high
    gained = paired.difference("precision", "EMAIL")
    assert gained.interval.low > 0
    assert gained.p < 0.001
    same = paired.difference("recall", "EMAIL")
    assert (same.difference, same.p) == (0, 1)
    assert same.interval.low < 0 < same.interval.high


def test_exchanged_detectors_differ_the_other_way(answers):
    """Sign and interval turn over; p and what is detectable stay."""
    pair, turned = PairedCounts(LABELS), PairedCounts(LABELS)
    pair.add(np.arange(800), *answers)
    turned.add(np.arange(800), *answers[::-1])
    for metric in ("recall", "precision", "f1", "f2"):
        one, other = pair.difference(metric), turned.difference(metric)
        assert one.difference == -other.difference
        assert one.interval == pytest.approx((-other.interval.high, -other.interval.low))
        assert (one.p, one.detectable) == pytest.approx((other.p, other.detectable))


def test_batches_do_not_matter(paired, answers):
    """All records at once give the same."""
    whole = PairedCounts(LABELS)
    whole.add(np.arange(800), *answers)
    assert whole.difference("f2") == paired.difference("f2")


def test_nothing_to_nothing(paired):
    """A label of neither has no figures, and no test."""
    nothing = paired.difference("precision", "PERSON_NAME")
    assert nothing == Difference(metric="precision", label="PERSON_NAME", support=0, a=None, b=None)


def test_people_drawn_together_say_less(answers):
    """With twenty records a person, losses by record are noisier than they look."""
    by_record, by_person = PairedCounts(LABELS), PairedCounts(LABELS)
    a, _ = answers
    lost = RecordCounts(a.record, a.truth, a.found * (np.arange(800) >= 40)[:, None], a.predicted)
    by_record.add(np.arange(800), a, lost)
    by_person.add(np.arange(800) // 20, a, lost)
    assert by_record.difference("recall").p < 0.001
    assert by_person.difference("recall").p > 0.4
    wide, narrow = (one.difference("recall").interval for one in (by_person, by_record))
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    assert by_person.records == 800


def test_planned_records(paired):
    """Four times the records show half the difference."""
    asked = paired.difference("recall", planned=3_200)
    assert asked.detectable == pytest.approx(paired.difference("recall").detectable / 2)


def test_correction_is_over_what_was_tested(paired):
    """Those without a test are left alone and count for nothing."""
    found = adjusted([paired.difference("recall", label) for label in LABELS])
    assert found[0].p_adjusted == pytest.approx(2 * found[0].p)
    assert found[1].p_adjusted == 1
    assert found[2].p_adjusted is None


def test_json_names_the_ends_of_the_interval(paired):
    """What cannot be told is null."""
    told = paired.difference("recall").to_json()
    assert told["low"] < told["difference"] < told["high"]
    nothing = paired.difference("recall", "PERSON_NAME").to_json()
    assert {nothing[key] for key in ("a", "b", "difference", "low", "high", "p")} == {None}
