"""Tests of what lists hold."""

from dataclasses import replace

import numpy as np
import pytest

from leakbench.generator.cases.contents import (
    Cut,
    Merged,
    Narrowed,
    Shuffled,
    Source,
    columns_of,
    event_columns,
    fewer_columns,
)
from leakbench.generator.containers.labelled_cells import under_one_another
from leakbench.generator.corpus import corpus_of
from leakbench.generator.entities import entities
from leakbench.generator.spec import Spec

SPEC = Spec("hotel_stays", seed=4, rows_per_file=50)
SOURCE = Source("hotel_stays", 30, 40)


def _read(content, spec=SPEC):
    """Rows as tuples, with subjects of each, and times."""
    parts = list(content.read(spec))
    whole = under_one_another([part.cells for part in parts])
    subjects = [[] for _ in range(whole.rows)]
    for span in whole.spans.to_pylist():
        subjects[span["row"]].append(span["subject"])
    rows = zip(*(column.to_pylist() for column in whole.cells.columns), strict=True)
    times = np.concatenate([part.event_times for part in parts])
    return list(zip(rows, subjects, times.tolist(), strict=True))


def test_a_part_has_some_of_the_rows():
    """Of a source as of what was made of one, and again of a part."""
    whole = _read(SOURCE)
    assert _read(Cut(SOURCE, 5, 20)) == whole[5:25]
    assert _read(Cut(Cut(SOURCE, 5, 20), 3, 4)) == whole[8:12]
    mixed = _read(Shuffled(SOURCE, 7))
    assert _read(Cut(Shuffled(SOURCE, 7), 11, 9)) == mixed[11:20]


def test_another_order_has_the_same_rows():
    """None lost and none twice; a seed gives the order."""
    whole, mixed = _read(SOURCE), _read(Shuffled(SOURCE, 7))
    assert mixed != whole
    assert sorted(map(str, mixed)) == sorted(map(str, whole))
    assert mixed == _read(Shuffled(SOURCE, 7)) != _read(Shuffled(SOURCE, 8))


def test_lists_stand_under_one_another():
    """Rows of the first before those of the second."""
    other = Source("hotel_stays", 200, 10)
    both = Merged((SOURCE, other))
    assert both.rows == 50
    assert _read(both) == _read(SOURCE) + _read(other)


def test_columns_are_left_out_and_times_are_not():
    """What a record was of does not change by what is left of it."""
    narrow = Narrowed(Narrowed(SOURCE, (9, 1, 2)), (1, 2))
    whole = _read(SOURCE)
    assert [(row, times) for row, _, times in _read(narrow)] == [
        ((row[1], row[2]), times) for row, _, times in whole
    ]
    assert columns_of(Cut(narrow, 0, 3), 11) == (1, 2)
    assert columns_of(Merged((SOURCE, SOURCE)), 11) == tuple(range(11))


@pytest.mark.parametrize("strengths", [(0.25, 0.7)])
def test_a_copy_is_worn_like_its_source_and_more(strengths):
    """Cells that are written otherwise at little strength are written alike at more."""
    clean = [row for row, _, _ in _read(SOURCE)]
    little, much = (
        [row for row, _, _ in _read(SOURCE, replace(SPEC, noise="worn", strength=strength))]
        for strength in strengths
    )
    cells = [
        (a, b, c)
        for rows in zip(clean, little, much, strict=True)
        for a, b, c in zip(*rows, strict=True)
    ]
    worn = [(b, c) for a, b, c in cells if a != b]
    assert worn
    assert np.mean([b == c for b, c in worn]) > 0.9  # a cell of two values may be worn twice
    assert sum(a != c for a, _, c in cells) > len(worn)


def test_what_names_somebody_stays():
    """Whatever else is left out."""
    direct = {name for name, entity in entities().items() if entity.identifier == "direct"}
    kept = fewer_columns(SPEC, 0.0, np.random.default_rng(0).random).tolist()
    fields = corpus_of(SPEC).fields
    assert kept == [place for place, field in enumerate(fields) if field.label in direct]
    assert len(fewer_columns(SPEC, 1.0, np.random.default_rng(0).random)) == len(fields)


def test_stays_have_times():
    """Of arrival and departure."""
    names = [field.name for field in corpus_of(SPEC).fields]
    assert event_columns(SPEC) == [names.index("check_in"), names.index("check_out")]
    assert event_columns(Spec("legal_person")) == []
