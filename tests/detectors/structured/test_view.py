import numpy as np
import pytest

from leakbench.detectors.structured.folds import fold_tables
from leakbench.detectors.structured.view import view

TABLES = fold_tables()


def viewed(text):
    """The view of one cell, and where each of its bytes came from."""
    data = np.frombuffer(text.encode(), np.uint8)
    out = np.empty(len(data), np.uint8)
    bounds = np.empty(2, np.int32)
    first, last = np.empty(len(data), np.int32), np.empty(len(data), np.int32)
    offsets = np.array([0, len(data)], np.int32)
    folds, digits, _, _, between, mathematical = TABLES
    view(
        data,
        offsets,
        np.array([0]),
        folds,
        digits,
        between,
        mathematical,
        out,
        bounds,
        first,
        last,
    )
    size = bounds[1]
    return bytes(out[:size]).decode(), first[:size].tolist(), last[:size].tolist()


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
    ],
)
def test_what_is_meant(text, plain):
    """Each disguise is folded into what it stands for."""
    assert viewed(text)[0] == plain


@pytest.mark.parametrize("text", ["三月", "第一二名", "住酒店，一位", "医院1️⃣耳鸣", "\x01一\x01"])
def test_numerals_in_words_stay(text):
    """A few numerals make no number, and their words can still be read."""
    assert viewed(text)[0] == text.replace("1️⃣", "1")


def test_characters_know_where_they_came_from():
    """Places go from left to right; a keycap is one digit wide, a word as long as it was."""
    plain, first, last = viewed("啊１\u200b2️⃣一位")
    assert plain == "啊12一位"
    starts = [len(plain[:k].encode()) for k in range(len(plain) + 1)]
    assert [first[at] for at in starts[:-1]] == [0, 1, 3, 6, 7]
    assert [last[at - 1] for at in starts[1:]] == [1, 2, 6, 7, 8]


def test_a_cell_is_read_alone():
    """What stands before a cell leaves no mark on it."""
    text = "号码一3八·0零1三·8零00"
    digits = "13800138000"
    for before in ("", text):
        data = (before + digits).encode()
        ends = np.array([0, len(before.encode()), len(data)], np.int32)
        out, bounds = np.empty(len(data), np.uint8), np.empty(3, np.int32)
        first, last = np.empty(len(data), np.int32), np.empty(len(data), np.int32)
        folds, meant, _, _, between, mathematical = TABLES
        view(
            np.frombuffer(data, np.uint8),
            ends,
            np.array([0, 1]),
            folds,
            meant,
            between,
            mathematical,
            out,
            bounds,
            first,
            last,
        )
        assert bytes(out[bounds[1] : bounds[2]]).decode() == digits
