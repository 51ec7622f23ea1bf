"""Tests of the audit: sound datasets pass, and a single wrong thing in one is found."""

import hashlib
import json
import re
import shutil
from collections import Counter
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.generator.audit.auditor import audit
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.datasets.content import ContentHash
from leakbench.generator.datasets.dataset import open_dataset, write_dataset
from leakbench.generator.datasets.manifest import DatasetError, Shard
from leakbench.generator.datasets.shards import count_labels
from leakbench.generator.spec import NOISES, SPLITS, Spec

pytestmark = pytest.mark.slow

ROWS = 600
FEW = ("chat_messages", "clean_text", "legal_person", "transactions")
SPEC = Spec(corpus="legal_person", seed=3)


def failed(*paths):
    """Check and subject of everything that is wrong."""
    return {(found.check, found.what): found for found in audit(paths) if not found.ok}


@pytest.mark.parametrize(
    "corpus",
    [pytest.param(one, marks=() if one in FEW else pytest.mark.long) for one in corpus_names()],
)
def test_fresh_datasets_pass(tmp_path, corpus):
    """Every corpus, with every noise and split, which have nothing in common."""
    paths = [tmp_path / split for split in SPLITS]
    for path, split, noise in zip(paths, SPLITS, NOISES, strict=True):
        write_dataset(Spec(corpus=corpus, split=split, noise=noise, seed=3), ROWS, path)
    findings = list(audit(paths))
    assert not [found for found in findings if not found.ok]
    assert {found.dataset for found in findings} == set(map(str, paths))


@pytest.mark.parametrize(
    "change",
    [
        {"identity": "unassignable"},
        {"headers": "misleading", "columns": "shifted"},
        {"headers": "withheld", "columns": "mixed"},
        {"headers": "pinyin", "noise": "worn"},
        {"headers": "field"},
    ],
)
def test_other_kinds_of_tables_pass(tmp_path, change):
    """Unassignable numbers, cells in other columns, and any headers."""
    write_dataset(Spec(corpus="legal_person", seed=3, **change), ROWS, tmp_path / "out")
    assert not failed(tmp_path / "out")


@pytest.mark.parametrize(("columns", "looked_at"), [("straight", True), ("own", False)])
def test_leads_are_coherent_where_they_stand_straight(tmp_path, columns, looked_at):
    """Rates are measured where every cell stands in its column, and only there."""
    out = tmp_path / "out"
    write_dataset(Spec(corpus="sales_leads", seed=3, columns=columns), ROWS, out)
    found = list(audit([out]))
    assert all(finding.ok for finding in found)
    assert any(finding.what.startswith("contact: ") for finding in found) is looked_at


def write_rows(path, rows):
    """Put other rows into the one shard of a dataset, and what they are into the manifest."""
    dataset = open_dataset(path)
    batch = pa.RecordBatch.from_pylist(rows, schema=dataset.schema)
    (shard,) = dataset.manifest.shards
    pq.write_table(pa.Table.from_batches([batch]), path / shard.file)
    content = ContentHash(batch.schema)
    content.update(batch)
    labels, cell_labels = {}, {}
    count_labels(batch.column("text_spans"), labels)
    count_labels(batch.column("cell_spans"), cell_labels)
    told = Shard(
        file=shard.file,
        rows=len(rows),
        content_hash=content.hexdigest(),
        labels=labels,
        cell_labels=cell_labels,
        sha256=hashlib.sha256((path / shard.file).read_bytes()).hexdigest(),
    )
    replace(dataset.manifest, rows=len(rows)).with_shards([told]).write(path / "manifest.json")


def read_rows(path):
    """All rows of a dataset."""
    return [row for batch in open_dataset(path).batches() for row in batch.to_pylist()]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A dataset; not to be changed."""
    out = tmp_path_factory.mktemp("sound") / "out"
    write_dataset(SPEC, ROWS, out)
    return out


@pytest.fixture
def spoil(sound, tmp_path):
    """Change rows of a copy; gives the copy's path."""

    def change(function):
        path = shutil.copytree(sound, tmp_path / "copy")
        rows = read_rows(path)
        function(rows)
        write_rows(path, rows)
        return path

    return change


def test_rewriting_alone_is_not_found(spoil):
    """A shard that holds the same values passes however it was written."""
    assert not failed(spoil(lambda _rows: None))


def first(rows, label, where="text_spans"):
    """The first row with a span of a label, and that span."""
    for row in rows:
        for span in row[where]:
            if span["label"] == label:
                return row, span
    raise LookupError(label)


