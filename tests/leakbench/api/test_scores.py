from dataclasses import replace

from leakbench.api.scores import (
    LABEL_SCORES,
    differing,
    label_table,
    reasons,
    score_schema,
    score_table,
)


def test_tables_have_their_schema(results):
    """Whatever is null in them."""
    stored = [one.stored for one in results]
    assert score_table(stored).schema.equals(score_schema())
    assert label_table(stored).schema.equals(LABEL_SCORES)
    assert score_table([]).schema.equals(score_schema())


def test_what_is_the_same_in_all_is_not_printed(results):
    """Only what tells results apart takes room."""
    assert differing([one.stored for one in results]) == ["detector", "noise"]
    assert differing([results[0].stored]) == []


def test_who_has_no_scores_has_a_reason(result):
    """A failure in its own words; nobody else has one."""
    failed = replace(result.stored, counts=None, failure="TypeError: no")
    assert reasons([result.stored, failed]) == [
        "find_mobiles on exam_roster: failed: TypeError: no"
    ]
