"""Redaction: nothing that was found can be read, all else stays."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.redaction.keys import Key
from leakbench.benchmarks.redaction.redacting import redacted
from leakbench.benchmarks.redaction.replacements import REDACTIONS, replacement
from leakbench.detectors.spans import spans_from
from leakbench.generator.entities import entities

KEY = Key("a key of the tests")
CELL = st.text(max_size=12)


@st.composite
def tables(draw):
    """Two columns of cells, and spans anywhere in them, overlapping too."""
    rows = draw(st.integers(1, 4))
    columns = [draw(st.lists(CELL, min_size=rows, max_size=rows)) for _ in range(2)]
    spans = []
    for number, column in enumerate(columns):
        for row, cell in enumerate(column):
            if not cell:
                continue
            for _ in range(draw(st.integers(0, 3))):
                start = draw(st.integers(0, len(cell) - 1))
                end = draw(st.integers(start + 1, len(cell)))
                label = draw(st.sampled_from(["PERSON_NAME", "MOBILE", "ADDRESS", "EMAIL"]))
                spans.append((row, number, (start, end, label)))
    batch = pa.RecordBatch.from_arrays([pa.array(one, pa.string()) for one in columns], ["a", "b"])
    return batch, spans


@given(tables())
def test_stars_cover_what_spans_cover_and_nothing_else(made):
    """A character is a star exactly where some span covers it."""
    batch, spans = made
    masked = redacted(batch, spans_from(spans), replacement("mask"))
    for number, name in enumerate(("a", "b")):
        for row, cell in enumerate(batch.column(name).to_pylist()):
            covered = {
                place
                for at, column, (start, end, _) in spans
                if (at, column) == (row, number)
                for place in range(start, end)
            }
            wanted = "".join("*" if at in covered else one for at, one in enumerate(cell))
            assert masked.column(name)[row].as_py() == wanted


@given(tables())
def test_labels_stand_once_for_what_overlaps(made):
    """What lies between the labels is what no span covers."""
    batch, spans = made
    labelled = redacted(batch, spans_from(spans), replacement("label"))
    assert labelled.num_rows == batch.num_rows
    if not spans:
        assert labelled.equals(batch)


@pytest.mark.parametrize("how", ["pseudonym", "surrogate"])
def test_a_value_is_called_alike_however_it_is_written(how):
    """Spaces, country codes, full width and the old form of an ID change no name."""
    values = ["13800000000", "138-0000-0000", "+8613800000000", "１３８００００００００"]
    names = replacement(how, KEY)(np.array(["PHONE"] * 4), pa.array(values)).to_pylist()
    plain = ["".join(c for c in name if c.isalnum()) for name in names]
    narrow = [one.translate({0xFF10 + d: 0x30 + d for d in range(10)}) for one in plain]
    assert len(set(narrow)) == 1
    assert narrow[0] != values[0]
    ids = ["11010119900101004X", "110101900101004"]
    named = replacement(how, KEY)(np.array(["ID_NUMBER"] * 2), pa.array(ids)).to_pylist()
    if how == "pseudonym":
        assert named[0] == named[1]
    else:
        assert named[1] == named[0][:6] + named[0][8:17]


@pytest.mark.parametrize("how", ["pseudonym", "surrogate"])
def test_another_key_gives_other_names(how):
    """Names tell nothing to whoever has another key."""
    labels = np.array(["PERSON", "PHONE", "ADDRESS"])
    values = pa.array(["甲乙丙", "13800000000", "无有县无有路1号"])
    mine = replacement(how, KEY)(labels, values).to_pylist()
    assert mine == replacement(how, Key("a key of the tests"))(labels, values).to_pylist()
    assert set(mine).isdisjoint(replacement(how, Key("another"))(labels, values).to_pylist())


def test_surrogates_keep_the_form():
    """Separators, width, length and check digits stay as they must."""
    labels = np.array(["PHONE", "PHONE", "ID_NUMBER", "ACCOUNT", "VEHICLE", "PERSON"])
    values = [
        "138-0000-0000",
        "0564-3000000",
        "11010119900101004X",
        "ab_12@qq.com",
        "无A00000",
        "甲乙",
    ]
    made = replacement("surrogate", KEY)(labels, pa.array(values)).to_pylist()
    assert [one.index("-") for one in made[:2]] == [3, 4]
    assert made[1].startswith("0")
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(int(digit) * weight for digit, weight in zip(made[2], weights, strict=False))
    assert made[2][17] == "10X98765432"[total % 11]
    assert made[3].endswith("@qq.com")
    assert made[4][0] == "无"
    assert len(made[4]) == len(values[4])
    assert len(made[5]) == len(values[5])


@pytest.mark.parametrize("how", REDACTIONS)
def test_every_redaction_takes_every_label(how):
    """No label is without a replacement, and none is left as it is."""
    labels = np.array(sorted({one.parent or name for name, one in entities().items()}))
    values = pa.array([f"甲A1{number:07}" for number in range(len(labels))])
    made = replacement(how, KEY)(labels, values).to_pylist()
    assert all(one and one != old for one, old in zip(made, values.to_pylist(), strict=True))


def test_keyed_redactions_need_a_key():
    """Nobody gets pseudonyms that anybody can make again."""
    with pytest.raises(ValueError, match="key"):
        replacement("pseudonym")
    with pytest.raises(ValueError, match="empty"):
        Key("")
