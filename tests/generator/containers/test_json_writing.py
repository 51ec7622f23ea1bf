import json

import pytest

from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.json_writing import fit, objects
from leakbench.generator.containers.sheets import ContainerError

from .round_trips import sheet_of


def test_objects_are_those_of_json():
    """Every control character, quote and backslash is written as the standard library reads it."""
    cells = ["".join(map(chr, range(1, 128))), '\\"', "张三\n"]
    written = b"\n".join(objects(sheet_of([cells], names=("a", 'b"', "姓名")), "\n"))
    assert json.loads(written) == dict(zip(["a", 'b"', "姓名"], cells, strict=True))


def test_names_are_distinct():
    """Fitting makes them so, and writing refuses what is not."""
    sheet = sheet_of([["1", "2"]], names=("a", "a"))
    with pytest.raises(ContainerError, match="alike"):
        list(objects(sheet, "\n"))
    assert fit(sheet, Style()).names == ("a", "a2")
