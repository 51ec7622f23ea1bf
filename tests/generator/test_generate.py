import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from importlib.resources import files
from itertools import pairwise

import numpy as np
import phonenumbers
import pyarrow as pa
import pytest
from stdnum import imei, imsi, luhn
from stdnum.cn import ric, uscc

from leakbench.generator import corpus as corpus_module
from leakbench.generator.corpus import load_corpus
from leakbench.generator.datasets.content import content_hash
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.entities import entities
from leakbench.generator.generate import batches, records_at, schema
from leakbench.generator.population.families import families
from leakbench.generator.schema import QUALITIES
from leakbench.generator.spec import NOISES, SPLITS, Spec
from leakbench.generator.value_forms import partial_forms, value_forms

pytestmark = pytest.mark.slow

VALIDATED = {"legal_person": 100_000, "exam_roster": 100_000}
"""Records of the main corpora that the long test looks at; of others it looks at 10,000."""

LIBRARIES = {"IMEI": imei, "IMSI": imsi, "RESIDENT_ID": ric, "USCC": uscc}
"""Labels whose values a library validates as they are."""

SHAPES = {
    "AMOUNT": r"￥?\d[\d,]*(\.\d+)?(万?元|万)?",
    "PASSPORT": r"[A-Z0-9]{8,9}",
    "TRAVEL_PERMIT": r"[HM]\d{8}(\d{2})?|\d{8}",
    "EXAM_NO": r"\d{9,15}",
    "STUDENT_NO": r"[GL]\d{17}[0-9X]|\d{19}",
    "GEO_POINT": r"(7[3-9]|[89]\d|1[0-2]\d|13[0-5])\.\d{6},(\d|[1-4]\d|5[0-3])\.\d{6}",
    "LICENSE_PLATE": r"[\u4e00-\u9fff][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5,6}",
    "WAYBILL": r"[A-Z0-9]{12,17}",
}
"""Labels for which there is no library, only a shape."""


def spans(table, column):
    """Rows and facts of all spans of a list column."""
    array = table.column(column).combine_chunks()
    rows = np.repeat(np.arange(len(array)), array.value_lengths().to_numpy())
    return rows, array.flatten()


def labelled(table, left_out=(), *, strangers=True):
    """Label and text of the values in the cells but those of some forms, in whatever column.

    Without strangers, mobiles are left out of which nobody knows whose they are.
    """
    rows, facts = spans(table, "cell_spans")
    cells = [column.to_pylist() for column in table.columns[2:-4]]
    names = ("column", "start", "end", "label", "form", "subject")
    parts = zip(rows.tolist(), *(facts.field(name).to_pylist() for name in names), strict=True)
    return {
        (label, cells[column][row][start:end])
        for row, column, start, end, label, form, subject in parts
        if form not in left_out and (strangers or label != "MOBILE" or subject is not None)
    }


def is_valid(label, value):
    """Whether an independent library takes a value for what it is labelled."""
    match label:
        case _ if label in LIBRARIES:
            return LIBRARIES[label].is_valid(value)
        case "MOBILE" | "LANDLINE":
            number = phonenumbers.parse(value, "CN")
            kind = phonenumbers.number_type(number)
            wanted = (
                phonenumbers.PhoneNumberType.MOBILE
                if label == "MOBILE"
                else phonenumbers.PhoneNumberType.FIXED_LINE
            )
            return phonenumbers.is_valid_number(number) and kind == wanted
        case "DATE_OF_BIRTH":
            return date.fromisoformat(value) < Spec(corpus="").reference_date
        case "BANK_CARD":
            return luhn.is_valid(value) and 16 <= len(value) <= 19
        case _ if label in SHAPES:
            return re.fullmatch(SHAPES[label], value) is not None
        case _:
            longest = 120 if label == "ADDRESS" else 60
            return value == value.strip() and 2 <= len(value) <= longest


def validate(corpus, rows):
    """Fail at a labelled value of a clean record, in cells or in the text, that is not valid."""
    table = pa.Table.from_batches(batches(Spec(corpus=corpus), rows))
    seen = labelled(table)
    for label, value in labelled(table, partial_forms()):
        assert is_valid(label, value), (label, value)
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


