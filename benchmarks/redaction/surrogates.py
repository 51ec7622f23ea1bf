"""Surrogates: made-up values of the generator in the place of found ones, written like them.

``surrogates.csv`` says out of which field of which corpus a value comes whose meaning has the
``shape``, a regular expression; the first line that fits counts. What none fits keeps its shape:
every digit becomes some digit, every letter some letter. A value has the same surrogate wherever it
stands, and however it is written, as long as the key is the same.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.redaction.keys import Key
from leakbench.benchmarks.redaction.meaning import meanings
from leakbench.benchmarks.redaction.shapes import reshaped, written_like
from leakbench.generator.generate import records_at, schema
from leakbench.generator.spec import Spec

_PEOPLE: Final = 1 << 40  # numbers of records that surrogates are drawn from
_SEEDS: Final = 1 << 63
_TRIES: Final = 4  # values among which one of the length wanted is looked for


class _Source(NamedTuple):
    label: str
    shape: re.Pattern[str]
    corpus: str
    field: str


@cache
def _sources() -> tuple[_Source, ...]:
    text = files("leakbench.benchmarks.redaction").joinpath("surrogates.csv").read_text("utf-8")
    return tuple(
        _Source(row["label"], re.compile(row["shape"]), row["corpus"], row["field"])
        for row in csv.DictReader(text.splitlines())
    )


def _source(label: str, meaning: str) -> _Source | None:
    fitting = (one for one in _sources() if one.label == label and one.shape.fullmatch(meaning))
    return next(fitting, None)


class Surrogates:
    """Replaces values by surrogates.

    Args:
        key: Which surrogate belongs to which value.
    """

    def __init__(self, key: Key) -> None:
        self._key = key
        self._seed = key.numbers("seed", [""])[0] % _SEEDS

    def __call__(self, labels: NDArray[np.str_], values: pa.StringArray, /) -> pa.StringArray:
        """The surrogate of each value, written as the value is."""
        meant = meanings(labels, values).to_pylist()
        written = values.to_pylist()
        out = [""] * len(written)
        places: dict[tuple[str, _Source | None], list[int]] = {}
        for place, (label, meaning) in enumerate(zip(labels.tolist(), meant, strict=True)):
            places.setdefault((label, _source(label, meaning)), []).append(place)
        for (label, source), here in places.items():
            distinct = list(dict.fromkeys(meant[place] for place in here))
            numbers = self._key.numbers(label, distinct)
            if source is None:
                made = [reshaped(one, bits) for one, bits in zip(distinct, numbers, strict=True)]
            else:
                made = self._drawn(source, distinct, numbers)
            surrogate = dict(zip(distinct, made, strict=True))
            for place in here:
                out[place] = written_like(written[place], surrogate[meant[place]])
        return pa.array(out, pa.string())

    def _drawn(self, source: _Source, distinct: list[str], numbers: list[int]) -> list[str]:
        """Values of a field, of several the first that is as long as the one it stands for."""
        lengths = np.array([len(one) for one in distinct])
        index = np.array([number % _PEOPLE for number in numbers], np.int64)
        cells = [self._cells(source, index + one) for one in range(_TRIES)]
        size = np.array([[len(cell) for cell in column] for column in cells])
        best = np.argmin(np.abs(size - lengths), axis=0)
        return [cells[which][place] for place, which in enumerate(best.tolist())]

    def _cells(self, source: _Source, index: NDArray[np.int64]) -> list[str]:
        """The field of records; every one is of a file of its own, which holds records alone."""
        spec = Spec(
            source.corpus, seed=self._seed, headers="true", columns="straight", rows_per_file=1
        )
        named = [(of.metadata or {}).get(b"field", b"").decode() for of in schema(spec)]
        return records_at(spec, index).column(named.index(source.field)).to_pylist()
