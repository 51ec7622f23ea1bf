"""Tests of ``leakbench sweep``."""

import json

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main


def _invoke(*arguments):
    return CliRunner().invoke(main, ["sweep", *map(str, arguments)])


@pytest.mark.slow
def test_a_sweep_is_printed_and_written(tmp_path):
    """JSON on stdout, a record for each place; documents, tables and figures in the directory."""
    out = tmp_path / "out"
    chosen = (
        "--detector",
        "regex",
        "--rows",
        "40",
        "--rows-per-file",
        "1",
        "--split",
        "dev",
        "--out",
        out,
    )
    done = _invoke("hops", *chosen, "--format", "json")
    assert done.exit_code == 0, done.stderr
    records = json.loads(done.stdout)
    assert [one["place"] for one in records] == [str(hops) for hops in range(7)]
    assert records[-1]["recall"] < records[0]["recall"]
    document = json.loads((out / "hops.json").read_text("utf-8"))
    strengths = [place["spec"]["strength"] for place in document["places"]]
    assert strengths == sorted(set(strengths))
    assert {place["spec"]["split"] for place in document["places"]} == {"dev"}
    assert len({place["content_hash"] for place in document["places"]}) == 7
    assert len(list(out.iterdir())) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("hops", "--noise", "worn"), "--noise is what changes along hops"),
        (("evasive", "--strength", "1"), "--strength is what changes along evasive"),
        (("headers", "--headers", "true"), "--headers is what changes along headers"),
        (("depth",), "'depth' is not one of"),
        (("batch", "--corpus", "nothing"), "unknown corpus 'nothing'"),
        (("batch", "--detector", "nobody"), "unknown detector 'nobody'"),
    ],
)
def test_what_cannot_be_swept_is_refused(arguments, said):
    """With one line that says why."""
    done = _invoke(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
def test_failures_are_told():
    """The others have their scores on stdout."""
    chosen = ("--detector", "broken", "--detector", "digits", "--rows", "20", "--format", "json")
    done = _invoke("identity", *chosen)
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)) == 4
    assert "broken failed at realistic: RuntimeError: cannot read" in done.stderr
    assert done.stderr.splitlines()[-1] == "Error: 2 of 4 points failed"