def test_every_value_passes_an_independent_validator(corpus):
    """All labelled values of clean records, in cells and in texts."""
    validate(corpus, 300)


@pytest.mark.long
def test_every_value_of_many_passes_an_independent_validator(corpus):
    """The same of 100,000 records of the main corpora."""
    validate(corpus, VALIDATED.get(corpus, 10_000))


def test_spans_slice_back_to_cells(spec):
    """Every cell span lies in its cell; undamaged, it holds what the text spans of its kind do."""
    for record in pa.Table.from_batches(batches(spec, 120)).to_pylist():
        cells = list(record.values())[2:-4]
        for span in record["cell_spans"]:
            value = cells[span["column"]][span["start"] : span["end"]]
            assert len(value) == span["end"] - span["start"] > 0
            assert span["quality"] in QUALITIES
        labels = {(span["label"], span["subject"]) for span in record["cell_spans"]}
        end = 0
        for span in record["text_spans"]:
            assert end <= span["start"] < span["end"] <= len(record["text"])
            end = span["end"]
            known = (span["label"], span["subject"]) in labels
            assert known or span["label"] == "HOTLINE" or span["form"].startswith("two_")
        for decoy in record["decoys"]:
            assert record["text"][decoy["start"] : decoy["end"]].strip()


def test_declared_decoys_are_recorded(corpus):
    """Every kind of decoy that a corpus declares is recorded where it stands in a text."""
    declared = {field.decoy for field in load_corpus(corpus).fields if field.decoy}
    missing = set(declared)
    for batch in batches(Spec(corpus=corpus), 3_000, block=500):
        missing -= set(batch.column("decoys").flatten().field("kind").unique().to_pylist())
        if not missing:
            break
    assert not missing


@pytest.mark.parametrize("rows", [400, pytest.param(2_000, marks=pytest.mark.long)])
def test_clean_texts_hold_the_cells(corpus, rows):
    """A clean text quotes its cells letter by letter."""
    for record in pa.Table.from_batches(batches(Spec(corpus=corpus), rows)).to_pylist():
        cells = list(record.values())[2:-4]
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
    whole = content_hash(batches(spec, 120, block=120))
    assert whole == content_hash(batches(spec, 120, block=7))
    parts = [batch for start in (0, 40, 80) for batch in batches(spec, 40, start=start)]
    assert whole == content_hash(parts)


INTERLEAVED = [
    Spec("legal_person", seed=90),
    Spec("exam_roster", noise="worn", seed=90),
    Spec("exam_roster", noise="evasive", seed=90, strength=0.5),
]
"""Datasets of one population."""


def test_datasets_of_one_population_do_not_disturb_each_other():
    """Blocks that are written in turn are those that are written one dataset after another."""
    alone = [content_hash(batches(spec, 90)) for spec in INTERLEAVED]
    turns = zip(*(batches(spec, 90, block=30) for spec in INTERLEAVED), strict=True)
    assert [content_hash(parts) for parts in zip(*turns, strict=True)] == alone


def test_threads_do_not_disturb_each_other():
    """Threads that write one dataset, or several of one population, get what one thread gets."""
    specs = 2 * INTERLEAVED[:2]
    alone = [content_hash(batches(spec, 600)) for spec in specs]
    with ThreadPoolExecutor(len(specs)) as threads:
        together = threads.map(lambda spec: content_hash(batches(spec, 600, block=10)), specs)
        assert list(together) == alone


@pytest.mark.parametrize("noise", NOISES[1:])
@pytest.mark.parametrize("corpus", ["legal_person", "chat_messages", "sales_leads"])
def test_no_strength_is_clean(corpus, noise):
    """At strength 0 nothing is written in another way, whatever the noise."""
    none = Spec(corpus=corpus, noise=noise, strength=0)
    assert content_hash(batches(none, 300)) == content_hash(batches(Spec(corpus=corpus), 300))


