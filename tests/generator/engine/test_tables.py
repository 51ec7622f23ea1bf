import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import (
    columns,
    owned,
    pick,
    rare,
    slots,
    text_hash,
    weights_in,
)
from leakbench.generator.spec import SPLITS

BITS = Streams(0, "t").bits("u", np.arange(300_000, dtype=np.int64))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40).filter(lambda w: sum(w) > 1))
def test_weights_are_drawn_in_proportion(weights):
    """Shares come out within the table's precision, and what weighs nothing is never drawn."""
    inverse = slots(weights)
    drawn = np.bincount(pick(BITS, inverse), minlength=len(weights)) / len(BITS)
    share = np.array(weights) / np.sum(weights)
    assert abs(drawn - share).max() < 1 / len(inverse) + 0.005
    assert not drawn[share == 0].any()


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40).filter(lambda w: sum(w) > 1))
def test_a_slot_is_the_choice_in_whose_share_its_middle_lies(weights):
    """As a search in the summed weights finds it."""
    inverse = slots(weights, 11)
    summed = np.cumsum(weights)
    middle = (np.arange(len(inverse)) + 0.5) * (summed[-1] / len(inverse))
    assert np.array_equal(inverse, np.searchsorted(summed, middle, side="right"))


@given(
    st.lists(st.text(st.characters(exclude_characters="\0"), min_size=1), min_size=1, unique=True)
)
def test_splits_part_a_vocabulary(texts):
    """Every string belongs to exactly one split."""
    hashes = text_hash(texts)
    assert (sum(owned(hashes, split).astype(int) for split in SPLITS) == 1).all()


def test_a_string_hashes_alike_in_any_vocabulary():
    """The longest string of a list does not change where the others belong."""
    short, longer = text_hash(["建国", "伟"]), text_hash(["建国", "伟", "买买提江"])
    assert np.array_equal(short, longer[:2])


@pytest.mark.parametrize(("split", "share"), [("train", 0.5), ("dev", 0.15), ("test", 0.35)])
def test_a_split_owns_its_share(split, share):
    """Shares are as declared."""
    hashes = text_hash([f"{i}" for i in range(20_000)])
    assert abs(owned(hashes, split).mean() - share) < 0.015


def test_quoted_and_plain_tables_read_alike():
    """Quotation marks around entries change nothing but what may stand between them."""
    plain, quoted = columns("a,b\n1,x\n,y\n"), columns('a,b\n"1",x\n,"y"\n')
    assert plain == quoted == {"a": ["1", ""], "b": ["x", "y"]}
    assert columns('a,b\n"1,2",x\n') == {"a": ["1,2"], "b": ["x"]}
    assert columns("a,b\n") == {"a": [], "b": []}


@pytest.mark.parametrize("text", ["a,b\n1,x,z\ny\n", "a,b\n1\n", 'a,b\n"1"\n'])
def test_a_table_with_lines_of_other_lengths_is_refused(text):
    """An entry too many in one line does not make up for one too few in the next."""
    with pytest.raises(ValueError, match=r"entries|header"):
        columns(text)


def test_rare_words_are_one_splits_and_have_the_weight_of_all():
    """Common words are everywhere as often as they are at all."""
    texts = [f"w{i}" for i in range(400)]
    weight = 1 / np.arange(1, 401)
    found = np.array([weights_in(split, texts, weight) for split in SPLITS])
    common = ~rare(weight)
    assert weight[common].sum() == pytest.approx(0.5 * weight.sum(), rel=0.02)
    assert (found[:, common] == weight[common]).all()
    assert ((found[:, ~common] > 0).sum(axis=0) == 1).all()
    assert found.sum(axis=1) == pytest.approx([weight.sum()] * len(SPLITS))
