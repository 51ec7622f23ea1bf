"""Tests of written office files."""

import zlib
from collections import Counter
from io import BytesIO
from pathlib import PurePosixPath

import pytest

from leakbench.generator.cases.case import Case
from leakbench.generator.cases.case_writing import plan_case
from leakbench.generator.cases.office_writing import write_office_file
from leakbench.generator.cases.vocabulary import words
from leakbench.generator.containers.formats import format_named
from leakbench.generator.spec import Spec

CASE = Case(Spec("", seed=6), records=400, files=300)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office():
    """Office files of every kind, one each, with their bytes."""
    found = {}
    for one in plan_case(CASE).office:
        found.setdefault((one.kind, one.entry, one.form), one)
    return [(one, _written(one)) for one in found.values()]


def _written(one):
    file = BytesIO()
    write_office_file(CASE, one, file)
    return file.getvalue()


def test_every_kind_occurs(office):
    """All that the table tells of."""
    kinds = Counter(kind for kind, entry in {(one.kind, one.entry) for one, _ in office})
    for kind in ("texts", "tables", "plain"):
        assert kinds[kind] == len(words("office_files")[kind])
    assert {"pictures", "empty", "packed"} <= set(kinds)


def test_files_are_what_their_names_say(office):
    """Read as such, with every slot filled; a picture has right check sums."""
    for one, content in office:
        suffix = PurePosixPath(one.path).suffix
        if one.form:
            sheets = format_named(one.form).read(BytesIO(content), one.path)
            cells = [cell for sheet in sheets for row in sheet.rows() for cell in row]
            assert len(cells) > 4
            assert not any("{" in cell and "}" in cell for cell in cells)
        elif one.kind == "pictures":
            assert content.startswith(b"\x89PNG")
            size = int.from_bytes(content[8:12], "big")
            assert zlib.crc32(content[12 : 16 + size]) == int.from_bytes(
                content[16 + size : 20 + size], "big"
            )
        elif one.kind == "packed":
            assert suffix == ".zip"
            assert content.startswith(b"PK")
        assert bool(content) == (one.kind != "empty")
        assert content == _written(one)
