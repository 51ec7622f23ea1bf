import pytest

import leakbench as lb
from leakbench.api.benchmark import ComparisonError
from leakbench.api.results import NoAnswersError
from leakbench.generator.errors import UnknownNameError

pytestmark = pytest.mark.slow


def test_differences_have_intervals(results):
    """The second less the first; the one that finds less is behind, and that is no chance."""
    table = lb.compare(results[0], results[1], units="records")
    every, *labels = table
    assert (every["first"], every["second"], every["label"]) == ("find_mobiles", "find_half", "all")
    assert every["low"] <= every["difference"] <= every["high"] < 0
    assert every["difference"] == pytest.approx(results[1].f1 - results[0].f1)
    assert every["p_adjusted"] < 0.05
    assert {"MOBILE", "PERSON_NAME"} <= {row["label"] for row in labels}


@pytest.mark.filterwarnings("ignore:cannot tell")
def test_a_detector_does_not_differ_from_itself(result):
    """Not by anything, in whatever is drawn again."""
    for units in ("files", "records", "subjects"):
        every = next(iter(lb.compare(result, result, metric="recall", units=units)))
        assert every["difference"] == 0
        assert every["low"] <= 0 <= every["high"]


def test_few_units_are_warned_of(mobiles):
    """What so many could not show is no equality."""
    result = lb.evaluate(mobiles, "exam_roster", rows=300)
    with pytest.warns(UserWarning, match=r"on exam_roster: \d files? can show no difference"):
        table = lb.compare(result, result)
    assert {"units", "p"} <= set(table.arrow.column_names)


@pytest.mark.filterwarnings("ignore:cannot tell")
def test_the_other_way_round_the_sign_changes(results):
    """And nothing else."""
    forth, back = (
        next(iter(lb.compare(*pair))) for pair in ((results[0], results[1]), results[:2][::-1])
    )
    assert forth["difference"] == -back["difference"]
    assert forth["low"] == pytest.approx(-back["high"])


def test_other_records_do_not_compare(result, results):
    """The error names what differs."""
    with pytest.raises(ComparisonError, match="do not compare: the corpus differs"):
        lb.compare(result, results[0])
    with pytest.raises(ComparisonError, match=r"the noise differs \(clean and worn\)"):
        lb.compare(results[0], results[2])


def test_one_is_compared_with_one(results):
    """Several are to be chosen from."""
    with pytest.raises(ComparisonError, match=r"here are 2: choose with \[0\] or select"):
        lb.compare(results[:2], results[0])


def test_only_what_was_scored_compares(mobiles):
    """A failure is no result to compare with."""
    both = lb.evaluate([mobiles, lambda _text: 1], "exam_roster", rows=10)
    with pytest.raises(NoAnswersError, match="<lambda> has no scores on exam_roster: failed"):
        lb.compare(*both)


def test_metrics_and_units_are_known(result):
    """A wrong one gets the likely one."""
    with pytest.raises(UnknownNameError, match="unknown metric 'recal'; did you mean recall"):
        lb.compare(result, result, metric="recal")
    with pytest.raises(UnknownNameError, match="unknown unit 'subject'; did you mean subjects"):
        lb.compare(result, result, units="subject")
