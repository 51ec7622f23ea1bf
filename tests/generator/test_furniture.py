"""Tests of rows of files that are no records."""

import re
from itertools import combinations, pairwise

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.engine.tables import table
from leakbench.generator.furniture import ABOUT, KINDS, lines
from leakbench.generator.generate import batches, records_at
from leakbench.generator.spec import SPLITS, Spec

pytestmark = pytest.mark.slow

LISTS = [name for name in corpus_names() if load_corpus(name).row_column is not None]
FIELD = re.compile(r"\{(\w+)\}")
PLACEHOLDERS = set(table("placeholders")["text"])


def bare(text):
    """A text without fields, punctuation and white space."""
    return re.sub(r"[\W_]", "", FIELD.sub("", text))


def furniture(corpus, noise="clean", rows=3000, **more):
    """The rows of a dataset that are no records."""
    table = pa.Table.from_batches(batches(Spec(corpus, noise=noise, **more), rows)).to_pylist()
    return [row for row in table if not row["cell_spans"]]


@pytest.mark.parametrize("corpus", LISTS)
@pytest.mark.parametrize("split", SPLITS)
def test_each_list_has_words_for_each_kind(corpus, split):
    """Two lines or more, out of fields without labels, written in GBK without a long number."""
    known = {field.name for field in load_corpus(corpus).fields if not field.label} | {*ABOUT}
    for kind, some in lines(corpus, split).items():
        assert len(some) >= 2, (corpus, split, kind)
        for line in some:
            assert set(FIELD.findall(line)) <= known
            assert line.count("|") < 2
            assert not re.search(r"\d{6}", line)
            line.encode("gbk")


def test_splits_share_no_words():
    """A line stands in one split only, whatever its fields and punctuation."""
    texts = {
        split: {
            bare(text)
            for where, text in zip(
                table("furniture")["split"], table("furniture")["text"], strict=True
            )
            if where == split
        }
        for split in SPLITS
    }
    for one, other in combinations(SPLITS, 2):
        assert not texts[one] & texts[other]


def test_the_table_says_what_there_is():
    """Known kinds and lists; no line twice."""
    columns = table("furniture")
    assert set(columns["kind"]) == set(KINDS)
    assert set(columns["corpus"]) == {"", *LISTS}
    entries = list(zip(*columns.values(), strict=True))
    assert len(set(entries)) == len(entries)


@pytest.mark.parametrize("corpus", LISTS)
@pytest.mark.parametrize("noise", ["clean", "worn"])
def test_furniture_holds_nobody(corpus, noise):
    """No label, no decoy; the text is what stands in the cells, which are the first ones."""
    found = furniture(corpus, noise)
    assert found
    for row in found:
        cells = list(row.values())[2:-4]
        assert not row["text_spans"]
        assert not row["decoys"]
        filled = [place for place, cell in enumerate(cells) if cell]
        assert filled in (*([*range(count)] for count in (1, 2)), [*range(len(cells))])
        assert row["text"] == "\t".join(cell for cell in cells if cell)


def test_headers_are_those_of_the_table():
    """Written once more, whatever they are called."""
    for headers in ("true", "withheld"):
        found = furniture("legal_person", headers=headers)
        assert sum([*row.values()][2:-4] == [*row][2:-4] for row in found) > 5


def test_a_title_tells_the_estate_and_a_sum_the_records():
    """Those of its own file."""
    by_file = {}
    table = pa.Table.from_batches(batches(Spec("property_owners"), 6000))
    estate = next(
        field.name for field in table.schema if (field.metadata or {}).get(b"field") == b"estate"
    )
    for row in table.to_pylist()[:-1000]:
        by_file.setdefault(row["file"], []).append(row)
    titled = summed = 0
    for rows in list(by_file.values())[:-1]:
        records = [row for row in rows if row["cell_spans"]]
        estates = [row[estate] for row in records]
        if not rows[0]["cell_spans"]:
            titled += 1
            assert max(set(estates), key=estates.count) in rows[0]["text"]
        for row in rows[-2:]:
            if not row["cell_spans"] and (count := re.search(r"\d+", row["text"])):
                summed += 1
                assert int(count[0]) == len(records)
    assert titled > 3
    assert summed > 3


def _told(cell):
    """What a cell says; nothing if it holds what files have for nothing."""
    return "" if cell in PLACEHOLDERS else cell


def test_records_that_repeat_others_are_the_same_people():
    """With the same facts in their cells, and texts of their own."""
    rows = [
        [*row.values()]
        for row in records_at(Spec("legal_person"), np.arange(5000)).to_pylist()
        if row["cell_spans"]
    ]
    again = 0
    for one, other in pairwise(rows):
        if one[1] == other[1] and one[3:5] == other[3:5]:
            again += 1
            assert [*map(_told, one[3:-4])] == [*map(_told, other[3:-4])]
            assert {span["subject"] for span in one[-2]} == {span["subject"] for span in other[-2]}
            assert one[2] != other[2]
    assert again > 8


def test_what_is_no_list_has_records_alone():
    """Texts that are each a file."""
    assert not furniture("trade_posts", rows=500)
    assert not furniture("legal_person", rows=500, rows_per_file=1)
