"""Tests of which given names there are in a split."""

import numpy as np
import pytest

from leakbench.generator.engine.tables import SPLIT_ENDS, table, weights
from leakbench.generator.population.given_names import DECADES, SEXES, candidates
from leakbench.generator.spec import SPLITS

pytestmark = pytest.mark.slow


def weighed(split, sex, decade):
    """Given names of a split with their shares."""
    found = candidates(split, sex)
    weight = found.weight(decade)
    return found.points, weight / weight.sum()


def usual_ones(sex):
    """The one-character names that the table weighs most, of one sex, over all decades."""
    weight = sum(weights("given_names", decade) for decade in DECADES)
    rows = zip(
        *(table("given_names")[name] for name in ("sex", "kind", "text")), weight, strict=True
    )
    known = {text: share for of, kind, text, share in rows if of == SEXES[sex] and kind == "solo"}
    return sorted(known, key=known.get, reverse=True)[:20]


@pytest.mark.parametrize("sex", range(len(SEXES)))
def test_every_split_has_some_of_the_usual_one_character_names(sex):
    """Of the twenty most frequent, about as many as its share of the vocabulary."""
    usual = {ord(text) for text in usual_ones(sex)}
    for split in SPLITS:
        points = candidates(split, sex).points
        own = usual & set(points[points[:, 1] == 0, 0].tolist())
        begin, end = SPLIT_ENDS[split]
        assert 0.5 <= len(own) / (len(usual) * (end - begin) / 100) <= 1.6


def test_splits_share_no_name():
    """Neither of one character nor of two, in both sexes together."""
    names = [
        {
            tuple(pair)
            for sex in range(len(SEXES))
            for pair in candidates(split, sex).points.tolist()
        }
        for split in SPLITS
    ]
    train, dev, test = names
    assert not (train & dev | train & test | dev & test)


@pytest.mark.parametrize("decade", range(len(DECADES)))
@pytest.mark.parametrize("split", SPLITS)
def test_names_fall_slowly_with_their_rank(split, decade):
    """No character is in more than one of nine names, and most names are seldom met."""
    for sex in range(len(SEXES)):
        points, share = weighed(split, sex, decade)
        characters, place = np.unique(points.ravel(), return_inverse=True)
        of_character = np.bincount(place, np.repeat(share, 2))
        of_character[characters == 0] = 0
        assert of_character.max() < 1 / 9
        two = share[points[:, 1] > 0]
        assert two[two < 2e-3].sum() / two.sum() > 0.7


@pytest.mark.parametrize(("sex", "least", "most"), [(0, 0.012, 0.06), (1, 0.002, 0.03)])
def test_some_names_repeat_a_character(sex, least, most):
    """婷婷: of women more than of men."""
    points, share = weighed("train", sex, DECADES.index("w1990"))
    assert least < share[points[:, 0] == points[:, 1]].sum() < most
