"""Tests of errors on the terminal."""

from leakbench.benchmarks.error_analysis.listing import listing
from leakbench.benchmarks.error_analysis.page import headline


def test_the_greatest_groups_are_printed_with_their_examples(errors, capsys):
    """The value between brackets, and how many groups are left out."""
    listing(errors, "regex on leads", 1)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["regex on leads", headline(errors)]
    for heading, _, groups in errors.sections():
        assert heading in lines
        if len(groups) > 1:
            assert f"  and {len(groups) - 1:,} groups more" in lines
        shown = groups[0].examples[0] if groups else None
        assert shown is None or any(
            f"【{shown.value}】" in line and line.endswith(f", row {shown.row}") for line in lines
        )
