from dataclasses import replace

from leakbench.benchmarks.gating.gate import Case, Thresholds
from leakbench.benchmarks.gating.side_by_side import Rounds
from leakbench.benchmarks.gating.summary import gate_summary
from leakbench.benchmarks.statistics.bootstrap import Interval
from leakbench.benchmarks.statistics.comparison import Difference

LOSS = Difference(
    metric="recall", label="MOBILE", support=1_900, a=0.95, b=0.93, difference=-0.02,
    interval=Interval(-0.03, -0.01), p=0.0001, p_adjusted=0.002, detectable=0.01, units=64,
)  # fmt: skip
SAME = replace(LOSS, label="EMAIL", b=0.95, difference=0.0, interval=Interval(-0.01, 0.01), p=1.0,
               p_adjusted=1.0)  # fmt: skip
NONE = Difference(metric="precision", label="USCC", support=0, a=None, b=None)


def case(**facts):
    """A case of a detector."""
    thresholds = Thresholds()
    return Case(detector="a|b", corpus="x (text)", rows=9_000, thresholds=thresholds, **facts)


def test_what_is_worse_comes_first():
    """A heading for each case, with its losses alone; then everything, marked and folded."""
    rounds = Rounds(64, [100] * 9, [130] * 9)
    text = gate_summary([case(differences=[SAME, LOSS, NONE], rounds=rounds), case()])
    first, _, rest = text.partition("### Throughput")
    assert "**1 of 2 comparisons is worse than base.**" in first
    assert "| recall | MOBILE | 1,900 | 0.9500 | 0.9300 | -0.0200 | -0.0300 to -0.0100 |" in first
    assert "EMAIL" not in first
    assert "It is slower: 0.769 (0.769–0.769)." in first
    assert "| 0.0020 | worse |" in rest
    assert "| 1.0000 |  |" in rest
    assert "| precision | USCC | 0 | – | – | – | – | – |  |" in rest
    assert rest.count("<details>") == 1


def test_all_is_well():
    """Said in the first line; notes come last."""
    text = gate_summary([case(differences=[SAME])], ["y is new"])
    assert text.splitlines()[2] == "No regression in 1 comparison."
    assert text.endswith("\n\n- y is new\n")


def test_what_cannot_tell_is_no_pass():
    """The first lines say that there is no answer, and why."""
    text = gate_summary([case(differences=[replace(SAME, units=5)]), case(differences=[SAME])])
    _, _, verdict, _, why, *_ = text.splitlines()
    assert verdict == "**No answer: 1 of 2 comparisons cannot tell a loss.**"
    assert why.startswith("Cannot tell: a|b on x (text), 9,000 records: 5 files can show no")


def test_a_failure_is_told():
    """Though there are no figures of it."""
    assert "It fails: RuntimeError: no model" in gate_summary(
        [case(failure="RuntimeError: no model")]
    )


def test_tables_hold():
    """Every line of a table has as many cells as its head, whatever a name holds."""
    text = gate_summary([case(differences=[LOSS, SAME], rounds=Rounds(1, [1], [1]))])
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert len(tables) == 3
    for head, *lines in tables:
        bars = head.count("|")
        assert all(line.replace(r"\|", "").count("|") == bars for line in lines)
