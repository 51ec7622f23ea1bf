"""Tests of counting what is wrong."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.audit.findings import EXAMPLES, Tally

COUNTS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), st.integers(0, 9)))


@given(COUNTS)
def test_cases_and_wrong_ones_add_up(counts):
    """By what was looked at, in the order in which it was first."""
    tally = Tally("kind")
    for what, right, wrong in counts:
        tally.count(what, right + wrong, wrong)
    found = tally.findings()
    assert [one.what for one in found] == list(dict.fromkeys(what for what, _, _ in counts))
    for one in found:
        mine = [(right, wrong) for what, right, wrong in counts if what == one.what]
        assert one.cases == sum(map(sum, mine))
        assert one.value == sum(wrong for _, wrong in mine)
        assert one.ok == (one.value == 0)
        assert (one.check, one.bound) == ("kind", "none")


def test_a_share_of_the_cases_may_be_wrong():
    """As large as is said, and no larger."""
    tally = Tally("kind")
    tally.count("few", 1000, 2)
    tally.count("many", 1000, 3)
    few, many = tally.findings(allowed=0.002)
    assert (few.ok, many.ok) == (True, False)
    assert few.bound == "0.2% of the cases"


def test_examples_are_drawn_only_as_far_as_they_are_kept():
    """A few of the first wrong cases, none of right ones."""
    drawn = []

    def examples(name):
        for number in range(100):
            drawn.append(f"{name}{number}")
            yield drawn[-1]

    tally = Tally("kind")
    tally.count("it", 5, 0, examples("right"))
    tally.count("it", 5, 2, examples("wrong"))
    tally.count("it", 5, 2, examples("more"))
    (found,) = tally.findings()
    assert found.examples == tuple(f"wrong{number}" for number in range(EXAMPLES))
    assert len(drawn) <= EXAMPLES + 2
