"""Tests of what a classifier is told of values."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.realism.features import (
    FEWEST,
    RealismPackageError,
    features_of,
    piece_name,
    simple_features,
)

VALUES = pa.array(["某某路1号", "某某路12号202室"] * FEWEST)


def column(table, name):
    """A column by the name of its feature."""
    (at,) = [at for at, feature in enumerate(table.features) if feature.name == name]
    return table.matrix[:, [at]].toarray().ravel()


def test_pieces_and_facts_are_those_of_each_value():
    """A piece of a shape is there or not; facts are counted."""
    table = features_of(VALUES, "ADDRESS")
    assert table.matrix.shape == (len(VALUES), len(table.features))
    assert column(table, "ends in 室").tolist() == [0, 1] * FEWEST
    assert column(table, "begins with 口路9").tolist() == [1, 1] * FEWEST
    assert column(table, "has 9室").tolist() == [0, 1] * FEWEST
    assert column(table, "length").tolist() == [5, 10] * FEWEST
    assert column(table, "digits").tolist() == [1, 5] * FEWEST
    assert column(table, "has a letter").tolist() == [0, 0] * FEWEST
    assert np.allclose(table.scaled().toarray(), np.log1p(table.matrix.toarray()))


def test_words_that_stay_are_one_sign():
    """A piece holds them whole or not at all."""
    names = [
        one.name for one in features_of(pa.array(["某某有限责任公司"] * FEWEST), "ORG").features
    ]
    assert "begins with 口有限责任" in names
    assert "ends in 责任公司" in names
    assert not [name for name in names if name.endswith(("有", "责", "公"))]


def test_rare_pieces_are_left_out():
    """They would tell of one value."""
    names = [one.name for one in features_of(VALUES.slice(0, 2 * FEWEST - 1), "ADDRESS").features]
    assert "begins with 口路9" in names
    assert "ends in 室" not in names


def test_no_feature_holds_more_than_a_shape():
    """Names hold no character of a value that its shape does not hold."""
    names = "".join(one.name for one in features_of(VALUES, "ADDRESS").features)
    assert not set("某12") & set(names)


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("9室\x03", "ends in 9室"),
        ("\x02口", "begins with 口"),
        ("\x02口\x03", "is 口"),
        ("9号", "has 9号"),
    ],
)
def test_pieces_are_told_in_words(piece, name):
    """Where they stand is part of it."""
    assert piece_name(piece) == name


def test_the_facts_are_told_apart():
    """No two have one name and measure."""
    facts = [(one.name, one.measure) for one in simple_features()]
    assert len(set(facts)) == len(facts)


@pytest.mark.usefixtures("without_sklearn")
def test_the_package_is_named_where_it_is_missing():
    """One line says what to install."""
    with pytest.raises(RealismPackageError, match=r"pip install 'leakbench\[realism\]'"):
        features_of(VALUES, "ADDRESS")
