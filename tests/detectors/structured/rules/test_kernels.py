"""Tests of rules as kernels."""

import numpy as np
import pytest

from leakbench.detectors.structured.candidates import KIND, START, STOP, Neighbours, Place
from leakbench.detectors.structured.cues import cue_tables
from leakbench.detectors.structured.labels import FIRST_SHAPE, LABELS, NOTHING, RULES, shape
from leakbench.detectors.structured.number_tables import number_tables
from leakbench.detectors.structured.rules.compiler import Nearby
from leakbench.detectors.structured.rules.kernels import compile_rules
from leakbench.generator.declarations import DeclarationError

NUMBERS, WORDS = number_tables(), cue_tables()
KERNELS = compile_rules(RULES)
TOY = """
labels = ["PASSWORD"]
[cues]
digits = ["WAYBILL", "OTHER_NUMBER"]
[context]
digits = [
    { width = 8, prefix = "7", cue = "none", nothing = true },
    { width = "7-8", prefix = ["7", "80-89"], when = "not counted", likely = "PASSWORD" },
    { width = 8, cue = "WAYBILL", told = "PASSWORD" },
]
"""


def compile_text(tmp_path, text):
    """Kernels of the rules of a file with this content."""
    source = tmp_path / "toy.toml"
    source.write_text(text, encoding="utf-8")
    return compile_rules(source)


@pytest.fixture
def labelled(candidates_of):
    """What rules make of the candidates of a text."""

    def ask(kernels, text):
        column, found, _ = candidates_of([text])
        memo = np.full(2, -1, np.int32)
        answers = []
        for index, candidate in enumerate(found.T):
            start, stop = int(candidate[START]), int(candidate[STOP])
            place = Place(column.text.data, 0, 0, start, stop, int(column.offsets[1]))
            neighbours = Neighbours(found, found.shape[1], index, NOTHING, 0)
            nearby = Nearby(0, *WORDS, NUMBERS, neighbours, memo)
            answers.append(kernels["by_context"](int(candidate[KIND]), place, nearby))
        return answers

    return ask


def test_a_new_kind_of_number_needs_only_rules(tmp_path, labelled):
    """A file with a label and its rules is enough for it to be found; the first that holds decides.

    The toy takes the numbers of a parcel station's lockers for passwords.
    """
    kernels = compile_text(tmp_path, TOY)
    assert labelled(kernels, "柜号 8012345，已放") == [(0, 60)]
    assert labelled(kernels, "柜号 8012345元") == [(NOTHING, 0)]  # a unit stands behind
    assert labelled(kernels, "柜号 70123456，已放") == [(NOTHING, 0)]  # decided by the first rule
    assert labelled(kernels, "快递 70123456，已放") == [(0, 60)]
    assert labelled(kernels, "快递 90123456，已放") == [(0, 90)]
    assert labelled(kernels, "柜号 90123456，已放") == [(NOTHING, 0)]


def test_rules_that_cannot_be_followed_are_not_compiled(tmp_path):
    """The message is that of reading them."""
    wrong = TOY.replace('"7", "80-89"]', '"7"], check = "luhm"')
    with pytest.raises(DeclarationError, match=r"rule 2: key 'check' must be one of .* not 'luhm'"):
        compile_text(tmp_path, wrong)


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("digits_by_form", "19900000000", "MOBILE"),
        ("digits_by_form", "12900000000", None),
        ("separated_by_form", "4000000000", "HOTLINE"),
        ("mixed_by_form", "sf0000000000000", "WAYBILL"),
        ("mixed_by_form", "SF00000000000A0", None),
        ("separated_by_form", "057120000000", "LANDLINE"),
    ],
)
def test_forms_are_known(name, value, label):
    """By width, prefix, pattern and check."""
    data = np.frombuffer(value.encode(), np.uint8)
    kernel = KERNELS[name]
    kind = kernel(Place(data, 0, 0, 0, len(data), len(data)), NUMBERS)
    expected = LABELS.index(label) if label else NOTHING
    assert kind == expected or (label is None and kind == shape("name"))


@pytest.mark.parametrize(
    "value",
    [
        "4000000000",
        "19900000000",
        "11010119000101001X",
        "9" + "1" + "110101" + "000000000" + "0",
    ],
)
def test_values_may_be_broken_up(value):
    """What is known whole is known in groups with a separator between."""
    data = np.frombuffer(value.encode(), np.uint8)
    place = Place(data, 0, 0, 0, len(data), len(data))
    name = "digits" if value.isdecimal() else "mixed"
    whole = KERNELS[f"{name}_by_form"](place, NUMBERS)
    parted = KERNELS["separated_by_form" if value.isdecimal() else "separated_mixed_by_form"]
    assert parted(place, NUMBERS) == whole or whole >= FIRST_SHAPE
