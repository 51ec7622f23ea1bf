"""Tests of lists with what is true of them."""

from leakbench.benchmarks.triage.lists import generated, same_population
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec


def test_lists_of_two_seeds_are_of_two_populations(listed):
    """Their subjects are numbered apart; of a list that was not generated nobody knows any."""
    one, other = (
        generated("list", spec, batches(spec, 5))
        for spec in (Spec(corpus="legal_person"), Spec(corpus="legal_person", seed=1))
    )
    assert same_population([one, one])
    assert not same_population([one, other])
    assert not same_population([one, listed(MOBILE=["10000000001"])])


def test_a_dataset_comes_with_its_truth(dataset):
    """Every value that stands whole and is somebody's, and no truth among the strings."""
    opened = open_dataset(dataset)
    (batch,) = opened.batches()
    one = generated("set", opened.manifest.spec, [batch])
    assert one.strings.schema.names == batch.schema.names[2:-4]
    spans = batch.column("cell_spans").flatten().to_pylist()
    whole = [s for s in spans if s["quality"] == "exact" and s["subject"] is not None]
    assert one.truth.subject.tolist() == [span["subject"] for span in whole]
    assert one.truth.label.tolist() == [span["label"] for span in whole]
    assert one.truth.column.tolist() == [span["column"] for span in whole]


def test_partial_values_are_no_truth():
    """Who is called 张先生 in a list is not named in it."""
    spec = Spec(corpus="sales_leads")
    (batch,) = batches(spec, 50)
    spans = batch.column("cell_spans").flatten().to_pylist()
    partial = [span for span in spans if span["form"] == "surname_title"]
    truth = generated("sales_leads", spec, [batch]).truth
    assert len(partial) > 20
    named = (truth.label == "PERSON_NAME").sum()
    whole = [s for s in spans if s["label"] == "PERSON_NAME" and s["form"] != "surname_title"]
    assert named == len(whole)
