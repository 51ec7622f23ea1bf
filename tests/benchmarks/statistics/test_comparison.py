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


EQUAL = np.full(12, 120)
UNEVEN = np.array([22, 31, 40, 55, 70, 88, 104, 125, 150, 185, 240, 330])


def lost_in_files(sizes, base, alike, times):
    """Recall of one that finds a share of the values of 12 files, and of one that loses 12% of it.

    Args:
        sizes: Values of each file.
        base: The share.
        alike: Correlation of what is missed within a file (beta-binomial), here and of the loss.
        times: How often with each of five seeds, as replicates of one seed have common weights.

    Yields:
        The differences.
    """
    draw = np.random.default_rng(1)

    def kept(values, share):
        if alike and share < 1:
            rest = 1 / alike - 1
            share = draw.beta(share * rest, (1 - share) * rest, values.shape)
        return draw.binomial(values, share)

    truth = np.repeat(sizes[:, None], times, axis=1)
    for seed in range(5):
        found = kept(truth, base)
        less = kept(found, 0.88)
        pair = PairedCounts([str(number) for number in range(times)], seed=seed)
        sides = [RecordCounts(np.arange(12), truth, side, side) for side in (found, less)]
        pair.add(np.arange(12), *sides)
        yield from (pair.difference("recall", label) for label in pair.labels)


@pytest.mark.parametrize(
    ("sizes", "base", "alike", "times", "power"),
    [
        pytest.param(sizes, base, alike, 400, power, marks=pytest.mark.long)
        for sizes, powers in ((EQUAL, (0.99, 0.99, 0.95, 0.7)), (UNEVEN, (0.99, 0.95, 0.75, 0.3)))
        for base in (1.0, 0.99)
        for alike, power in zip((0.0, 0.05, 0.1, 0.2), powers, strict=True)
    ]
    + [(UNEVEN, 1.0, 0.05, 60, 0.95)],
)
def test_a_dozen_files_tell_what_was_lost(sizes, base, alike, times, power):
    """Intervals hold the true loss as often as they say, and a label without a miss shows it."""
    found = list(lost_in_files(sizes, base, alike, times))
    held = [one.interval.low <= -0.12 * base <= one.interval.high for one in found]
    assert np.mean(held) >= 0.93
    assert np.mean([one.interval.high < 0 for one in found]) >= power


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
