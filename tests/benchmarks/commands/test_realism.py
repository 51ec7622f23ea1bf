"""Tests of ``leakbench realism``: above all, that no real value is told unasked."""

import json
import shlex
import sys
from functools import cache
from importlib.resources import files

import jsonschema
import pyarrow as pa
import pytest

from leakbench.benchmarks.commands.realism import realism
from leakbench.benchmarks.realism.shapes import shape_rules, shapes_of
from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec

from .command_line import invoke, output, refused

NAMES = {"PERSON_NAME": "PER", "MOBILE": "TEL", "LANDLINE": "TEL", "ADDRESS": "ADDRESS"}
MEANING = {"PER": "PERSON", "TEL": "PHONE", "ADDRESS": "ADDRESS"}
SPEC = Spec(corpus="chat_messages", seed=11, split="dev")
HAN = range(0x3400, 0xA000)
DIGITS = 7  # in a row; fewer are in hashes and figures by chance


def lines_of(spec, rows=300):
    """Made-up “real” records, as lines of a labelled file."""
    (chunk,) = CorpusSource(spec).chunks("text", rows, rows)
    for text, spans in zip(chunk.strings["text"].to_pylist(), chunk.truth.to_pylist(), strict=True):
        listed = [[s["start"], s["end"], NAMES[s["label"]]] for s in spans if s["label"] in NAMES]
        yield {"text": text, "spans": listed}


def written(path, lines):
    """A labelled file of lines."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def lines():
    """Made-up “real” records."""
    return list(lines_of(SPEC))


@pytest.fixture(scope="module")
def pieces(lines):
    """What of their values must not be told: four signs that are not in the value's shape."""
    found = set()
    for line in lines:
        for start, end, label in line["spans"]:
            value = line["text"][start:end]
            shape = shapes_of(pa.array([value]), MEANING[label])[0].as_py()
            for size in (4, DIGITS):
                some = {value[at : at + size] for at in range(len(value) - size + 1)}
                found |= {
                    one
                    for one in some
                    if one not in shape and (size == DIGITS or not one.isascii())
                }
    assert len(found) > 1_000
    return found


@pytest.fixture(scope="module")
def real(lines, tmp_path_factory):
    """Their file."""
    return written(tmp_path_factory.mktemp("real") / "posts.jsonl", lines)


def schema():
    """What the document is to be like."""
    folder = files("leakbench.benchmarks.realism")
    return json.loads(folder.joinpath("realism.schema.json").read_text("utf-8"))


def run(real, out, *more):
    """The command line on a list and the file, with a quick detector in this process."""
    words = ["realism", "--real", real, "--corpus", "property_owners", "--rows", 200]
    return invoke(*words, "--detector", "regex", "--in-process", "--out", out, *more)


@pytest.fixture(scope="module")
def done(real, tmp_path_factory):
    """What became of the command line in a form, and its folder; it is run once."""

    @cache
    def in_form(form):
        out = tmp_path_factory.mktemp("realism") / "out"
        result = run(real, out, "--format", form)
        assert result.exit_code == 0, result.stderr
        return result, out

    return in_form


def told(result, out):
    """All that was printed and written."""
    texts = [
        path.read_text("utf-8") for path in out.iterdir() if path.suffix in {".json", ".md", ".svg"}
    ]
    return "\n".join([result.stdout, result.stderr, *texts])


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "json"])
def test_no_real_value_is_told(done, pieces, form):
    """Neither on the terminal nor in a file; Chinese is there in shapes alone."""
    result, out = done(form)
    everything = told(result, out)
    assert not [one for one in pieces if one in everything]
    rules = shape_rules().values()
    allowed = set("口").union(
        *(rule.kept for rule in rules), *(w for rule in rules for w in rule.words)
    )
    assert {one for one in everything if ord(one) in HAN} <= allowed
    figures = {
        f"{stem}-posts-property_owners.{form}"
        for stem in ("realism", "transplant")
        for form in ("pdf", "png", "svg")
    }
    names = {path.name for path in out.iterdir()}
    assert names == {"realism.json", "realism.md"} | figures


@pytest.mark.slow
def test_real_values_are_shown_if_asked_for(real, pieces, tmp_path):
    """Some, in a table of their own and in the document."""
    result = run(real, tmp_path / "out", "--show", "--labels", "ADDRESS")
    assert result.exit_code == 0, result.stderr
    assert "Real values of such shapes" in result.stdout
    document = json.loads((tmp_path / "out" / "realism.json").read_text("utf-8"))
    assert document["examples"]
    assert [one for one in pieces if one in told(result, tmp_path / "out")]


@pytest.mark.slow
def test_json_is_the_document(done):
    """The same on stdout as in the file, and as the schema says."""
    result, out = done("json")
    document = json.loads((out / "realism.json").read_text("utf-8"))
    printed = json.loads(result.stdout)
    assert {**printed, "tool": 0, "environment": 0} == {**document, "tool": 0, "environment": 0}
    jsonschema.validate(printed, schema())


