import json

import pytest

import leakbench as lb
from leakbench.api.benchmark import SameNameError, UnmappedLabelError
from leakbench.api.entrants import SameDetectorError
from leakbench.benchmarks.store.directory import find_results
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.errors import UnknownNameError

pytestmark = pytest.mark.slow


def nothing(text):
    """A detector that finds nothing."""
    assert text


def test_one_of_each_gives_one_result(mobiles):
    """A list anywhere, even of one, gives results."""
    one = lb.evaluate(mobiles, "exam_roster", rows=20)
    assert isinstance(one, lb.Result)
    for several in (
        lb.evaluate([mobiles], "exam_roster", rows=20),
        lb.evaluate(mobiles, "exam_roster", rows=20, noise=["clean"]),
        lb.evaluate({"mine": mobiles}, "exam_roster", rows=20),
    ):
        assert not isinstance(several, lb.Result)
        assert [found.rows for found in several] == [20]


def test_results_come_source_by_source(results):
    """In each the detectors as they were given; every noise of a corpus is a source."""
    order = [(one.corpus, one.noise, one.detector) for one in results]
    assert order == [
        ("legal_person", "clean", "find_mobiles"),
        ("legal_person", "clean", "find_half"),
        ("legal_person", "worn", "find_mobiles"),
        ("legal_person", "worn", "find_half"),
    ]


def test_records_are_those_of_the_spec(mobiles):
    """A name with options and a spec are the same records; a spec keeps its own noise."""
    spec = lb.Spec("exam_roster", noise="worn", seed=7, split="dev")
    by_name = lb.evaluate(mobiles, "exam_roster", rows=50, noise="worn", seed=7, split="dev")
    by_spec = lb.evaluate(mobiles, spec, rows=50)
    assert by_name.counts == by_spec.counts
    assert by_name.stored.identity == by_spec.stored.identity


def test_datasets_and_files_are_records_too(mobiles, tmp_path):
    """All of one unless a number of rows is given, whatever noise is asked for."""
    spec = lb.Spec("exam_roster", noise="worn")
    write_dataset(spec, 40, tmp_path / "lists")
    file = tmp_path / "real.jsonl"
    lines = [{"text": f"手机1380000000{digit}", "spans": [[2, 13, "PHONE"]]} for digit in range(5)]
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    given = [str(tmp_path / "lists"), file]
    every = lb.evaluate(mobiles, given, noise=["clean", "evasive"])
    assert [(one.corpus, one.noise, one.rows) for one in every] == [
        ("exam_roster", "worn", 40),
        ("real", None, 5),
    ]
    assert every[1].recall == 1.0
    first = lb.evaluate(mobiles, given, rows=3)
    assert [one.rows for one in first] == [3, 3]
    assert first.misses(corpus="exam_roster")["row"].to_pylist()[-1] < 3


@pytest.mark.parametrize(
    ("detectors", "on", "options", "said"),
    [
        ("nativ", "exam_roster", {}, "unknown detector 'nativ'; did you mean native?"),
        ("regex", "exam_rooster", {}, "unknown corpus 'exam_rooster'; did you mean exam_roster?"),
        ("regex", "exam_roster", {"track": "tabel"}, "unknown track 'tabel'; did you mean table?"),
    ],
)
def test_a_wrong_name_gets_the_right_one(detectors, on, options, said):
    """In one line, before anything runs."""
    with pytest.raises(UnknownNameError) as caught:
        lb.evaluate(detectors, on, rows=10, **options)
    assert str(caught.value) == said


def test_what_cannot_be_told_apart_is_refused(mobiles):
    """Detectors of one name, and the same records twice."""
    with pytest.raises(SameDetectorError, match="two detectors are called 'find_mobiles': give"):
        lb.evaluate([mobiles, mobiles], "exam_roster")
    with pytest.raises(SameNameError):
        lb.evaluate(mobiles, ["exam_roster", lb.Spec("exam_roster")])
    named = lb.evaluate({"first": mobiles, "second": mobiles}, "exam_roster", rows=10)
    assert [one.detector for one in named] == ["first", "second"]


@pytest.mark.parametrize("rows", [0, -1])
def test_a_number_of_rows_is_positive(mobiles, rows):
    """Nothing can be said of no record."""
    with pytest.raises(ValueError, match=f"rows {rows} must be positive"):
        lb.evaluate(mobiles, "exam_roster", rows=rows)


@pytest.mark.parametrize(
    "empty", [([], "exam_roster", "clean"), ("regex", [], "clean"), ("regex", "exam_roster", [])]
)
def test_nothing_is_no_evaluation(empty):
    """An empty list is a mistake."""
    *what, noise = empty
    with pytest.raises(ValueError, match="nothing to evaluate: name a detector, a corpus and a"):
        lb.evaluate(*what, noise=noise)


def test_a_label_without_a_meaning_stops(mobiles):
    """The error names the label; a usual name of one is understood."""
    with pytest.raises(UnmappedLabelError, match="label 'CELLPHONES' is not in the registry"):
        lb.evaluate(lambda text: [(0, 1, "CELLPHONES")] if text else None, "exam_roster", rows=10)
    with pytest.raises(UnmappedLabelError, match="CELLPHONES"):
        lb.evaluate(mobiles, "exam_roster", rows=10, labels=["CELLPHONES"])
    named = lb.evaluate(lambda text: [(0, 1, "PER")] if text else None, "exam_roster", rows=10)
    assert named.stored.declared == ("PERSON",)


def test_one_that_raises_fails_alone(mobiles, capsys):
    """Its result says why, and so does a line on stderr; the others are scored."""

    def broken(_text):
        message = "no such model"
        raise RuntimeError(message)

    failed, fine = lb.evaluate([broken, mobiles], "exam_roster", rows=20)
    assert failed.failure.startswith("RuntimeError: no such model, at ")
    assert failed.recall is None
    assert fine.precision == 1.0
    assert "broken failed on exam_roster: RuntimeError: no such model" in capsys.readouterr().err


def test_what_is_quick_says_nothing(mobiles, capsys):
    """Nothing is printed that nobody asked for."""
    lb.evaluate(mobiles, "exam_roster", rows=20)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_results_can_be_kept(mobiles, tmp_path):
    """In the store of the command line, raw answers beside; misses can still be looked at."""
    kept = lb.evaluate([mobiles, nothing], "exam_roster", rows=20, out=tmp_path / "out")
    stored = {one.detector: one for one in find_results([tmp_path / "out"])}
    for one in kept:
        assert stored[one.detector].to_json() == one.to_json()
        assert len(one.misses())


def test_named_detectors_work_apart_or_here():
    """In processes of their own unless told otherwise, one twice too; the answers are the same."""
    apart = lb.evaluate({"one": "regex", "two": "regex"}, "exam_roster", rows=50)
    here = lb.evaluate("regex", "exam_roster", rows=50, in_process=True)
    assert [one.detector for one in apart] == ["one", "two"]
    assert [one.counts for one in apart] == [here.counts, here.counts]
    assert all(one.stored.peak_memory > 10_000_000 for one in apart)
    assert here.stored.peak_memory is None
    assert {one.stored.distribution["name"] for one in (*apart, here)} == {"leakbench"}
