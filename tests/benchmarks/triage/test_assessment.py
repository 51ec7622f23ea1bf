"""Tests of triage: lists in, people and tiers out."""

from dataclasses import replace

import pyarrow as pa
import pytest

from leakbench.benchmarks.running.entrants import DetectorFailedError
from leakbench.benchmarks.triage.assessment import assess, true_assessment
from leakbench.benchmarks.triage.folders import NOT_LISTS
from leakbench.benchmarks.triage.lists import RecordList
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.spec import Spec

MOBILES = ["10000000001", "10000000002", "10000000003"]
LISTS = [name for name in corpus_names() if name not in NOT_LISTS]


def test_duplicates_count_once(by_header, listed):
    """A list sold twice is one list, however the numbers are written."""
    one = listed(PERSON_NAME=["甲一", "甲二", "甲三"], MOBILE=MOBILES)
    again = listed(MOBILE=[f"+86 {mobile}" for mobile in MOBILES], QQ=["1", "2", "3"])
    made = assess([one, again, one], by_header)
    assert made.people == 3
    assert made.tier_counts.counts == {(5000,): 3}


def test_a_single_missed_number_splits_nobody(by_header, listed):
    """Another number of the same row links the lists."""
    whole = listed(PERSON_NAME=["甲一"], MOBILE=["10000000001"], QQ=["100001"])
    only_qq = listed(PERSON_NAME=["甲一"], MOBILE=["1000*****01"], QQ=["100001"])
    only_mobile = listed(MOBILE=["10000000001"])
    assert assess([only_qq, whole, only_mobile], by_header).people == 1


def test_a_missed_name_splits_nobody(header_detector, listed):
    """Who pays and who gets the parcel is one person, though a detector knows no such name."""

    def forget(batch, found):
        names = [batch.column(0)[row].as_py() for row in found.column("row").to_pylist()]
        number = [label != "PERSON_NAME" for label in found.column("label").to_pylist()]
        kept = [a or name != "甲二" for a, name in zip(number, names, strict=True)]
        return found.filter(pa.array(kept))

    names = ["甲一", "甲二", "甲三"]
    payments = listed(
        PERSON_NAME=names,
        QQ=["100001", "100002", "100003"],
        **{"PERSON_NAME#2": names, "MOBILE": MOBILES},
    )
    assert assess([payments], header_detector(change=forget)).people == 3


def test_a_pair_of_names_is_the_same_pair_again(by_header, listed):
    """A payer's friend is one person, by card in one row and by mobile number in another."""
    payer = {"PERSON_NAME": ["甲一"] * 2, "QQ": ["100001"] * 2}
    by_qq = {"PERSON_NAME#2": ["乙一", ""], "QQ#2": ["100002", ""]}
    by_mobile = {"PERSON_NAME#3": ["", "乙一"], "MOBILE": ["", MOBILES[0]]}
    assert assess([listed(**payer, **by_qq, **by_mobile)], by_header).people == 2


def test_events_count_by_their_time(by_header, listed):
    """Two calls of one person are two records, the same call in another list is none."""
    times = ["1999-01-01 10:00:00", "1999-01-01 10:01:00", "1999-01-02 10:00:00"]
    calls = listed(MOBILE=[MOBILES[0]] * 3, 通话时间=times)
    again = listed(MOBILE=[MOBILES[0]], 通话时间=["1999/1/1 10:00"])
    made = assess([calls, again], by_header)
    assert (made.people, made.tier_counts.counts) == (1, {(500,): 3})


def test_one_shared_time_makes_one_event(by_header, listed):
    """A stay in whose copy the arrival is missing is known by its departure."""
    there = {"MOBILE": MOBILES[:2], "HOTEL": ["某店", "某店"]}
    left = ["1999-01-02 10:00", "1999-01-03 10:00"]
    whole = listed(**there, 入住=["1999-01-01 10:00", "1999-01-01 10:00"], 退房=left)
    made = assess([listed(**there, 退房=left), whole, listed(**there)], by_header)
    assert made.tier_counts.counts == {(500,): 2}


