"""What a classifier is told of values: pieces of their shapes, and a few plain facts.

No feature holds anything of a value that its shape does not hold, so their names may be shown.
"""

# ruff: noqa: PLC0415 - scikit-learn is an extra, and slow to import

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.realism.shapes import rule_of
from leakbench.generator.errors import LeakbenchError

Measure = Literal["count", "has"]

LONGEST: Final = 4  # signs of a piece of a shape
FEWEST: Final = 5  # values that have a piece; a rarer one tells of few
_BEGIN, _END = "\x02", "\x03"


class RealismPackageError(LeakbenchError, ImportError):
    """The classifier's library is not installed."""

    def __init__(self) -> None:
        super().__init__("realism needs scikit-learn: pip install 'leakbench[realism]'")


class Feature(NamedTuple):
    """A column of the classifier's table.

    Attributes:
        name: In words, such as ``ends in 室``.
        measure: Whether it says how often something occurs, or that it does.
    """

    name: str
    measure: Measure


class SimpleFeature(NamedTuple):
    """A plain fact of a value; see ``features.toml``."""

    name: str
    pattern: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """Features of n values.

    Attributes:
        features: What each of the k columns is.
        matrix: Sparse, shape (n, k); counts are counts, and ``has`` is 0 or 1.
    """

    features: tuple[Feature, ...]
    matrix: Any

    def scaled(self) -> Any:
        """The same with logarithms of the counts, so that long values do not outweigh all."""
        table = self.matrix.copy()
        table.data = np.log1p(table.data)
        return table


@cache
def simple_features() -> tuple[SimpleFeature, ...]:
    """The plain facts that are asked of every value."""
    text = files("leakbench.benchmarks.realism").joinpath("features.toml").read_text("utf-8")
    return tuple(SimpleFeature(**one) for one in tomllib.loads(text)["features"])


def features_of(values: pa.StringArray, label: str) -> FeatureTable:
    """The features of values of a coarse label.

    Raises:
        RealismPackageError: scikit-learn is not installed.
    """
    try:
        from scipy.sparse import csr_matrix, hstack
        from sklearn.feature_extraction.text import CountVectorizer
    except ImportError:
        raise RealismPackageError from None

    rule = rule_of(label)
    shapes = rule.signs(values).dictionary_encode()
    vectorizer = CountVectorizer(
        analyzer="char", ngram_range=(1, LONGEST), binary=True, lowercase=False
    )
    wrapped = [f"{_BEGIN}{shape}{_END}" for shape in shapes.dictionary.to_pylist()]
    pieces = vectorizer.fit_transform(wrapped).tocsr()[shapes.indices.to_numpy()]
    often = np.flatnonzero(np.asarray(pieces.getnnz(axis=0)) >= FEWEST)
    signs = vectorizer.get_feature_names_out()[often].tolist()
    names = rule.spelled(pa.array(signs, pa.string())).to_pylist()
    simple = simple_features()
    facts = np.stack([_fact(values, one) for one in simple], axis=1)
    features = [Feature(piece_name(name), "has") for name in names]
    features += [Feature(_told(one), one.measure) for one in simple]
    matrix = hstack([pieces[:, often].astype(np.float64), csr_matrix(facts)]).tocsr()
    return FeatureTable(tuple(features), matrix)


def piece_name(piece: str) -> str:
    """A piece of a shape in words."""
    inner = piece.strip(_BEGIN + _END)
    match piece.startswith(_BEGIN), piece.endswith(_END):
        case True, True:
            return f"is {inner}"
        case True, False:
            return f"begins with {inner}" if inner else "begins"
        case False, True:
            return f"ends in {inner}" if inner else "ends"
        case _:
            return f"has {inner}"


def _told(feature: SimpleFeature) -> str:
    return f"has {feature.name}" if feature.measure == "has" else feature.name


def _fact(values: pa.StringArray, feature: SimpleFeature) -> NDArray[np.float64]:
    counts = pc.count_substring_regex(values, feature.pattern).to_numpy().astype(np.float64)
    return np.minimum(counts, 1.0) if feature.measure == "has" else counts
