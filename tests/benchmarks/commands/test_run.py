"""Tests of ``leakbench run``."""

import json

import pytest

from leakbench.benchmarks.commands.run import MAIN_CORPORA

from .command_line import RUN_KEYS, invoke, output, refused


@pytest.mark.usefixtures("stand_ins")
def test_a_detector_with_an_argument_is_run_by_its_full_name(labelled, tmp_path):
    """Its results stand in a directory of their own; a template alone is a usage error."""
    path, out = labelled(), tmp_path / "out"
    (found,) = output("run", "--corpus", path, "--detector", "repeated:11", "--out", out)
    assert (found["detector"], found["failure"]) == ("repeated:11", None)
    assert len(list(out.glob("real/repeated_11-*/*.json"))) == 1
    result = invoke("run", "--corpus", path, "--detector", "repeated")
    assert result.exit_code == 2
    assert "detector 'repeated': its argument is missing: repeated:COUNT" in result.stderr


@pytest.mark.usefixtures("stand_ins")
def test_run_prints_one_object_for_each_corpus_and_detector(dataset, labelled, tmp_path):
    """The keys stay, and result files are written."""
    out = tmp_path / "out"
    found = output(
        "run",
        "--corpus",
        dataset,
        "--corpus",
        labelled(),
        "--detector",
        "digits",
        "--rows",
        50,
        "--out",
        out,
    )
    assert [(one["corpus"], one["rows"]) for one in found] == [("legal_person", 50), ("real", 2)]
    for one in found:
        assert set(one) == RUN_KEYS
        assert one["failure"] is None
        assert set(one["by_label"]["MOBILE" if one["corpus"] != "real" else "PHONE"]) == {
            "support",
            "recall",
            "precision",
            "f1",
            "f2",
        }
    assert len(list(out.glob("*/digits/*.json"))) == 2


@pytest.mark.usefixtures("stand_ins")
def test_a_secret_seed_is_another_for_each_corpus_and_in_the_result(tmp_path):
    """With it the run is repeated; a file has none."""
    words = ("run", "--detector", "digits", "--rows", 40)
    corpora = ("--corpus", "legal_person", "--corpus", "exam_roster")
    output(*words, *corpora, "--seed", "secret", "--out", tmp_path / "secret")
    found = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "secret").rglob("*.json")]
    assert all(one["integrity"]["seed_secret"] for one in found)
    seeds = {one["corpus"]["name"]: one["corpus"]["spec"]["seed"] for one in found}
    assert len(set(seeds.values())) == 2
    for one in found:
        name = one["corpus"]["name"]
        again = (*words, "--corpus", name, "--seed", seeds[name], "--out", tmp_path / name)
        output(*again)
        (path,) = (tmp_path / name).rglob("*.json")
        repeated = json.loads(path.read_text("utf-8"))
        assert repeated["counts"] == one["counts"]
        assert repeated["corpus"] == one["corpus"]
        assert not repeated["integrity"]["seed_secret"]


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
def test_the_table_fits_eighty_characters(labelled, tmp_path):
    """Both kinds of text side by side, at most seven columns, then where to look next."""
    out = tmp_path / "out"
    words = ("run", "--corpus", labelled(), "--corpus", "legal_person", "--detector", "digits")
    result = invoke(*words, "--detector", "strangers", "--rows", 50, "--out", out)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "real, legal_person (clean): 2 to 50 rows each, text track"
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines if line.startswith(("digits", "strangers"))] == [
        "digits",
        "strangers",
    ]
    assert "real text" in lines[1]
    assert "generated" in lines[1]
    assert f"leakbench report {out} --out out/report" in result.stderr
    assert "Nothing was kept" in invoke(*words, "--rows", 5).stderr


@pytest.mark.usefixtures("stand_ins")
def test_where_nothing_is_personal_all_labels_are_shown(labelled):
    """A table of firms alone would be empty otherwise."""
    path = labelled('{"text": "甲公司", "spans": [[0, 3, "ORG"]]}')
    shown = invoke("run", "--corpus", path, "--detector", "digits").stdout.splitlines()
    assert shown[1].split() == [
        "corpus",
        "detector",
        "rows",
        "recall",
        "precision",
        "f1",
        "mb_per_s",
    ]
    assert max(map(len, shown)) <= 80


def test_run_takes_everything_by_default(stand_ins):
    """Both corpora and every available detector; the others are left out with a line."""
    stand_ins("absent", "digits", "repeated")
    result = invoke("run", "--rows", 20, "--track", "table", "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [(one["corpus"], one["detector"]) for one in found] == [
        (name, "digits") for name in MAIN_CORPORA
    ]
    assert {one["track"] for one in found} == {"table"}
    assert "left out: detector 'absent' is unavailable" in result.stderr


@pytest.mark.usefixtures("stand_ins")
def test_labels_and_map_reach_the_scorer(labelled):
    """A foreign name is mapped, and scored alone."""
    path = labelled('{"text": "甲00000000000", "spans": [[0, 1, "NOM"], [1, 12, "TEL9"]]}')
    (found,) = output(
        "run",
        "--corpus",
        path,
        "--detector",
        "digits",
        "--labels",
        "TEL9",
        "--map",
        "NOM=PERSON",
        "--map",
        "TEL9=PHONE",
    )
    assert (found["recall"], found["precision"]) == (1.0, 1.0)


