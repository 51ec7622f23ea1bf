"""Tests of the normalising view."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.normalizing import write_views
from leakbench.detectors.normalize.views import room_for_views

TABLES = fold_tables()
DISGUISES = ("０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "零幺二三四五六七八九", "洞壹两叁四五六拐捌玖")


def viewed(*cells):
    """The view of some cells, and for each its text, and where its bytes came from."""
    data = np.frombuffer("".join(cells).encode(), np.uint8)
    offsets = np.cumsum([0, *(len(cell.encode()) for cell in cells)]).astype(np.int32)
    data.flags.writeable = offsets.flags.writeable = False
    seen = room_for_views(len(cells), len(data))
    rows = np.arange(len(cells), dtype=np.int32)
    write_views(text_of(data), offsets, rows, TABLES, seen)
    found = []
    for low, begin, end in zip(offsets, seen.bounds, seen.bounds[1:], strict=False):
        text, first, last = (array[begin:end] for array in seen.written)
        found.append((bytes(text).decode(), (first - low).tolist(), (last - low).tolist()))
    return found


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１３８", "138"),
        ("①❸⑧", "138"),
        ("1️⃣3️⃣", "13"),
        ("𝟏𝟑", "13"),
        ("1\u200b3\u200d8", "138"),
        ("一九九零零零零", "1990000"),
        ("壹玖玖零零零零", "1990000"),
        ("幺拐两洞洞洞洞", "1720000"),
        ("199🔥0000", "1990000"),
        ("l99OOOO0000", "19900000000"),
        ("电话１", "电话1"),
        ("a＠b．c", "a@b.c"),
        ("199中间0000后面0000", "19900000000"),
        ("1[强]9[强]9", "199"),
        ("19900000三个0", "19900000000"),
        ("1，9，9，0，0，0，0，0，0，0，0", "19900000000"),
        ("199=0000~0000", "19900000000"),
        ("2个𝟏", "2个1"),
    ],
)
def test_what_is_meant(text, plain):
    """Each disguise is folded into what it stands for."""
    assert viewed(text)[0][0] == plain


@pytest.mark.parametrize(
    "text",
    ["三月", "第一二名", "住酒店，一位", "医院1️⃣耳鸣", "\x01一\x01", "公司 -一", "三，三", "号，三"],
)
def test_numerals_in_words_stay(text):
    """A few numerals make no number, and their words can still be read."""
    assert viewed(text)[0][0] == text.replace("1️⃣", "1")


@given(
    st.text("啊电话号司，：（ 三é🔥\n", max_size=50),
    st.lists(st.sampled_from(DISGUISES), min_size=11, max_size=11),
    st.sampled_from(["", "\u200b", "\u0336"]),
    st.text("啊电话们，：） é🔥\n", max_size=50),
)
def test_a_number_is_read_whatever_stands_around_it(before, disguises, between, behind):
    """Wherever in its cell, and whatever its digits are written in, one by one."""
    number = "19900000000"
    written = between.join(row[int(digit)] for digit, row in zip(number, disguises, strict=True))
    seen, first, last = viewed(before + "啊" + written + "啊" + behind)[0]
    begin = len((before + "啊").encode())
    place = seen.encode().index(number.encode())
    assert first[place] == begin
    assert last[place + len(number) - 1] == begin + len(written.encode())


@given(st.text("1二个𝟏①[强]·，中后面(at)(dot)o\u0336️⃣é\x01", max_size=40))
def test_a_view_is_text(text):
    """Whatever is folded, whole characters are read and written."""
    seen, first, last = viewed(text)[0]
    assert len(seen.encode()) == len(first) == len(last)


def test_characters_know_where_they_came_from():
    """Places go from left to right; a keycap is one digit wide, a word as long as it was."""
    plain, first, last = viewed("啊１\u200b2️⃣一位")[0]
    assert plain == "啊12一位"
    starts = [len(plain[:k].encode()) for k in range(len(plain) + 1)]
    assert [first[at] for at in starts[:-1]] == [0, 3, 9, 16, 19]
    assert [last[at - 1] for at in starts[1:]] == [3, 6, 16, 19, 22]


def test_empty_cells_have_empty_views():
    """Also where there is no byte at all."""
    assert viewed("", "")[1] == ("", [], [])
    assert viewed("一", "")[1] == ("", [], [])


def test_a_cell_is_read_alone():
    """What stands before a cell leaves no mark on it."""
    text = "号码一3八·0零1三·8零00"
    digits = "13800138000"
    for before in ("", text):
        assert viewed(before, digits)[1][0] == digits
