from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import cycle

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.adapters import hyperscan_scan
from leakbench.detectors.adapters.hyperscan_scan import HyperscanScan
from leakbench.detectors.regex import Regex
from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

REGEX = Regex()


@cache
def scan():
    """Made once, and only where it is asked: all workers collect this."""
    return HyperscanScan()


def spans(detector, batch):
    """What it finds of the labels that both know."""
    return {
        tuple(one.values())
        for one in detector.detect(batch).to_pylist()
        if one["label"] in HyperscanScan.labels
    }


@pytest.mark.slow
@pytest.mark.parametrize(("corpus", "noise"), list(zip(corpus_names(), cycle(NOISES))))
def test_finds_the_numbers_that_regex_finds(corpus, noise):
    """Of records of every corpus all but one in a hundred, where look-around decides."""
    (records,) = batches(Spec(corpus=corpus, split="dev", noise=noise), rows=60)
    batch = records.select(["text"])
    ours, theirs = spans(scan(), batch), spans(REGEX, batch)
    assert len(ours ^ theirs) <= 0.01 * len(theirs)


@given(
    st.lists(
        st.text(
            "QqVx微信号：:138062- .@acEX\u212a\n张伟路１电话400京A\x00\U000203f0Ａ", max_size=40
        )
        | st.none(),
        max_size=6,
    )
)
def test_cells_keep_their_answers(cells):
    """Whatever stands in the other cells of a batch, and in the other column."""
    together = pa.RecordBatch.from_pydict(
        {"a": pa.array(cells, pa.string()), "b": pa.array(cells[::-1], pa.string())}
    )
    found = [tuple(one.values()) for one in scan().detect(together).to_pylist()]
    assert found == sorted(found, key=lambda span: span[:3])
    for row, cell in enumerate(cells):
        alone = scan().detect(pa.RecordBatch.from_pydict({"text": pa.array([cell], pa.string())}))
        expected = [tuple(one.values())[2:] for one in alone.to_pylist()]
        assert [span[2:] for span in found if span[:2] == (row, 0)] == expected
        assert [span[2:] for span in found if span[:2] == (len(cells) - 1 - row, 1)] == expected


@pytest.mark.parametrize(
    ("text", "value", "label"),
    [
        ("QQ是：100000001，", "100000001", "QQ"),
        ("微信号abc_12345", "abc_12345", "WECHAT"),
        ("加vx abc_12345", "abc_12345", "WECHAT"),
        ("wxid_abc123def456", "wxid_abc123def456", "WECHAT"),
        ("手机１３８００００００００", "１３８００００００００", "MOBILE"),
        ("+86 138-0000-0000", "+86 138-0000-0000", "MOBILE"),
        ("电话：8000-0000转801", "8000-0000转801", "LANDLINE"),
        ("(010)80000000", "(010)80000000", "LANDLINE"),
        ("致电客服热线95000", "95000", "HOTLINE"),
        ("京A12345", "京A12345", "LICENSE_PLATE"),
    ],
)
def test_values_begin_behind_their_cues(found, text, value, label):
    """And end where they do, at the edges of a cell too."""
    assert found("hyperscan_scan", text) == [(value, label)]


@pytest.mark.parametrize(
    "text", ["编号138000000001", "价格13800000000.50", "A13800000000", "京ABCDEF"]
)
def test_parts_of_others_are_none(found, text):
    """Longer runs, decimals and letters beside it."""
    assert found("hyperscan_scan", text) == []


def test_pieces_of_a_batch_are_put_together(monkeypatch):
    """A batch that is scanned in many pieces has the answer of one piece."""
    (records,) = batches(Spec(corpus="sales_leads", split="dev"), rows=100)
    batch = records.select(["text"])
    whole = scan().detect(batch)
    monkeypatch.setattr(hyperscan_scan, "PIECE", 500)
    assert scan().detect(batch).equals(whole)


def test_threads_share_an_instance():
    """Threads that scan at the same time have the answers that one has alone."""
    (records,) = batches(Spec(corpus="sales_leads", split="dev"), rows=400)
    parts = [records.select(["text"]).slice(at, 50) for at in range(0, 400, 50)]
    alone = [scan().detect(part) for part in parts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(scan().detect, parts * 3))
    assert all(one.equals(other) for one, other in zip(together, alone * 3, strict=True))