@pytest.mark.slow
def test_the_example_works(lines, tmp_path, monkeypatch):
    """What the help shows is run, on a file of the name that it shows."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "real" / "crosswoz_val.jsonl", lines)
    words = shlex.split(realism.epilog.removeprefix("Example: leakbench "))
    found = output(*words, "--rows", 150)
    assert {one["corpus"] for one in found["values"]} == {"exam_roster", "chat_messages"}
    assert {one["detector"] for one in found["scores"]} == {"native", "regex"}
    assert (tmp_path / "out" / "realism" / "realism.md").is_file()


@pytest.mark.slow
def test_noise_changes_what_is_compared(lines, tmp_path):
    """Worn values are told from the same file otherwise than clean ones are."""
    path = written(tmp_path / "posts.jsonl", lines)
    words = ["realism", "--real", path, "--corpus", "chat_messages", "--rows", 300]
    quick = ["--detector", "regex", "--in-process"]
    found = [
        {one["label"]: one["auc"] for one in output(*words, *quick, *more)["values"]}
        for more in ([], ["--noise", "evasive"])
    ]
    assert found[1]["PHONE"] > found[0]["PHONE"] + 0.1


class Quoting:
    """A detector that quotes what it cannot read."""

    name = "quoting"
    labels = frozenset({"MOBILE"})

    def detect(self, batch):
        """Complain."""
        raise ValueError(batch.column(0)[0].as_py())


@pytest.mark.slow
def test_a_detector_that_fails_does_not_quote(real, pieces, monkeypatch):
    """Its complaint may hold what it read; who failed is said, and the exit code says it too."""
    built = LocalEntrant("quoting", "1", "leakbench", Quoting())
    panel = "leakbench.benchmarks.validity.detector_panel"
    monkeypatch.setattr(f"{panel}.build_all", lambda _names, _limits: [built])
    words = ["realism", "--real", real, "--corpus", "property_owners", "--rows", 100]
    result = invoke(*words, "--detector", "quoting", "--format", "json")
    assert result.exit_code == 1
    assert "quoting failed: ValueError\n" in result.stderr
    assert not [one for one in pieces if one in result.stdout + result.stderr]


NOBODY = "子丑寅卯辰"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (f'{{"text": "{NOBODY}", ', 1, "line 1: broken JSON"),
        (f"{NOBODY}\tPER", 1, "line 1: broken JSON"),
        (f'{{"text": "{NOBODY}", "spans": [[0, 9, "PER"]]}}', 1, "leaves its text of 5 characters"),
        (f'{{"text": "{NOBODY}", "spans": [["{NOBODY}", 9]]}}', 1, "is not [start, end, label]"),
        (f'{{"text": "x{NOBODY}", "spans": [[1, 6, "{NOBODY}"]]}}', 1, "is the value itself"),
        (f'{{"text": "{NOBODY}", "spans": [[0, 5, "IMEI"]]}}', 2, "no label in common"),
        (f'{{"text": "{NOBODY}", "spans": [[0, 5, "ODD"]]}}', 2, "ODD that nothing maps"),
        (f'{{"text": "{NOBODY}", "spans": [[0, 5, "PER"]]}}', 2, "1 of PERSON in real"),
        (f'{{"text": "{NOBODY}", "spans": [[0, 3, "PER"], [1, 4, "PER"]]}}', 1, "overlap"),
        (f'{{"text": "{NOBODY}", "spans": []}}', 1, "nothing in it is labelled"),
        ("", 1, "no records"),
    ],
)
def test_bad_files_are_one_line_that_quotes_nothing(tmp_path, text, code, message):
    """What is wrong and where."""
    (tmp_path / "real.jsonl").write_text(text, "utf-8")
    said = refused(
        code, "realism", "--real", tmp_path / "real.jsonl", "--corpus", "narratives", "--rows", 60,
        "--detector", "regex",
    )  # fmt: skip
    assert message in said
    assert not [at for at in range(2) if NOBODY[at : at + 4] in said]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ([], "name a corpus to compare with"),
        (["--corpus", "nobody"], "unknown corpus 'nobody'"),
        (["--corpus", "legal_person", "--labels", "XYZ"], "unknown label 'XYZ'"),
        (["--corpus", "legal_person", "--detector", "nobody"], "unknown detector 'nobody'"),
    ],
)
def test_bad_usage_is_one_line(labelled, more, message):
    """Exit code 2."""
    assert message in refused(2, "realism", "--real", labelled(), *more)


def test_real_and_generated_are_not_mixed_up(labelled):
    """Either has its option."""
    both = ["--corpus", "legal_person", "--detector", "regex"]
    assert "legal_person is generated" in refused(2, "realism", "--real", "legal_person", *both)
    said = refused(
        2, "realism", "--real", labelled(), "--corpus", labelled(name="x.jsonl"), *both[2:]
    )
    assert "x is a labelled file" in said


def test_a_directory_with_something_in_it_is_kept(labelled, tmp_path):
    """Without --force nothing is replaced, and nothing is measured in vain."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").touch()
    words = ["realism", "--real", labelled(), "--corpus", "legal_person", "--out", tmp_path / "out"]
    assert "--force" in refused(2, *words)


def test_the_package_is_named_where_it_is_missing(real, monkeypatch):
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    words = ["--corpus", "property_owners", "--rows", 100, "--detector", "regex"]
    said = refused(1, "realism", "--real", real, *words)
    assert said.endswith("realism needs scikit-learn: pip install 'leakbench[realism]'")
