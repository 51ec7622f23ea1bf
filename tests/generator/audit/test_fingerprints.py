"""Tests of what of a dataset could be learnt by heart."""

import numpy as np
import pyarrow.compute as pc
import pytest

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.delexicalizing import delexicalized
from leakbench.generator.audit.fingerprints import Fingerprint
from leakbench.generator.audit.hashes import code_hashes
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


def test_a_corpus_has_far_fewer_delexicalized_texts_than_texts():
    """Values do not count: wordings come again and again, texts do not."""
    spec = Spec(corpus="legal_person", seed=3)
    (batch,) = batches(spec, 16_000, block=16_000)
    batch = batch.filter(pc.greater(pc.list_value_length(batch.column("cell_spans")), 0))
    made = delexicalized(Block(batch))
    hashes = code_hashes(made.codes, made.offsets[:-1], made.offsets[1:])
    texts = batch.column("text").to_pylist()
    plain = [not decoys for decoys in batch.column("decoys").to_pylist()]
    distinct = len(np.unique(hashes[np.array(plain)]))
    assert distinct < 0.5 * sum(plain)
    assert len(set(texts)) == len(texts)


def test_delexicalized_texts_of_splits_differ():
    """And those of two populations of one split are the same."""
    sides = {}
    for seed, split in ((1, "test"), (2, "test"), (1, "dev")):
        fingerprint = Fingerprint()
        for batch in batches(Spec(corpus="exam_roster", seed=seed, split=split), 3000):
            fingerprint.add(Block(batch))
        sides[seed, split] = set(fingerprint.texts().hashes.tolist())
    assert len(sides[1, "test"] & sides[2, "test"]) > len(sides[1, "test"]) / 30
    assert not sides[1, "test"] & sides[1, "dev"]
