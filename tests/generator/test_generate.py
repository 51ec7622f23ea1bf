import json
from pathlib import Path

import numpy as np
import phonenumbers
import pyarrow as pa
import pytest
from stdnum.cn import ric, uscc

from leakbench.generator.content import content_hash
from leakbench.generator.corpus import load_corpus
from leakbench.generator.entities import entities
from leakbench.generator.generate import batches, schema
from leakbench.generator.schema import QUALITIES
from leakbench.generator.spec import SPLITS, Spec

VALIDATED = 100_000


def spans(table, column):
    """Rows and facts of all spans of a list column."""
    array = table.column(column).combine_chunks()
    rows = np.repeat(np.arange(len(array)), array.value_lengths().to_numpy())
    return rows, array.flatten()


def is_valid(label, value):
    """Whether an independent library takes a value for what it is labelled."""
    match label:
        case "RESIDENT_ID":
            return ric.is_valid(value)
        case "USCC":
            return uscc.is_valid(value)
        case "MOBILE" | "LANDLINE":
            number = phonenumbers.parse(value, "CN")
            kind = phonenumbers.number_type(number)
            wanted = (
                phonenumbers.PhoneNumberType.MOBILE
                if label == "MOBILE"
                else phonenumbers.PhoneNumberType.FIXED_LINE
            )
            return phonenumbers.is_valid_number(number) and kind == wanted
        case "EXAM_NO":
            return value.isdigit() and len(value) == 14
        case _:
            return value == value.strip() and 2 <= len(value) <= 60


def test_every_value_passes_an_independent_validator(corpus):
    """All labelled values of 100,000 clean records, in cells and in texts."""
    table = pa.Table.from_batches(batches(Spec(corpus=corpus), VALIDATED))
    fields = load_corpus(corpus).fields
    seen = set()
    for field, column in zip(fields, table.columns[1:], strict=False):
        if field.label:
            for value in set(column.to_pylist()) - {""}:
                assert is_valid(field.label, value), (field.label, value)
                seen.add((field.label, value))
    rows, facts = spans(table, "text_spans")
    texts = table.column("text").to_pylist()
    parts = zip(
        rows.tolist(),
        *(facts.field(name).to_pylist() for name in ("start", "end", "label")),
        strict=True,
    )
    for row, start, end, label in parts:
        value = texts[row][start:end]
        assert (label, value) in seen or label == "HOTLINE", (label, value)


def test_spans_slice_back_to_cells(spec):
    """Every cell span lies in its cell; undamaged, it holds what the text spans of its kind do."""
    for record in pa.Table.from_batches(batches(spec, 500)).to_pylist():
        cells = list(record.values())[1:-4]
        for span in record["cell_spans"]:
            value = cells[span["column"]][span["start"] : span["end"]]
            assert len(value) == span["end"] - span["start"] > 0
            assert span["quality"] in QUALITIES
        labels = {(span["label"], span["subject"]) for span in record["cell_spans"]}
        end = 0
        for span in record["text_spans"]:
            assert end <= span["start"] < span["end"] <= len(record["text"])
            end = span["end"]
            assert (span["label"], span["subject"]) in labels or span["label"] == "HOTLINE"
        for decoy in record["decoys"]:
            assert record["text"][decoy["start"] : decoy["end"]].strip()


def test_clean_texts_hold_the_cells(corpus):
    """A clean text quotes its cells letter by letter."""
    for record in pa.Table.from_batches(batches(Spec(corpus=corpus), 2000)).to_pylist():
        cells = list(record.values())[1:-4]
        values = {
            (span["label"], cells[span["column"]][span["start"] : span["end"]])
            for span in record["cell_spans"]
        }
        for span in record["text_spans"]:
            value = record["text"][span["start"] : span["end"]]
            assert (span["label"], value) in values or span["label"] == "HOTLINE"
            assert (
                record["text"].count(value)
                <= sum(
                    value in record["text"][other["start"] : other["end"]]
                    for other in (*record["text_spans"], *record["decoys"])
                )
                or len(value) < 4
            ), "a value stands unlabelled in the carrier"


def test_blocks_do_not_change_the_content(spec):
    """Block sizes and starting points change how records come, never what they are."""
    whole = content_hash(batches(spec, 3000, block=3000))
    assert whole == content_hash(batches(spec, 3000, block=7))
    parts = [batch for start in (0, 1000, 2000) for batch in batches(spec, 1000, start=start)]
    assert whole == content_hash(parts)