@pytest.mark.parametrize(
    ("where", "label", "end", "step"),
    [
        ("text_spans", "PERSON_NAME", "start", 1),
        ("text_spans", "PERSON_NAME", "end", -1),
        ("text_spans", "MOBILE", "end", 1),
        ("text_spans", "COMPANY", "start", 1),
        ("cell_spans", "PERSON_NAME", "start", 1),
        ("cell_spans", "COMPANY", "end", -1),
        ("cell_spans", "MOBILE", "end", -1),
    ],
)
def test_a_label_moved_by_one_character_is_found(spoil, where, label, end, step):
    """A single end of a single span, in the text or in a cell."""
    hit = []

    def move(rows):
        row, span = first(rows, label, where)
        span[end] += step
        hit.append(row["record_id"])

    found = failed(spoil(move))
    examples = [text for (check, _), one in found.items() for text in one.examples
                if check == "offsets"]  # fmt: skip
    assert any(text.startswith(f"record {hit[0]},") for text in examples)


def test_an_id_with_one_digit_changed_is_found(spoil):
    """In the cell and the text alike, so that only the check digit tells."""

    def change(rows):
        row, span = first(rows, "RESIDENT_ID")
        value = row["text"][span["start"] : span["end"]]
        other = value[:15] + str((int(value[15]) + 2) % 10) + value[16:]
        for name, cell in row.items():
            if isinstance(cell, str):
                row[name] = cell.replace(value, other)

    found = failed(spoil(change))
    assert set(found) == {("values", "RESIDENT_ID")}
    assert found["values", "RESIDENT_ID"].value == 1


def test_an_unlabelled_phone_is_found(spoil):
    """A span of a mobile number that is missing."""

    def drop(rows):
        row, span = first(rows, "MOBILE")
        row["text_spans"].remove(span)

    found = failed(spoil(drop))
    assert {
        ("template_leakage", "known values"),
        ("template_leakage", "mobile numbers in texts"),
    } <= set(found)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("mobile numbers", "，回拨13000000000"),
        ("resident IDs", "，证11010119900101001X"),
        ("e-mail addresses", "，写到nobody@example.org"),
    ],
)
def test_somebody_elses_number_in_the_carrier_is_found(spoil, what, text):
    """One that is in no cell of the record."""

    def append(rows):
        rows[7]["text"] += text

    assert ("template_leakage", f"{what} in texts") in failed(spoil(append))


def header(rows, name):
    """What the column of a field is called."""
    fields = [field.name for field in load_corpus(SPEC.corpus).fields]
    return list(rows[0])[2 + fields.index(name)]


def test_an_unlabelled_phone_in_a_cell_is_found(spoil):
    """Written behind an industry."""

    def append(rows):
        name = header(rows, "industry")
        rows[7][name] += " 13000000000"

    assert ("template_leakage", "mobile numbers in cells") in failed(spoil(append))


def refill(row, other):
    """Put a row's own values into the text of another record."""
    cells = list(row.values())[2:-4]
    own = {span["label"]: (cells[span["column"]], span["subject"]) for span in row["cell_spans"]}
    text, spans, end = "", [], 0
    for span in other["text_spans"]:
        text += other["text"][end : span["start"]]
        value, subject = own[span["label"]]
        at = {"start": len(text), "end": len(text) + len(value), "subject": subject}
        spans.append({**span, **at})
        text += value
        end = span["end"]
    row.update(text=text + other["text"][end:], text_spans=spans, decoys=other["decoys"])


def wording(row):
    """A text without what is labelled in it."""
    text = row["text"]
    for span in reversed(row["text_spans"]):
        text = text[: span["start"]] + "\0" + text[span["end"] :]
    return text


def test_a_template_of_another_split_is_found(sound, tmp_path):
    """The wording of one training text in a test set, given both or the test set alone.

    One that comes often, so that the sample that is generated has it too.
    """
    train = tmp_path / "train"
    write_dataset(Spec(corpus="legal_person", seed=3, split="train"), ROWS, train)
    assert not failed(sound, train)
    path = shutil.copytree(sound, tmp_path / "copy")
    rows, others = read_rows(path), read_rows(train)
    own = {span["label"] for span in rows[5]["cell_spans"]}
    wordings = [wording(row) for row in others]
    often = Counter(
        text for text in wordings if len(re.findall(r"[\u4e00-\u9fff]", text)) >= 8
    ).most_common(20)
    other = next(
        row
        for text, _ in often
        for row, words in zip(others, wordings, strict=True)
        if words == text and {span["label"] for span in row["text_spans"]} <= own
    )
    refill(rows[5], other)
    write_rows(path, rows)
    together, alone = failed(path, train), failed(path)
    assert set(together) == {("overlap", "test and train: delexicalized texts")}
    assert set(alone) == {("overlap", "test and train (generated): delexicalized texts")}
    assert (
        "record 5 of test" in together["overlap", "test and train: delexicalized texts"].examples[0]
    )


