"""Tests of how varied sentences are."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.realism.variety import GRAM, MASK, characters, masked_texts, variety
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec


def random_texts(count, length, seed=0):
    """Texts of characters at random, which hardly repeat."""
    codes = np.random.default_rng(seed).integers(0x4E00, 0x9F00, (count, length))
    return pa.array(["".join(map(chr, row)) for row in codes])


def test_what_repeats_is_shared_and_what_does_not_is_not():
    """One sentence again and again, and sentences at random."""
    assert variety(pa.array(["同一句话说了一遍又一遍"] * 20), 10_000).shared == 1.0
    assert variety(random_texts(20, 30), 10_000).shared == 0.0


def test_the_more_repeats_the_more_is_shared():
    """A third of the sentences from a stock of one, then two thirds."""
    fresh = random_texts(300, 30).to_pylist()
    shares = [
        variety(
            pa.array(["这一句话大家都说" if at % 3 < of else one for at, one in enumerate(fresh)]),
            10**6,
        ).shared
        for of in (0, 1, 2)
    ]
    assert shares[0] < shares[1] < shares[2]


def test_shares_are_those_of_sets():
    """Counted once more in plain Python, within records only."""
    (chunk,) = CorpusSource(Spec(corpus="enquiries")).chunks("text", 200, 200)
    texts = chunk.strings.column(0)
    halves = [[], []]
    for at, text in enumerate(texts.to_pylist()):
        halves[at % 2] += [text[i : i + GRAM] for i in range(len(text) - GRAM + 1)]
    shares = [np.mean([one in set(b) for one in a]) for a, b in (halves, halves[::-1])]
    found = variety(texts, 10**6)
    assert found.shared == pytest.approx(np.mean(shares))
    assert (found.records, found.characters) == (200, characters(texts))


def test_growth_counts_distinct_bigrams():
    """At 1,000, 2,000, 4,000 … characters, as plain Python counts them."""
    texts = random_texts(100, 45, seed=1).to_pylist() + ["甲乙"] * 800
    found = variety(pa.array(texts), 10**6)
    assert [at for at, _ in found.growth] == [1_000, 2_000, 4_000]
    for at, count in found.growth:
        pairs, left = set(), at
        for text in texts:
            pairs |= {text[i : i + 2] for i in range(min(left, len(text)) - 1)}
            left -= len(text)
            if left <= 0:
                break
        assert count == len(pairs)


def test_no_more_is_looked_at_than_is_asked_for():
    """So that sources are compared at equal sizes."""
    found = variety(random_texts(10, 30), 100)
    assert (found.characters, found.records) == (100, 4)
    assert variety(pa.array(["甲"]), 10).growth == ()


def test_values_are_masked(read):
    """Each is one sign, whatever its label, and nothing else changes."""
    source = CorpusSource(Spec(corpus="legal_person"))
    records = read(source, "PHONE", rows=50)
    masked = masked_texts(records)
    assert sum(text.count(MASK) for text in masked.to_pylist()) == len(records.values.row)
    longer = (records.values.end - records.values.start - 1).sum()
    assert characters(masked) == characters(records.file.texts) - longer