@pytest.mark.usefixtures("stand_ins")
def test_a_failing_detector_is_recorded_and_fails_the_run(labelled, tmp_path):
    """The others' results are printed and written, and the exit code is 1."""
    out = tmp_path / "out"
    result = invoke(
        "run",
        "--corpus",
        labelled(),
        "--detector",
        "broken",
        "--detector",
        "digits",
        "--format",
        "json",
        "--out",
        out,
    )
    assert result.exit_code == 1
    broken, digits = json.loads(result.stdout)
    assert broken["failure"].startswith("RuntimeError: cannot read 1 rows, at ")
    assert digits["recall"] == 0.5
    said, last = result.stderr.splitlines()[-2:]
    assert said == f"broken failed on real: {broken['failure']}: 「甲某电话00000000000。」"
    assert "in detect (batch 0, row 0)" in said
    assert last == "Error: 1 of 2 runs failed"
    assert not any("甲某" in path.read_text("utf-8") for path in out.glob("real/broken/*.json"))
    assert len(list(out.glob("real/*/*.json"))) == 2


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
def test_run_overwrites_nothing(labelled, tmp_path):
    """A second run lies beside the first; --force is for directories with other things in them."""
    out = tmp_path / "out"
    arguments = ("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    assert invoke(*arguments).exit_code == 0
    before = {path: path.read_bytes() for path in out.glob("*/*/*")}
    assert {"".join(path.suffixes[-2:]) for path in before} >= {".predictions.parquet"}
    assert invoke(*arguments).exit_code == 0
    (out / "kept.txt").touch()
    assert "exists and is not empty" in refused(2, *arguments)
    assert invoke(*arguments, "--force").exit_code == 0
    assert (out / "kept.txt").exists()
    assert len(list(out.glob("*/*/*.json"))) == len(list(out.glob("*/*/*.parquet"))) == 3
    assert all(path.read_bytes() == content for path, content in before.items())


@pytest.mark.usefixtures("stand_ins")
def test_a_detector_that_shares_no_label_is_told_and_fails_nothing(labelled, tmp_path):
    """A line on stderr, null instead of a zero, and exit code 0; scoring again says the same."""
    result = invoke("run", "--corpus", labelled(), "--detector", "strangers", "--format", "json")
    assert result.exit_code == 0
    (found,) = json.loads(result.stdout)
    assert found["recall"] is found["failure"] is None
    assert found["not_comparable"] == "not comparable: shares no label with real"
    assert "strangers is not comparable: shares no label with real" in result.stderr
    invoke("run", "--corpus", labelled(), "--detector", "strangers", "--out", tmp_path / "out")
    (raw,) = (tmp_path / "out").glob("*/*/*.parquet")
    again = invoke("score", "--truth", labelled(), "--predictions", raw)
    assert again.exit_code == 0
    assert "strangers is not comparable: shares no label with real" in again.stderr


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "x", "spans": [[0, 2, "PHONE"]]}', "line 2: span 0 [0, 2] leaves its text"),
        ('{"text": "x", "spans": [[1, 0, "PHONE"]]}', "line 2: span 0 [1, 0] is inverted"),
        ('{"text": "x", "spans": [', "line 2: broken JSON"),
        ('{"text": "x", "spans": [[0, 1, "SECRET"]]}', "label 'SECRET' is not in the registry"),
        ('{"text": "x", "spans": [[0, 1, "QQ"], [0, 1, "QQ"]]}', "record 2: two spans of 'QQ'"),
    ],
)
def test_a_bad_labelled_file_is_one_line_and_exit_code_1(labelled, line, message):
    """Spans outside or inverted, broken JSON, and labels without a mapping."""
    path = labelled('{"text": "y", "spans": []}', line)
    assert message in refused(1, "run", "--corpus", path, "--detector", "digits")


@pytest.mark.usefixtures("stand_ins")
def test_an_absent_detector_asked_for_is_exit_code_1(labelled):
    """With the command that brings it."""
    said = refused(1, "run", "--corpus", labelled(), "--detector", "absent")
    assert "pip install leakbench-absent" in said


@pytest.mark.usefixtures("stand_ins")
def test_labels_that_are_not_scored_need_no_meaning(labelled):
    """Without a choice they stop the run, with the label that was probably meant."""
    spans = [[0, 2, "PERSN"], [2, 13, "PHONE"], [13, 14, "WEAPON"]]
    path = labelled(json.dumps({"text": "甲某00000000000刀", "spans": spans}))
    words = ("run", "--corpus", path, "--detector", "digits")
    assert "did you mean PERSON?" in refused(1, *words)
    (found,) = output(*words, "--labels", "PHONE")
    assert (found["recall"], found["precision"]) == (1.0, 1.0)
    assert list(found["by_label"]) == ["PHONE"]
