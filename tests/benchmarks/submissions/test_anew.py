from dataclasses import replace

import pytest

from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.reading import read_result
from leakbench.benchmarks.submissions.anew import MOST_ROWS, anew, contradictions, differing
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


def changed(result, label, **more):
    """The result with other counts of a label."""
    document = result.counts.to_json()
    for name, count in more.items():
        document["fine"][label][name] = document["fine"][label].get(name, 0) + count
    return replace(result, counts=Counts.from_json(document))


def test_a_result_is_of_its_records(result):
    """The same hash, the same values."""
    assert differing(result, anew(result)) == []


def test_a_result_of_other_records_is_told(result):
    """By their hash; by their values where only counts were changed."""
    lied = replace(result, identity={**result.identity, "content_hash": "0" * 32})
    (told,) = differing(lied, anew(lied))
    assert "generated anew" in told
    (told,) = differing(changed(result, "MOBILE", exact_same=5), anew(result))
    assert "values of MOBILE" in told


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "file"}, "none that are generated anew"),
        ({"sample": {"pool": 9, "covering": 1}}, "unsampled"),
        ({"spec": {"corpus": "../../x"}}, "its spec is none"),
        ({"spec": {"pack": {"name": "x"}}}, "a pack or a private key"),
        ({"spec": {"key": {"fingerprint": "x"}}}, "a pack or a private key"),
    ],
)
def test_what_cannot_be_made_here_is_told(result, change, reason):
    """Packs and keys of others, samples, files, and specs that are none."""
    assert reason in anew(replace(result, identity={**result.identity, **change}))


@pytest.mark.parametrize("corpus", ["no_such_corpus", "../corpora/legal_person", "chat_messages"])
def test_a_spec_is_of_the_corpus_that_is_told(result, corpus):
    """And of one that leakbench has, which no path is."""
    spec = {**result.identity["spec"], "corpus": corpus}
    assert "is no corpus" in anew(replace(result, identity={**result.identity, "spec": spec}))


def test_there_is_an_end_to_generating(result):
    """However many records a result says it is of."""
    assert "at most" in anew(replace(result, rows=MOST_ROWS + 1))


@pytest.fixture(scope="module")
def part(ran, digits, tmp_path_factory):
    """The stand-in again, on a third of the records."""
    source = CorpusSource(Spec(corpus="legal_person", noise="worn"))
    return read_result(ran(tmp_path_factory.mktemp("part"), digits, source, rows=100))


def test_a_repetition_says_nothing_against_the_truth(result, part):
    """Neither on a part of the records, nor on all."""
    assert contradictions(result, part) == contradictions(result, result) == []


def test_a_repetition_finds_what_was_made_up(result, part):
    """More found than there is room for, less than was found, other counts, a failure."""
    found = result.counts.count("exact_same", "fine", "MOBILE")
    missed = result.counts.count("missed", "fine", "MOBILE")
    assert missed > 0
    few = changed(result, "MOBILE", exact_same=-found, missed=found)
    many = changed(result, "MOBILE", exact_same=missed, missed=-missed)
    for lie in (few, many):
        (told,) = contradictions(lie, part)
        assert "MOBILE" in told or "recall" in told
        assert contradictions(lie, result) == [
            "run again on all of its records, it counts otherwise"
        ]
    assert "fails" in contradictions(result, replace(part, failure="RuntimeError: no"))[0]