PINNED = json.loads(Path(__file__).with_name("pinned.json").read_text("utf-8"))
"""Content hashes of 2,000 records; a change of generated content is written here and announced."""


def test_content_is_pinned(spec):
    """The same seed gives the same values on every machine and day."""
    assert content_hash(batches(spec, 2000)) == PINNED[f"{spec.corpus} {spec.noise}"]


def test_far_rows_cost_nothing(spec):
    """A record at 10**12 is there at once, and is the one of a block around it."""
    (alone,) = batches(spec, 1, start=10**12)
    around = next(batches(spec, 40, start=10**12 - 20))
    assert alone.to_pylist() == around.slice(20, 1).to_pylist()
    assert alone.column("record_id").to_pylist() == [10**12]


@pytest.mark.parametrize("label", ["PERSON_NAME", "COMPANY", "ADDRESS", "MOBILE", "RESIDENT_ID"])
def test_splits_share_no_values(corpus, label):
    """Whole values of the splits are disjoint, but for the accidents of short personal names."""
    pools = []
    for split in SPLITS:
        table = pa.Table.from_batches(batches(Spec(corpus=corpus, split=split), 5000))
        pools.append(
            {
                value
                for field, column in zip(
                    load_corpus(corpus).fields, table.columns[1:], strict=False
                )
                if field.label == label
                for value in column.to_pylist()
            }
            - {""}
        )
    train, dev, test = pools
    # 张 + 小明 and 张小 + 明 cannot collide: compound surnames have no one-character twin here.
    shared = train & dev | train & test | dev & test
    assert len(shared) <= (3 if label in {"PERSON_NAME", "ADDRESS"} else 0), shared


def test_splits_and_seeds_are_other_people(corpus):
    """Another split or seed has other people in the same places."""
    first = next(batches(Spec(corpus=corpus, seed=1), 50)).to_pylist()
    for other in (Spec(corpus=corpus, seed=2), Spec(corpus=corpus, seed=1, split="dev")):
        second = next(batches(other, 50)).to_pylist()
        same = sum(a["text"] == b["text"] for a, b in zip(first, second, strict=True))
        assert same == 0


def test_one_person_agrees_across_corpora():
    """Guardians in the roster who own a company have the same name and mobile in the directory."""
    companies = pa.Table.from_batches(batches(Spec(corpus="legal_person"), 3000)).to_pylist()
    roster = pa.Table.from_batches(batches(Spec(corpus="exam_roster"), 300)).to_pylist()

    def facts(records):
        found = {}
        for record in records:
            cells = list(record.values())[1:-4]
            for span in record["cell_spans"]:
                if span["label"] in {"PERSON_NAME", "MOBILE"}:
                    value = cells[span["column"]][span["start"] : span["end"]]
                    found.setdefault((span["subject"], span["label"]), set()).add(value)
        return found

    first, second = facts(companies), facts(roster)
    both = first.keys() & second.keys()
    assert len(both) > 100
    assert all(first[key] == second[key] for key in both)


def test_the_schema_says_what_each_column_is(spec):
    """Headers are distinct and belong to the split; field and label stand in the metadata."""
    declared = load_corpus(spec.corpus)
    columns = list(schema(spec))[1:-4]
    assert len({column.name for column in columns}) == len(columns)
    for field, column in zip(declared.fields, columns, strict=True):
        assert column.name in field.headers[spec.split]
        assert column.metadata[b"field"].decode() == field.name
        assert column.metadata.get(b"label", b"").decode() == (field.label or "")


def test_labels_are_the_declared_ones(spec):
    """No label appears that the corpus does not declare; subjects are persons' alone."""
    table = pa.Table.from_batches(batches(spec, 2000))
    for column in ("text_spans", "cell_spans"):
        _, facts = spans(table, column)
        labels, subjects = facts.field("label").to_pylist(), facts.field("subject").to_pylist()
        assert set(labels) <= load_corpus(spec.corpus).labels
        for label, subject in zip(labels, subjects, strict=True):
            assert subject is None or entities()[label].personal or label == "SCHOOL"


@pytest.mark.parametrize(("rows", "start", "block"), [(0, 0, 1), (-1, 0, 1), (1, -1, 1), (1, 0, 0)])
def test_impossible_ranges_are_refused(rows, start, block):
    """Rows and block must be positive."""
    with pytest.raises(ValueError, match="must be positive"):
        next(batches(Spec(corpus="legal_person"), rows, start=start, block=block))