@pytest.mark.parametrize("noise", NOISES[1:])
@pytest.mark.parametrize("corpus", ["legal_person", "sales_leads"])
def test_more_strength_leaves_what_less_has_written(corpus, noise):
    """A value that is written otherwise is so at every higher strength, and letter by letter."""
    before, treated = set(), []
    for strength in (0.2, 0.5, 1):
        chosen = {"noise": noise, "strength": strength, "rows_per_file": 1}
        spec = Spec(corpus=corpus, columns="straight", **chosen)
        written = set()
        for row, record in enumerate(pa.Table.from_batches(batches(spec, 400)).to_pylist()):
            cells = list(record.values())[2:-4]
            written |= {
                (row, span["column"], span["form"], cells[span["column"]])
                for span in record["cell_spans"]
                if span["form"] not in {"plain", *value_forms()}
            }
        assert before <= written
        before = written
        treated.append(len(written))
    assert [count / treated[2] for count in treated] == pytest.approx([0.2, 0.5, 1], abs=0.05)


def test_far_rows_cost_nothing(spec):
    """A record at 10**12 is there at once, and is the one of a block around it."""
    (alone,) = batches(spec, 1, start=10**12)
    around = next(batches(spec, 40, start=10**12 - 20))
    assert alone.to_pylist() == around.slice(20, 1).to_pylist()
    assert alone.column("record_id").to_pylist() == [10**12]


def _calls(function):
    """How many Python functions a call comes to."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(before)
    return calls


def test_a_far_row_takes_no_more_steps_than_the_first(corpus):
    """Counted once all vocabularies have been made."""
    spec = Spec(corpus=corpus)
    records_at(spec, np.arange(1_000))
    first, far = (_calls(partial(records_at, spec, np.array([row]))) for row in (0, 10**12))
    assert far < 1.5 * first


# Names and addresses are put together of parts; mobiles are drawn from the same segments, of whose
# marked half two splits draw the same one now and then: about once in four of 15,000 each.
BY_CHANCE = {"PERSON_NAME": 3, "ADDRESS": 3, "MOBILE": 3}


def look_for_shared_values(corpus, rows):
    """Fail if splits share a value, but for the accidents of short personal names.

    Of the further numbers of firms many are drawn from the few segments of a city, so that two may
    be the same by chance; nobody is known by them. Every number of a person's is held to it.
    """
    tables = (
        pa.Table.from_batches(batches(Spec(corpus=corpus, split=split), rows)) for split in SPLITS
    )
    train, dev, test = (labelled(table, partial_forms(), strangers=False) for table in tables)
    # 张 + 小明 and 张小 + 明 cannot collide: compound surnames have no one-character twin here.
    both = train & dev | train & test | dev & test
    for label in ("PERSON_NAME", "COMPANY", "ADDRESS", "MOBILE", "RESIDENT_ID"):
        shared = {value for of, value in both if of == label}
        assert len(shared) <= BY_CHANCE.get(label, 0), (label, shared)


def test_splits_share_no_values(corpus):
    """Whole values of the splits are disjoint."""
    look_for_shared_values(corpus, 400)


@pytest.mark.long
def test_splits_share_no_values_among_many(corpus):
    """The same of 5,000 records of each split."""
    look_for_shared_values(corpus, 5_000)


def test_two_people_in_a_cell_are_two_subjects():
    """Both parents of a pupil, each with a span that says who it is."""
    table = pa.Table.from_batches(batches(Spec(corpus="chat_messages", noise="worn"), 3_000))
    parent = [field.name for field in load_corpus("chat_messages").fields].index("parent")
    _, facts = spans(table, "cell_spans")
    found = [fact for fact in facts.to_pylist() if fact["column"] >= parent]
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if one["form"].startswith("two_") and one["column"] == other["column"]
        if one["form"] == other["form"] and one["start"] < other["start"]
    ]
    assert {one["label"] for one, _ in pairs} == {"PERSON_NAME", "MOBILE"}
    assert all(one["subject"] != other["subject"] for one, other in pairs)
    parents = {tuple(sorted((one["subject"], other["subject"]))) for one, other in pairs}
    assert all(other - one < families().size for one, other in parents)


def test_a_value_may_have_a_label_of_its_own():
    """Services among those who call are hotlines, which are nobody's."""
    table = pa.Table.from_batches(batches(Spec(corpus="call_records"), 2_000))
    for name in ("cell_spans", "text_spans"):
        _, facts = spans(table, name)
        found = facts.to_pylist()
        labels = {(fact["label"], fact["subject"] is None) for fact in found}
        forms = {fact["form"]: fact["label"] for fact in found}
        assert {("LANDLINE", False), ("MOBILE", False), ("HOTLINE", True)} <= labels
        assert ("HOTLINE", False) not in labels
        assert (forms["line"], forms["service_line"]) == ("LANDLINE", "HOTLINE")


