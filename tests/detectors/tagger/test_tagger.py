"""Tests of the tagger over buffers, and of the detector."""

import subprocess
import sys

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.detectors.string_buffers import string_buffers
from leakbench.detectors.tagger import tagger as module
from leakbench.detectors.tagger.tag_set import LABELS
from leakbench.detectors.tagger.tagger import Tagger

TAGGER = Tagger.load()
TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            [
                "联系人",
                "张伟",
                "王小芳",
                "：",
                "，",
                "\n",
                "😀",
                "浙江省杭州市西湖区文三路1号",
                "a1",
                "说",
            ]
        ),
        max_size=9,
    ).map("".join),
    max_size=12,
)


def tag(texts):
    """Spans of texts as tuples, without their scores."""
    spans = TAGGER.tag(string_buffers(pa.array(texts, pa.string())))
    return list(zip(*(part.tolist() for part in spans[:4]), strict=True))


@pytest.mark.slow
@settings(deadline=None)
@given(TEXTS)
def test_rows_do_not_know_each_other(texts):
    """A row has the spans that it has alone."""
    alone = [(row, *span[1:]) for row, text in enumerate(texts) for span in tag([text])]
    assert tag(texts) == alone


@settings(deadline=None)
@given(TEXTS)
def test_pieces_do_not_matter(texts):
    """However many rows, or lines of a row, are worked on at a time, the spans are the same."""
    whole = tag(texts)
    usual = module.ROOM
    try:
        for room in (1, 40):  # lines of their own, and several at a time
            module.ROOM = room
            assert tag(texts) == whole
    finally:
        module.ROOM = usual


def test_many_spans_are_answered_in_several_calls(monkeypatch):
    """Where one call has no room for all, the next goes on behind the last row tagged."""
    calls = []
    monkeypatch.setattr(module, "ROOM", 1)
    whole = TAGGER._tag  # noqa: SLF001 - how often it is called is not seen from outside
    monkeypatch.setattr(TAGGER, "_tag", lambda *given: calls.append(0) or whole(*given))
    text = "联系人：王小芳"
    alone = tag([text])
    assert alone
    calls.clear()
    rows = 2_000
    assert tag([text] * rows) == [(row, *span[1:]) for row in range(rows) for span in alone]
    assert len(calls) > 1


@pytest.mark.long
def test_a_cell_of_any_size_takes_the_memory_of_a_line():
    """Of 60 MB, once in lines and once in one: little more than the text and its spans."""
    before = memory_of("'联系人：王小芳'")
    for unit in ("联系人：王小芳，电话13800000000\\n", "地址：浙江省杭州市西湖区文三路1号，", "一"):
        assert memory_of(f"'{unit}' * {60_000_000 // len(unit.encode())}") - before < 300 << 20


def memory_of(text):
    """The most memory, in bytes, that a process has while it tags what an expression makes."""
    code = (
        "import pyarrow as pa, resource\n"
        "from leakbench.detectors.string_buffers import string_buffers\n"
        "from leakbench.detectors.tagger.tagger import Tagger\n"
        "tagger = Tagger.load()\n"
        f"tagger.tag(string_buffers(pa.array([{text}])))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return int(said.stdout) << 10


def test_what_is_plain_is_found():
    """A name, a firm and an address after their usual words."""
    text = "企业名称：杭州示例科技有限公司 联系人：王小芳 地址：浙江省杭州市西湖区文三路1号"
    found = {(text[start:end], LABELS[label]) for _, start, end, label in tag([text])}
    assert found == {
        ("杭州示例科技有限公司", "COMPANY"),
        ("王小芳", "PERSON_NAME"),
        ("浙江省杭州市西湖区文三路1号", "ADDRESS"),
    }


def test_offsets_are_code_points():
    """Characters of four bytes and two UTF-16 units count one."""
    assert [span[1:3] for span in tag(["联系人：王小芳", "😀𬱖\n联系人：王小芳"])] == [
        (4, 7),
        (7, 10),
    ]