def test_companies_and_hotlines_are_nobody(by_header, listed):
    """No person, no record."""
    made = assess([listed(COMPANY=["某公司"], HOTLINE=["4000000000"], USCC=["0" * 18])], by_header)
    assert (made.people, made.names_alone, made.tier_counts.counts) == (0, 0, {})


def test_rows_and_columns_of_nothing(by_header, listed):
    """Cells without anything are no error."""
    assert assess([listed(MOBILE=["", ""], a=["", ""])], by_header).people == 0


def test_names_alone_are_told(by_header, listed):
    """A list of names has nobody in it, but does not pass for an empty one."""
    made = assess([listed(PERSON_NAME=["甲一", "甲二", "甲一"])], by_header)
    assert (made.people, made.names_alone) == (0, 2)


# Recipients whose parcels carry a relay's number have a name and an address that stands apart.
UNTOLD = {"transactions": 0.08}


@pytest.mark.slow
@pytest.mark.parametrize("corpus", LISTS)
@pytest.mark.parametrize(("noise", "error"), [("clean", 0.01), ("worn", 0.05)])
def test_who_knows_all_values_counts_the_people(oracle, corpus, noise, error):
    """Values as they are lead to the true people, records, tiers and verdicts of every list."""
    lists = [oracle.knows(Spec(corpus=corpus, split="dev", noise=noise), 120)]
    found, true = assess(lists, oracle.entrant()), true_assessment(lists)
    allowed = max(error, UNTOLD.get(corpus, 0))
    assert abs(found.people - true.people) <= max(allowed * true.people, 1)
    assert found.tier_counts.verdicts == true.tier_counts.verdicts
    tiers = tuple(sorted(load_corpus(corpus).tiers))
    assert list(found.tier_counts.counts) == ([tiers] if tiers else [])
    assert bool(true.people) == bool(tiers)


def test_the_truth_of_a_resold_list_is_that_of_the_list(oracle):
    """Neither a copy nor a worn one adds anybody."""
    spec = Spec(corpus="exam_roster", split="dev", rows_per_file=1)
    one = oracle.knows(spec, 100)
    worn = oracle.knows(replace(spec, noise="worn"), 100)
    assert true_assessment([one]).people == 200
    assert true_assessment([one, one, worn]).people == 200
    assert true_assessment([one, one, worn]).tier_counts == true_assessment([one]).tier_counts


def test_rows_of_a_file_that_are_no_records_are_nobody(oracle):
    """Titles, headers and sums, and records that come twice: as many records as there are."""
    one = oracle.knows(Spec(corpus="exam_roster", split="dev"), 1000)
    spans = pa.array(one.truth.row)
    records = len(spans.unique())
    assert 970 < records < 1000
    true = true_assessment([one])
    subjects = len(pa.array(one.truth.subject).unique())
    assert true.people == subjects < 2 * records
    assert sum(true.tier_counts.counts.values()) < records


def test_truth_is_unknown_where_a_list_is_not_generated(oracle, listed):
    """Or where subjects are numbered in two populations."""
    one = oracle.knows(Spec(corpus="legal_person"), 5)
    other = oracle.knows(Spec(corpus="legal_person", seed=1), 5)
    assert true_assessment([one]) is not None
    assert true_assessment([one, listed(MOBILE=MOBILES)]) is None
    assert true_assessment([one, other]) is None


def test_a_detector_that_breaks_off_says_why(header_detector, listed):
    """Whatever it raises."""

    def fail(_batch, _found):
        raise RuntimeError("no\nmemory")

    with pytest.raises(DetectorFailedError, match="RuntimeError: no memory"):
        assess([listed(MOBILE=MOBILES)], header_detector(change=fail))


def test_a_list_of_several_batches_is_one_list(by_header):
    """Rows keep their numbers over the batches of a detector."""
    mobiles = [f"1{number:010}" for number in range(9_000)]
    one = RecordList("many", pa.RecordBatch.from_pydict({"MOBILE": mobiles}))
    assert assess([one], by_header).people == 9_000
