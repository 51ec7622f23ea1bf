"""Tests of detectors on the columns track."""

from leakbench.benchmarks.columns.track import RATES, ColumnsPlan, run_columns
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec

PLAN = ColumnsPlan(tables=2, rows=20, headers=("true", "withheld"), columns=("straight", "mixed"))
ELSEWHERE = ("PASSWORD", "GEO_POINT")  # labels that no column of these is of
SOURCES = [CorpusSource(Spec(corpus=name, split="dev")) for name in ("legal_person", "clean_text")]


def test_every_way_is_a_record_of_every_detector(by_header):
    """All read the same tables, and are told of as they are read."""
    told = []
    records = run_columns(SOURCES, [by_header], PLAN, told.append)
    assert [(one["headers"], one["cells"]) for one in records] == [
        ("true", "mixed"), ("true", "straight"), ("withheld", "mixed"), ("withheld", "straight"),
    ]  # fmt: skip
    assert sum(told) == PLAN.readings(len(SOURCES)) == 16
    for one in records:
        assert one["tables"] == 4
        assert one["failure"] is None
        assert set(one["by_corpus"]) == {"legal_person", "clean_text"}
        assert one["columns"] + one["empty"] == 2 * (13 + 10)
        assert one["by_corpus"]["clean_text"]["found"] is None


def test_a_failure_is_a_reason_and_no_rate(by_header, header_detector):
    """Of the detector alone: one that breaks off, and one with no shared label."""
    calls = []

    def fail_at_the_third(batch, found):
        calls.append(batch)
        if len(calls) == 3:
            raise RuntimeError("no more")
        return found

    detectors = [
        by_header,
        header_detector("elsewhere", ELSEWHERE),
        header_detector("faulty", change=fail_at_the_third),
    ]
    records = run_columns(SOURCES, detectors, PLAN, lambda _done: None)
    by_name = {name: [r for r in records if r["detector"] == name] for name in
               ("by_header", "elsewhere", "faulty")}  # fmt: skip
    assert {len(some) for some in by_name.values()} == {4}
    assert all(one["failure"] is None for one in by_name["by_header"])
    for name, reason in (("elsewhere", "none of its labels"), ("faulty", "RuntimeError: no more")):
        assert all(reason in one["failure"] for one in by_name[name])
        assert all(one[rate] is None for one in by_name[name] for rate in RATES)


def test_tables_without_a_label_refuse_nobody(header_detector):
    """On tables without personal information every detector may raise false alarms."""
    (record,) = run_columns(
        SOURCES[1:],
        [header_detector("elsewhere", ELSEWHERE)],
        ColumnsPlan(tables=1, rows=5, headers=("true",), columns=("own",)),
        lambda _done: None,
    )
    assert (record["accuracy"], record["false_alarms"], record["found"]) == (1.0, 0.0, None)