def test_facts_that_do_not_agree_are_found(spoil):
    """An age that is not the ID's, and a company that moved."""

    def change(rows):
        age, uscc = header(rows, "age"), header(rows, "uscc")
        rows[3][age] = str(int(rows[3][age]) + 1)
        codes = [row[uscc] for row in rows]
        other = next(
            at for at, code in enumerate(codes) if len(code) == 18 and code[2:8] != codes[4][2:8]
        )
        rows[4][uscc], rows[other][uscc] = codes[other], codes[4]

    found = failed(spoil(change))
    assert ("coherence", "owner: age by the ID") in found
    assert ("coherence", "company: address by the USCC") in found


def test_a_record_that_comes_twice_is_found(spoil):
    """With a number of its own."""

    def repeat(rows):
        rows[9] = {**rows[8], "record_id": 9}

    assert ("records", "equal records") in failed(spoil(repeat))


def test_people_who_are_all_of_one_kind_are_found(spoil):
    """Everybody is called 司马某某."""

    def rename(rows):
        name = header(rows, "legal_person")
        for row in rows:
            old = row[name]
            row["text"] = row["text"].replace(old, "龚" * len(old))
            row[name] = "龚" * len(old)

    assert ("distributions", "surnames") in failed(spoil(rename))


def test_rows_that_are_not_those_of_the_manifest_are_found(sound, tmp_path):
    """A shard in another order, of which the manifest knows the bytes and not the content."""
    path = shutil.copytree(sound, tmp_path / "copy")
    dataset = open_dataset(path)
    (shard,) = dataset.manifest.shards
    rows = read_rows(path)
    write_rows(path, rows[1:] + rows[:1])
    manifest = open_dataset(path).manifest
    (other,) = manifest.shards
    told = replace(other, content_hash=shard.content_hash)
    manifest.with_shards([told]).write(path / "manifest.json")
    assert {("records", "content hashes"), ("records", "record_id counts the rows")} <= set(
        failed(path)
    )


def test_a_span_that_leaves_its_string_is_refused(spoil):
    """In one line that names the row, for nothing can be cut out there."""

    def move(rows):
        first(rows, "MOBILE")[1]["end"] += 1_000

    with pytest.raises(DatasetError, match=r"row \d+: text_spans: .* leaves its string"):
        failed(spoil(move))


def test_a_shard_that_was_changed_is_refused(sound, tmp_path):
    """By its hash, before anything in it is looked at."""
    path = shutil.copytree(sound, tmp_path / "copy")
    (shard,) = open_dataset(path).manifest.shards
    table = pq.read_table(path / shard.file)
    pq.write_table(table.take(np.roll(np.arange(ROWS), 1)), path / shard.file)
    with pytest.raises(DatasetError, match="SHA-256") as error:
        failed(path)
    assert error.value.path == path / shard.file


def invoke(*arguments):
    """Run a command line in this process."""
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


def test_the_command_says_what_it_found(sound, spoil):
    """A table or JSON, and exit code 1 with one line for each failure."""
    good = invoke(sound, "--format", "json")
    assert good.exit_code == 0, good.output
    findings = json.loads(good.stdout)
    verdict = good.stderr.splitlines()[-1]
    assert verdict == f"ok: {len(findings)} checks passed, {ROWS} rows in 1 dataset"
    assert {"dataset", "check", "what", "cases", "value", "bound", "ok", "examples"} == set(
        findings[0]
    )
    assert {one["check"] for one in findings} == {
        "records", "offsets", "values", "template_leakage", "coherence", "distributions", "overlap",
        "variety", "contradictions",
    }  # fmt: skip

    def drop(rows):
        row, span = first(rows, "MOBILE")
        row["text_spans"].remove(span)

    bad = invoke(spoil(drop))
    assert bad.exit_code == 1
    assert "no" in bad.stdout
    assert "template_leakage: known values: 1, such as record" in bad.stderr
    checks = {one["check"] for one in findings}
    *lines, verdict = bad.stderr.splitlines()
    wrong = sum(line.partition(":")[0] in checks for line in lines)
    assert verdict == f"Error: {wrong} of {len(findings)} checks failed, {ROWS} rows in 1 dataset"


def test_what_is_no_dataset_is_refused(tmp_path):
    """One line and exit code 1; a missing directory is a usage error."""
    result = invoke(tmp_path)
    assert result.exit_code == 1
    assert "no dataset" in result.stderr
    assert invoke(tmp_path / "none").exit_code == 2
    with pytest.raises(DatasetError):
        list(audit([tmp_path]))
