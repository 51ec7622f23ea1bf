import numpy as np
import phonenumbers
import pyarrow as pa
import pytest

from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.datasets.content import content_hash
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.generate import batches, schema
from leakbench.generator.spec import CELL_ORDERS, HEADERS, SPLITS, Spec
from leakbench.generator.surfaces.table_layout import cell_places, pinyin


@pytest.mark.parametrize("headers", HEADERS)
def test_headers_are_distinct_and_as_asked(corpus, headers):
    """The usual names, variants, numbers, pinyin, others' names or fields'; never two alike."""
    spec = Spec(corpus=corpus, headers=headers)
    declared = load_corpus(corpus).fields
    names = schema(spec).names[2:-4]
    assert len(set(names)) == len(names) == len(declared)
    own = [name in field.headers["test"] for name, field in zip(names, declared, strict=True)]
    match headers:
        case "true":
            assert names == [field.headers["test"][0] for field in declared]
        case "variant":
            assert all(own)
        case "withheld":
            assert names == [f"列{number + 1}" for number in range(len(names))]
        case "pinyin":
            missing = [name for name in names if not name.isascii()]
            assert not missing, f"generator/data/header_pinyin.csv has no line for all of {missing}"
        case "misleading":
            assert not any(own)
            assert set(names) <= {name for field in declared for name in field.headers["test"]}
        case "field":
            assert names == [field.name for field in declared]


def test_the_splits_are_one_table_under_the_names_of_fields(corpus):
    """Train, dev and test can be joined as they are, with their truth, and tell the same fields."""
    made = [
        pa.Table.from_batches(batches(Spec(corpus=corpus, split=split, headers="field"), 3))
        for split in SPLITS
    ]
    joined = pa.concat_tables(made)
    assert joined.schema.equals(made[0].schema, check_metadata=True)
    assert joined.slice(3, 3).to_pylist() == made[1].to_pylist()
    assert joined.num_rows == 9


def test_content_is_the_same_under_the_names_of_fields():
    """A name of a column is another name alone."""
    own, field = (
        next(batches(Spec("exam_roster", headers=headers), 50)) for headers in ("variant", "field")
    )
    assert field.schema.names != own.schema.names
    assert field.rename_columns(own.schema.names).equals(own)


def test_every_header_has_its_pinyin():
    """No character falls through when pinyin is asked for."""
    known = set(table("header_pinyin")["text"])
    fields = (field for corpus in corpus_names() for field in load_corpus(corpus).fields)
    headers = "".join(name for field in fields for pool in field.headers.values() for name in pool)
    missing = {character for character in headers if not character.isascii()} - known
    assert not missing, f"generator/data/header_pinyin.csv has no line for {missing}"


@pytest.mark.parametrize(
    ("header", "reading"),
    [
        ("银行卡", "yinhangka"),
        ("发卡行", "faqiahang"),
        ("通行证", "tongxingzheng"),
        ("IP地址", "ipdizhi"),
    ],
)
def test_words_that_read_otherwise_come_before_their_characters(header, reading):
    """A character reads as usual, but where a word of the table says otherwise."""
    assert pinyin(header) == reading
    assert pinyin("Mobile") == "Mobile"


@pytest.mark.parametrize("columns", CELL_ORDERS)
def test_cells_slip_in_a_fifth_of_the_rows(columns):
    """Every column of every row holds exactly one field; four rows in five are untouched."""
    place = cell_places(columns, 9, np.arange(10_000), Streams(0, "t"))
    assert (np.sort(place, axis=0) == np.arange(9)[:, None]).all()
    moved = place != np.arange(9)[:, None]
    share = moved.any(axis=0).mean()
    assert share == 0 if columns == "straight" else 0.18 < share < 0.22
    if columns == "mixed":
        assert set(moved.sum(axis=0)) == {0, 2}


@pytest.mark.slow
@pytest.mark.parametrize("columns", ["shifted", "mixed"])
def test_spans_follow_their_cells(corpus, columns):
    """Slipping moves cells and their spans together and changes no value."""
    straight = pa.Table.from_batches(
        batches(Spec(corpus=corpus, columns="straight"), 500)
    ).to_pylist()
    moved = pa.Table.from_batches(batches(Spec(corpus=corpus, columns=columns), 500)).to_pylist()
    slips = 0
    for one, other in zip(straight, moved, strict=True):
        before, after = (list(record.values())[2:-4] for record in (one, other))
        slips += before != after
        assert sorted(before) == sorted(after)
        assert one["text"] == other["text"]
        values = [
            sorted(
                (span["label"], cells[span["column"]][span["start"] : span["end"]])
                for span in record["cell_spans"]
            )
            for record, cells in ((one, before), (other, after))
        ]
        assert values[0] == values[1]
        assert [s["column"] for s in other["cell_spans"]] == sorted(
            s["column"] for s in other["cell_spans"]
        )
    assert 40 < slips < 150


@pytest.mark.slow
def test_cells_slip_as_the_corpus_declares_unless_told(corpus):
    """A dataset that asks for nothing is the one that asks for what the corpus declares."""
    declared = load_corpus(corpus).columns
    asked = Spec(corpus=corpus, columns=declared)
    assert content_hash(batches(Spec(corpus=corpus), 300)) == content_hash(batches(asked, 300))


def test_cells_stand_straight_where_told():
    """Every column of leads, whose cells slip by default, can be had with its own label alone."""
    rows = pa.Table.from_batches(batches(Spec(corpus="sales_leads", columns="straight"), 2000))
    labels = [column.metadata.get(b"label", b"").decode() for column in list(rows.schema)[2:-4]]
    for record in rows.to_pylist():
        assert all(labels[span["column"]] == span["label"] for span in record["cell_spans"])


@pytest.mark.slow
def test_unassignable_numbers_belong_to_nobody():
    """Mobiles and ID areas are right in form and out of what has been given out."""
    given = {int(code) for code in table("division_history")["code"]}
    rows = pa.Table.from_batches(
        batches(Spec(corpus="legal_person", identity="unassignable", rows_per_file=1), 2000)
    )
    fields = {column.metadata[b"field"].decode(): column.name for column in list(rows.schema)[2:-4]}
    ids = rows.column(fields["resident_id"]).to_pylist()
    assert not {int(code[:6]) for code in ids} & given
    normal = pa.Table.from_batches(batches(Spec(corpus="legal_person", rows_per_file=1), 2000))
    before = {number[:7] for number in normal.column(fields["mobile"]).to_pylist()}
    numbers = rows.column(fields["mobile"]).to_pylist()
    assert not {number[:7] for number in numbers} & before
    for number in numbers[:200]:
        assert phonenumbers.is_possible_number(phonenumbers.parse(number, "CN"))
    assert ids[0][6:14] == normal.column(fields["resident_id"])[0].as_py()[6:14]