def test_splits_and_seeds_are_other_people(corpus):
    """Another split or seed has other people in the same places."""
    first = next(batches(Spec(corpus=corpus), 50)).to_pylist()
    for other in (Spec(corpus=corpus, seed=1), Spec(corpus=corpus, split="dev")):
        second = next(batches(other, 50)).to_pylist()
        same = sum(a["text"] == b["text"] for a, b in zip(first, second, strict=True))
        assert same == 0


def test_one_person_agrees_across_corpora():
    """Guardians in the roster who own a company have the same name and mobile in the directory.

    Which lists other numbers of theirs, too.
    """
    companies = pa.Table.from_batches(batches(Spec(corpus="legal_person"), 3000)).to_pylist()
    roster = pa.Table.from_batches(batches(Spec(corpus="exam_roster"), 3000)).to_pylist()

    def facts(records):
        found = {}
        for record in records:
            cells = list(record.values())[2:-4]
            for span in record["cell_spans"]:
                if span["label"] in {"PERSON_NAME", "MOBILE"}:
                    value = cells[span["column"]][span["start"] : span["end"]]
                    found.setdefault((span["subject"], span["label"]), set()).add(value)
        return found

    first, second = facts(companies), facts(roster)
    both = first.keys() & second.keys()
    assert len(both) > 100
    assert all(second[key] <= first[key] for key in both)
    assert all(len(first[key]) == 1 for key in both if key[1] == "PERSON_NAME")


def test_the_schema_says_what_each_column_is(spec):
    """Headers are distinct and belong to the split; field and label stand in the metadata."""
    declared = load_corpus(spec.corpus)
    columns = list(schema(spec))[2:-4]
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
        labels = facts.field("label")
        assert set(labels.unique().to_pylist()) <= load_corpus(spec.corpus).labels
        for label in labels.filter(facts.field("subject").is_valid()).unique().to_pylist():
            assert entities()[label].personal or label == "SCHOOL"


@pytest.mark.parametrize(("rows", "start", "block"), [(0, 0, 1), (-1, 0, 1), (1, -1, 1), (1, 0, 0)])
def test_impossible_ranges_are_refused(rows, start, block):
    """Rows and block must be positive."""
    with pytest.raises(ValueError, match="must be positive"):
        next(batches(Spec(corpus="legal_person"), rows, start=start, block=block))


def test_records_at_any_indices(corpus):
    """Records asked for by index are those of the dataset, in the order asked for."""
    spec = Spec(corpus=corpus)
    rows = pa.Table.from_batches(batches(spec, 50)).to_pylist()
    picked = records_at(spec, np.array([40, 3, 17], np.int64)).to_pylist()
    assert picked == [rows[40], rows[3], rows[17]]


@pytest.mark.parametrize("index", [[], [-1], [3, -2]])
def test_impossible_indices_are_refused(index):
    """There must be an index, and none below 0."""
    with pytest.raises(ValueError, match="one or more indices"):
        records_at(Spec(corpus="legal_person"), np.array(index, np.int64))


