"""Tests of what two splits have in common."""

import pytest

from leakbench.generator.audit.fingerprints import Fingerprint
from leakbench.generator.audit.overlap import Side, overlap
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


@pytest.fixture
def side(block_of):
    """One side of a comparison."""

    def make(split, seed=3, headers="variant"):
        fingerprint = Fingerprint()
        spec = Spec(corpus="legal_person", seed=seed, split=split, headers=headers)
        fingerprint.add(block_of(spec, 300))
        return Side(f"{split} {seed}", split, headers, fingerprint)

    return make


def test_splits_have_nothing_in_common(side):
    """Texts, headers and values are looked at."""
    found = {one.what.split(": ")[1]: one for one in overlap(side("train"), side("test"))}
    assert {"delexicalized texts", "headers", "PERSON_NAME", "MOBILE"} <= set(found)
    assert all(one.ok for one in found.values())
    assert all(one.cases > 0 for one in found.values())


def test_a_split_shares_all_with_itself(side):
    """Records of both sides are named."""
    for found in overlap(side("train"), side("train")):
        assert found.value == found.cases, found.what
        assert not found.ok
        if found.what.endswith("texts"):
            assert found.examples[0].startswith("record ")
            assert found.examples[0].count("of train 3") == 2


def test_populations_of_one_split_share_its_texts_alone(side):
    """Templates and headers are the split's, values are not."""
    found = {one.what.split(": ")[1]: one for one in overlap(side("dev"), side("dev", seed=4))}
    assert not found["delexicalized texts"].ok
    assert not found["headers"].ok
    assert found["MOBILE"].ok


def test_headers_that_say_nothing_are_not_compared(side):
    """Numbered columns are called alike in every split."""
    names = [one.what for one in overlap(side("train"), side("test", headers="withheld"))]
    assert not any(name.endswith("headers") for name in names)
