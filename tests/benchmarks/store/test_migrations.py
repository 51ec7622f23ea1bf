"""Old result files, the present schema, and every result that is published."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from leakbench.benchmarks.commands.run import MAIN_CORPORA
from leakbench.benchmarks.running.entrants import entrant
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.scoring.counts import RATIOS
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.store import migrations as result_migrations
from leakbench.benchmarks.store.directory import raw_folder
from leakbench.benchmarks.store.migrations import MIGRATIONS, SCHEMA_VERSION, migrated
from leakbench.benchmarks.store.reading import read_json, read_result, read_results
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
OLD = sorted((Path(__file__).parent / "data").glob("version-*.json"))
CORPORA = sorted(path.stem for path in (ROOT / "generator" / "corpora").glob("*.toml"))
((_, SCHEMA),) = read_json(Path(result_migrations.__file__).with_name("result.schema.json"))


VALIDATOR = Draft202012Validator(SCHEMA)


def refused(content):
    """What the schema has against a document."""
    return [error.message for error in VALIDATOR.iter_errors(content)]


def test_the_schema_is_one():
    """It is a JSON Schema, and of the version that is written."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema_version"] == {"const": SCHEMA_VERSION}


def test_every_ratio_is_in_the_schema():
    """A metric of the summary has its property in the schema, and a property its metric."""
    described = SCHEMA["properties"]["summary"]["properties"].keys()
    missing = set(RATIOS) - described
    assert not missing, f"result.schema.json: summary has no property for {missing}"
    gone = described - set(RATIOS)
    assert not gone, f"result.schema.json: summary has properties that nothing gives: {gone}"


def test_every_older_version_has_a_migration():
    """From each to the next."""
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize("path", OLD, ids=[path.stem for path in OLD])
def test_an_old_file_is_migrated(path):
    """It fits the present schema, says all that it said, and knows nothing that it did not."""
    content = json.loads(path.read_text("utf-8"))
    before = deepcopy(content)
    after = migrated(content)
    assert content == before
    assert refused(after) == []
    result = read_result(path)
    summary = result.summary()
    assert {key: summary[key] for key in before["summary"] if key != "by_label"} == {
        key: value for key, value in before["summary"].items() if key != "by_label"
    }
    for label, scores in before["summary"]["by_label"].items():
        assert scores.items() <= summary["by_label"][label].items()
    assert result.counts.breakdowns is result.files is None
    assert result.scores is result.histogram() is summary["operating_points"] is None
    assert result.declared is summary["recall_declared"] is summary["recall_subjects"] is None
    assert refused(json.loads(result.text())) == []


@pytest.fixture(scope="module")
def published():
    """The published results of each corpus, each with its document; those of real text as one."""
    found = {}
    for store in ("", "real"):
        path = ROOT / "results" / store / "runs.jsonl.gz"
        documents = dict(read_json(path))
        for one in read_results(path):
            pairs = found.setdefault(store or one.result.corpus, [])
            pairs.append((documents[one.line], one.result))
    return found


def fitting(pairs):
    """Fail where a document, as it stands or once migrated, does not fit or says what is not so."""
    for content, result in pairs:
        document = migrated(content)
        assert refused(document) == []
        assert result.to_json() | {"summary": None} == document | {"summary": None}


@pytest.mark.parametrize("corpus", [*CORPORA, "real"])
def test_published_results_fit_the_schema(published, corpus):
    """One in ten of each corpus, and all that is not derived is in the result."""
    fitting(published.get(corpus, [])[::10])


@pytest.mark.long
@pytest.mark.parametrize("corpus", [*CORPORA, "real"])
def test_every_published_result_fits_the_schema(published, corpus):
    """All of them."""
    fitting(published.get(corpus, []))


def test_published_results_are_of_the_corpora_that_there_are(published):
    """And of no other; a new one waits for the next run of everything."""
    over = set(published) - {*CORPORA, "real"}
    assert not over, f"results/runs.jsonl.gz has runs on {over}, which are no corpora"
    assert {*MAIN_CORPORA, "real"} <= set(published)


@pytest.mark.parametrize("corpus", ["legal_person", "file"])
@pytest.mark.parametrize("detector", ["digits", "broken", "strangers"])
def test_what_is_written_fits_the_schema(stand_ins, labelled, tmp_path, corpus, detector):
    """Scored, failed, and not comparable, with raw predictions kept."""
    stand_ins(detector)
    source = open_source(str(labelled()) if corpus == "file" else corpus, Spec(corpus=""))
    with raw_folder(tmp_path) as raw:
        (result,) = run([source], [entrant(detector)], Scoring(), rows=20, raw=raw)
    content = json.loads(result.text())
    assert refused(content) == []
    assert (content["counts"] is None) == (detector != "digits")


def test_files_fit_the_schema(stand_ins):
    """What is told of lists is described, figure by figure."""
    stand_ins("digits")
    source = open_source("legal_person", Spec(corpus="", noise="worn", rows_per_file=4))
    (result,) = run([source], [entrant("digits")], Scoring(), rows=60)
    content = json.loads(result.text())
    assert content["files"]["counted"] > 5
    assert refused(content) == []
    for damage in ({"best": []}, {"complete": None}, {"recall": {"min": 0.0}}):
        assert refused(content | {"files": content["files"] | damage})


def test_scores_fit_the_schema():
    """Predictions by score are described, column by column."""
    source = open_source("legal_person", Spec(corpus=""))
    (result,) = run([source], [entrant("structured")], Scoring(), rows=40, min_seconds=0)
    content = json.loads(result.text())
    assert refused(content) == []
    scores = content["scores"]
    label, columns = next(iter(scores["personal"].items()))
    for damage in ({"right": []}, {"from": [1.5]}, {"wrong": [-1]}):
        changed = {**scores["personal"], label: columns | damage}
        assert refused(content | {"scores": scores | {"personal": changed}})


@pytest.mark.parametrize(
    "change",
    [
        {"rows": "2"},
        {"track": "columns"},
        {"counts": {"labels": []}},
        {"schema_version": 1},
        {"surprise": 1},
    ],
)
def test_the_schema_refuses_what_is_wrong(stand_ins, labelled, change):
    """It is no schema of everything."""
    stand_ins("digits")
    source = open_source(str(labelled()), Spec(corpus=""))
    (result,) = run([source], [entrant("digits")], Scoring())
    assert refused(json.loads(result.text()) | change)
