"""Tests of reading a file of a zip archive."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from leakbench.benchmarks.real.archive import unpacked
from leakbench.benchmarks.real.card import Member
from leakbench.benchmarks.sources.labelled_file import LabelledFileError

PATH = Path("made_up.zip")


def archive(**members):
    """An archive of some files."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return packed.getvalue()


def test_a_member_is_unpacked():
    """The one that is asked for, whole."""
    data = archive(a=b"x" * 1_000, b=b"y")
    assert unpacked(PATH, data, Member(path="a", size=1_000)) == b"x" * 1_000


@pytest.mark.parametrize(
    ("data", "size", "message"),
    [
        (b"no archive", 3, "a cannot be unpacked: File is not a zip file"),
        (archive(b=b"xyz"), 3, "no a in this archive"),
        (archive(a=b"xyz"), 2, "a has not the 2 bytes that the card says"),
        (archive(a=b"xyz"), 4, "a has not the 4 bytes that the card says"),
        (archive(a=b"\0" * 10_000_000), 3, "a has not the 3 bytes that the card says"),
    ],
)
def test_what_is_not_as_the_card_says_is_refused(data, size, message):
    """In one line that names the archive."""
    with pytest.raises(LabelledFileError, match=message) as error:
        unpacked(PATH, data, Member(path="a", size=size))
    assert error.value.path == PATH


def test_a_damaged_member_is_refused():
    """Its check sum is looked at."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as written:
        written.writestr("a", b"xyz")
    damaged = packed.getvalue().replace(b"xyz", b"xxz")
    with pytest.raises(LabelledFileError, match="a cannot be unpacked: Bad CRC-32"):
        unpacked(PATH, damaged, Member(path="a", size=3))