@pytest.fixture
def changed_roster(monkeypatch, tmp_path):
    """Make a corpus of another name out of the roster, changed."""

    def make(name, old, new):
        text = files("leakbench.generator.corpora").joinpath("exam_roster.toml").read_text("utf-8")
        assert old in text
        text = text.replace('name = "exam_roster"', f'name = "{name}"', 1).replace(old, new, 1)
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        texts = files("leakbench.generator.corpora").joinpath("texts", "exam_roster")
        shutil.copytree(str(texts), tmp_path / "texts" / name)
        monkeypatch.setattr(corpus_module, "files", lambda _package: tmp_path)
        return Spec(corpus=name, noise="clean")

    yield make
    load_corpus.cache_clear()


def test_alternatives_are_those_of_the_row(changed_roster, tmp_path):
    """Whatever the size of blocks, and whichever records are asked for; all of them come."""
    spec = changed_roster("varied", "decoy_rate = 0.15", "decoy_rate = 0.5")
    part = tmp_path / "texts" / "varied" / "record.test.txt"
    part.write_text("«甲|乙|丙»{name}«，{guardian_phone}|，«丁|戊»|»\n{exam_no}«己|庚»\n", "utf-8")
    whole = pa.Table.from_batches(batches(spec, 900))
    assert content_hash(batches(spec, 900, block=70)) == content_hash(batches(spec, 900))
    picked = records_at(spec, np.array([40, 3, 17], np.int64))
    texts = whole.column("text").to_pylist()
    assert picked.column("text").to_pylist() == [texts[at] for at in (40, 3, 17)]
    counts = [sum(sign in text for text in texts) for sign in "甲乙丙丁戊己庚"]
    assert min(counts[:3]) > 110
    assert min(counts[3:5]) > 45
    assert min(counts[5:]) > 180


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        (
            "no_kind",
            'candidate = "candidate"',
            'candidate = "candidat"',
            "roles: key 'candidate': unknown kind of record 'candidat': no module ",
        ),
        (
            "no_role",
            'guardian = "candidate.guardian"',
            'guardian = "candidate.name"',
            "roles: key 'guardian': 'candidate.name' is no kind of record that Candidates gives; ",
        ),
        (
            "no_value",
            'value = "candidate.address"',
            'value = "candidate.adress"',
            "field 'address': key 'value': 'candidate.adress' is no column of texts that ",
        ),
        (
            "no_column",
            'value = "candidate.address"',
            'value = "candidate.guardian"',
            "field 'address': key 'value': 'candidate.guardian' is no column of texts that",
        ),
        (
            "no_second",
            'second = "guardian.second_mobile"',
            'second = "guardian.birth"',
            "field 'guardian_phone': key 'second': 'guardian.birth' is no column of texts that",
        ),
        (
            "no_slot",
            "[[parts]]",
            '[[slots]]\nname = "word"\nvalue = "candidate.birth"\n[[parts]]',
            "slot 'word': key 'value': 'candidate.birth' is no column of texts that ",
        ),
        (
            "no_wear",
            "[roles]",
            'wear = "candidate.birth"\n[roles]',
            "key 'wear': 'candidate.birth' is no column of shares that Candidates gives",
        ),
    ],
)
def test_what_records_do_not_give_is_one_line(changed_roster, name, old, new, reason):
    """With file, entry and key, even where nothing is written in another way."""
    spec = changed_roster(name, old, new)
    with pytest.raises(DeclarationError) as caught:
        next(batches(spec, 3))
    assert str(caught.value).startswith(f"{name}.toml: {reason}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("corpus", ["legal_person", "property_owners", "exam_roster"])
def test_people_of_a_file_live_in_one_place(corpus):
    """Most of its resident IDs are of one prefecture, and files are of many."""
    table = pa.Table.from_batches(batches(Spec(corpus=corpus), 4000))
    column = next(
        field.name for field in table.schema if field.name in {"身份证", "证件号", "公民身份号码"}
    )
    files = {}
    for file, number in zip(table["file"].to_pylist(), table[column].to_pylist(), strict=True):
        files.setdefault(file, []).append(number[:4])
    long = [places for places in files.values() if len(places) > 20]
    shares = [max(map(places.count, set(places))) / len(places) for places in long]
    assert np.mean(shares) > 0.4  # people have moved, and prefectures have had other numbers
    assert len({max(set(places), key=places.count) for places in long}) > 0.7 * len(long)
