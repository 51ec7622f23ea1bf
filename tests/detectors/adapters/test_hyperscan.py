from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.adapters.hyperscan import Hyperscan, translated
from leakbench.detectors.regex import Regex
from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

REGEX = Regex()


@cache
def hyperscan():
    """Made once, and only where it is asked: all workers collect this."""
    return Hyperscan()


def answers_as_regex(corpus, noise):
    """Whether on records of the dev split its spans are the very ones of regex."""
    (records,) = batches(Spec(corpus=corpus, split="dev", noise=noise), rows=60)
    batch = records.select(["text"])
    return hyperscan().detect(batch).equals(REGEX.detect(batch))


@pytest.mark.slow
@pytest.mark.parametrize(("corpus", "noise"), list(zip(corpus_names(), cycle(NOISES))))
def test_answers_as_regex_does(corpus, noise):
    """In every corpus, written in one of the ways, its spans are the very ones of regex."""
    assert answers_as_regex(corpus, noise)


@pytest.mark.long
@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("corpus", corpus_names())
def test_answers_as_regex_does_in_every_writing(corpus, noise):
    """In every corpus and every way of writing."""
    assert answers_as_regex(corpus, noise)


@given(
    st.text(
        "QqVx微信号：:138062- .@acEX\u212a\n张伟省市区路１电话400京A\x00\U000203f0Ａ", max_size=60
    )
)
def test_misses_nothing_that_regex_finds(text):
    """A pattern that Hyperscan rules out has no match."""
    assert hyperscan()._find(text) == REGEX._find(text)  # noqa: SLF001


def test_searches_for_less():
    """Of a text without identifiers nothing is searched at all, though it has the cue words."""
    text = "今天下午的面很好吃，老板说下个月要搬到对面去，QQ和微信都问过了。"
    assert list(REGEX._worth_a_search(text))  # noqa: SLF001
    assert not list(hyperscan()._worth_a_search(text))  # noqa: SLF001


def test_code_points_are_translated():
    """Escapes of either length, and the end of a text."""
    assert translated(r"[\u4e00-\U000323af]\Z") == rb"(?x)[\x{4e00}-\x{323af}]\z"


def test_threads_share_an_instance():
    """Threads that scan at the same time have the answers that one has alone."""
    (records,) = batches(Spec(corpus="sales_leads", split="dev"), rows=400)
    parts = [records.select(["text"]).slice(at, 50) for at in range(0, 400, 50)]
    alone = [hyperscan().detect(part) for part in parts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(hyperscan().detect, parts * 3))
    assert all(one.equals(other) for one, other in zip(together, alone * 3, strict=True))
