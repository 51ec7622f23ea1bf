import json
import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import jsonschema
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.elsewhere.every_eval_ever import place, records
from leakbench.benchmarks.store.directory import find_results, latest

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "results/real"
SCHEMA = Path(__file__).with_name("data") / "every_eval_ever.schema.json"
NOW = 1_760_492_095.5


@pytest.fixture(scope="module")
def published():
    """All published results on real text, and one on a table."""
    real = latest(find_results([PUBLISHED]))
    return [*real, replace(real[0], corpus="legal_person", noise="worn", track="table")]


@pytest.fixture(scope="module")
def made(published):
    """Their records."""
    return records(published, "Example", NOW)


@pytest.mark.slow
def test_every_record_is_one_of_the_schema(made):
    """Of all published results, by the schema of Every Eval Ever."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    check = jsonschema.validators.validator_for(schema)(schema)
    for record in made:
        check.validate(record)
    assert len(made) > 10


def test_every_figure_is_that_of_a_result(published, made):
    """None is lost, none is another detector's, and all lie within their bounds."""
    scores = {}
    for result in published:
        summary = result.summary()
        for key in ("f1", "recall", "precision", "false_alarms_per_1000"):
            if summary[key] is not None and result.failure is None:
                scores[result.detector, result.version, _where(result), key] = summary[key]
    found = {
        (
            record["model_info"]["name"],
            record["model_info"]["inference_engine"]["version"],
            *one["evaluation_result_id"].rsplit("/", 1),
        ): one["score_details"]["score"]
        for record in made
        for one in record["evaluation_results"]
    }
    assert found == scores
    for record in made:
        for one in record["evaluation_results"]:
            metric, score = one["metric_config"], one["score_details"]["score"]
            assert metric["min_score"] <= score <= float(metric["max_score"])


def _where(result):
    return "/".join(part for part in (result.corpus, result.noise, result.track) if part)


def test_records_stand_where_the_store_has_them(made):
    """In paths of five parts, each its own, which do not follow from the time of the export."""
    places = [place(record) for record in made]
    assert len({one.casefold() for one in places}) == len(made)
    for one in places:
        data, collection, _developer, _model, name = one.split("/")
        assert (data, collection) == ("data", "leakbench")
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]', one)
        assert UUID(name.removesuffix(".json")).version == 4
    later = [{**record, "retrieved_timestamp": "0", "evaluation_id": ""} for record in made]
    assert [place(record) for record in later] == places


def test_models_are_whose_they_are(published, made):
    """Of this house or a third party's; only a server's model has a name of the Hub."""
    told = {record["model_info"]["name"]: record for record in made}
    relations = {
        name: told[name]["source_metadata"]["evaluator_relationship"]
        for name in ("regex", "presidio")
    }
    assert relations == {"regex": "first_party", "presidio": "third_party"}
    result = replace(
        _one(published, "regex"), detector="llm:Example/Model-1", marks=("the user's model",)
    )
    (record,) = records([result, replace(result, failure="RuntimeError: no model")], "x", NOW)
    assert record["model_info"]["id"] == "Example/Model-1"
    (record,) = records([replace(result, detector="transformers:out/model")], "x", NOW)
    assert record["model_info"]["id"] == "leakbench/transformers_out_model"


def _one(published, detector):
    """A published result of a detector."""
    return next(one for one in published if one.detector == detector)


def test_the_command_writes_them(published, tmp_path):
    """Each in its file; a directory with something in it stays as it is."""
    path = tmp_path / "runs/a.json"
    path.parent.mkdir()
    path.write_text(_one(published, "regex").text(), encoding="utf-8")
    out = tmp_path / "out"
    words = ["export", "every-eval-ever", str(path), "--organization", "Example", "--out", str(out)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    (file,) = out.rglob("*.json")
    record = json.loads(file.read_text("utf-8"))
    assert file.relative_to(out).as_posix() == place(record)
    assert record["source_metadata"]["source_organization_name"] == "Example"
    assert CliRunner().invoke(main, words).exit_code != 0
