"""Tests of rules as kernels."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.structured.candidates import KIND, ROW, START, STOP, Neighbours, Place
from leakbench.detectors.structured.cues import cue_tables
from leakbench.detectors.structured.find_candidates import Column, Portion, find_candidates
from leakbench.detectors.structured.labels import LABELS, NOTHING, RULES, shape
from leakbench.detectors.structured.number_tables import number_tables
from leakbench.detectors.structured.rules.compiler import (
    FUNCTIONS,
    Nearby,
    compile_rules,
    rules_source,
)
from leakbench.detectors.structured.rules.language import read_rules
from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

TABLES, WORDS, FOLDS = number_tables(), cue_tables(), fold_tables()
TEXT = RULES.read_text("utf-8")
KERNELS = compile_rules(TEXT)
TOY = """
labels = ["LOCKER"]
[cues]
digits = ["WAYBILL", "OTHER_NUMBER"]
[context]
digits = [
    { width = 8, prefix = "7", cue = "none", nothing = true },
    { width = "7-8", prefix = ["7", "80-89"], when = "not is_counted", likely = "LOCKER" },
    { width = 8, cue = "WAYBILL", told = "LOCKER" },
]
"""


def candidates_of(cells):
    """(data, offsets, candidates) of some cells."""
    column = pa.array(cells)
    _, offsets, data = column.buffers()
    offsets = np.frombuffer(offsets, np.int32, len(cells) + 1)
    data = np.frombuffer(data or b"", np.uint8)
    data.flags.writeable = offsets.flags.writeable = False
    out = np.zeros((6, len(data) + 80), np.int32)
    deferred = np.zeros(len(cells), np.bool_)
    portion = Portion(0, len(cells), True)  # noqa: FBT003 - a tuple for kernels
    count = find_candidates(
        Column(text_of(data), offsets), portion, FOLDS.alarms, TABLES, deferred, out
    )
    return data, offsets, out[:, :count]


def labelled(kernels, text):
    """What rules make of the candidates of a text."""
    data, offsets, found = candidates_of([text])
    memo = np.full(2, -1, np.int32)
    answers = []
    for index, candidate in enumerate(found.T):
        place = Place(data, 0, 0, int(candidate[START]), int(candidate[STOP]), int(offsets[1]))
        neighbours = Neighbours(found, found.shape[1], index, NOTHING, 0)
        nearby = Nearby(0, *WORDS, TABLES, neighbours, memo)
        answers.append(kernels["by_context"](int(candidate[KIND]), place, nearby))
    return answers


def test_a_new_kind_of_number_needs_only_rules():
    """A file with a label and its rules is enough for it to be found; the first that holds decides.

    The toy knows lockers of a parcel station.
    """
    kernels = compile_rules(TOY, "toy.toml")
    assert labelled(kernels, "柜号 8012345，已放") == [(0, 60)]
    assert labelled(kernels, "柜号 8012345元") == [(NOTHING, 0)]  # a unit stands behind
    assert labelled(kernels, "柜号 70123456，已放") == [(NOTHING, 0)]  # decided by the first rule
    assert labelled(kernels, "快递 70123456，已放") == [(0, 60)]
    assert labelled(kernels, "快递 90123456，已放") == [(0, 90)]
    assert labelled(kernels, "柜号 90123456，已放") == [(NOTHING, 0)]


def test_rules_that_cannot_be_followed_are_not_compiled():
    """The message is that of reading them."""
    with pytest.raises(ValueError, match="rule 2: unknown 'luhm'"):
        compile_rules(TOY.replace('"7", "80-89"]', '"7"], check = "luhm"'))


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("digits_by_form", "19900000000", "MOBILE"),
        ("digits_by_form", "12900000000", None),
        ("digits_by_form", "4000000000", "HOTLINE"),
        ("mixed_by_form", "sf0000000000000", "WAYBILL"),
        ("mixed_by_form", "SF00000000000A0", None),
        ("separated_by_form", "057120000000", "LANDLINE"),
    ],
)
def test_forms_are_known(name, value, label):
    """By width, prefix, pattern and check."""
    data = np.frombuffer(value.encode(), np.uint8)
    kernel = KERNELS[name]
    kind = kernel(Place(data, 0, 0, 0, len(data), len(data)), TABLES)
    expected = LABELS.index(label) if label else NOTHING
    assert kind == expected or (label is None and kind == shape("name"))


@pytest.fixture(scope="module")
def asked():
    """The rules as functions that say which of them decided, and the places of the rules."""
    book = read_rules(TEXT)
    numbered, places = {}, []
    for key, rules in book.rules.items():
        numbered[key] = []
        for rule in rules:
            numbered[key].append(rule._replace(result=f"RULE_{len(places)}"))
            places.append(rule.place)
    source = rules_source(book._replace(rules=numbered))
    namespace = {
        **FUNCTIONS,
        **{f"RULE_{number}": _FIRST + number for number in range(len(places))},
        "inner": lambda function: function,
        "inlined": lambda function: function,
    }
    exec(source, namespace)  # noqa: S102 - it is what is tested
    return namespace, places


# What decides too seldom for a sample, and why it stays.
RARE = ()
_FIRST = 1000  # the number of the first rule, behind those of labels


def test_every_rule_decides(asked):
    """Each decides some candidate of a sample, or is rare for a reason."""
    namespace, places = asked
    seen = set()
    for corpus in corpus_names():
        for noise in ("worn", "evasive"):
            (batch,) = batches(Spec(corpus=corpus, split="dev", noise=noise), 150)
            seen |= deciding(namespace, batch.column("text").to_pylist())
    unseen = {place for number, place in enumerate(places, _FIRST) if number not in seen}
    assert unseen <= set(RARE)


def deciding(namespace, cells):
    """Numbers of the rules that decide the candidates of some cells."""
    data, offsets, found = candidates_of(cells)
    memo = np.full(2, -1, np.int32)
    seen = set()
    for index, candidate in enumerate(found.T):
        low, end = int(offsets[candidate[ROW]]), int(offsets[candidate[ROW] + 1])
        place = Place(data, low, low, int(candidate[START]), int(candidate[STOP]), end)
        neighbours = Neighbours(found, found.shape[1], index, NOTHING, 0)
        nearby = Nearby(0, *WORDS, TABLES, neighbours, memo)
        seen.add(namespace["by_context"](int(candidate[KIND]), place, nearby)[0])
    return seen
