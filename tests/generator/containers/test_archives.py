import bz2
import gzip
import io
import lzma
import zipfile

import py7zr
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.archives import members
from leakbench.generator.containers.limits import Limits
from leakbench.generator.containers.unpacking import Budget

from .archived import tar_of, zip_of

FILES = {"名单.csv": b"a,b\n1,2\n" * 50, "d/x.txt": b"text", "empty": b""}


def seven_zip_of(files, **options):
    """The bytes of a 7z."""
    file = io.BytesIO()
    with py7zr.SevenZipFile(file, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return file.getvalue()


def unpacked(kind, data, name="packed", limits=None):
    """What is in an archive: content, or what is wrong with it, by name."""
    found = []
    for one in members(io.BytesIO(data), kind, name, len(data), Budget(limits or Limits())):
        if one.file is None:
            found.append((one.name, one.problem))
            continue
        with one.file as file:
            found.append((one.name, file.read()))
            if one.cut:
                found.append((one.name, one.cut))
    return found


MADE = {
    "zip": zip_of(FILES),
    "tar": tar_of(FILES),
    "gz": gzip.compress(tar_of(FILES)),
    "bz2": bz2.compress(tar_of(FILES)),
    "xz": lzma.compress(tar_of(FILES)),
    "zst": pa.Codec("zstd").compress(tar_of(FILES), asbytes=True),
    "7z": seven_zip_of(FILES),
}
KINDS = pytest.mark.parametrize("kind", MADE)


@KINDS
def test_members_come_out(kind):
    """Their bytes under their names, those that are empty too."""
    assert sorted(unpacked(kind, MADE[kind])) == sorted(FILES.items())


@KINDS
def test_members_may_be_left_unread(kind):
    """Whoever has seen enough goes away, and nothing waits for him."""
    found = members(io.BytesIO(MADE[kind]), kind, "x", len(MADE[kind]), Budget(Limits()))
    next(found).file.close()
    found.close()


@pytest.mark.parametrize(
    ("kind", "pack"),
    [
        ("gz", gzip.compress),
        ("bz2", bz2.compress),
        ("xz", lzma.compress),
        ("zst", lambda data: pa.Codec("zstd").compress(data, asbytes=True)),
    ],
)
def test_what_is_packed_alone_is_called_after_its_archive(kind, pack):
    """Without the suffix that says how it is packed."""
    assert unpacked(kind, pack(b"a,b"), f"list.csv.{kind}") == [("list.csv", b"a,b")]
    assert unpacked(kind, pack(b"a,b"), "list") == [("list", b"a,b")]


@KINDS
def test_too_many_members_are_counted(kind):
    """And those before are read."""
    found = unpacked(kind, MADE[kind], limits=Limits(members=1))
    assert len(found) == 2
    assert any("members beyond 1" in str(problem) for _, problem in found)


@KINDS
def test_members_beyond_the_budget_are_told(kind):
    """One line says that the rest is not read."""
    found = unpacked(kind, MADE[kind], limits=Limits(archive_bytes=100))
    assert any("100 bytes unpacked" in str(problem) for _, problem in found)


@KINDS
@pytest.mark.parametrize("part", range(8))
def test_cut_archives_give_what_is_before_the_cut(kind, part):
    """What comes out is a beginning of what went in, and a line tells that it is not all."""
    data = MADE[kind]
    found = unpacked(kind, data[: len(data) * part // 8 + 1])
    problems = [text for _, text in found if isinstance(text, str)]
    contents = [(name, text) for name, text in found if isinstance(text, bytes)]
    told = any(text.startswith("damaged or cut off") for text in problems)
    assert told or sorted(contents) == sorted(FILES.items())
    # Of a packed TAR that ends within its first header, nobody knows that it is one.
    assert all(FILES[name].startswith(text) for name, text in contents if name != "packed")


@KINDS
@given(st.data())
def test_changed_archives_are_endured(kind, data):
    """Whatever is changed, members or lines come out, and no error."""
    changed = bytearray(MADE[kind])
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(unpacked(kind, bytes(changed)), list)


def test_names_of_chinese_windows_are_read():
    """GBK, of which the archive says nothing."""
    data = bytearray(zip_of({"abcd.csv": b"x"}))
    raw = "名单".encode("gb18030")
    assert unpacked("zip", bytes(data.replace(b"abcd", raw))) == [("名单.csv", b"x")]


@pytest.mark.parametrize("kind", ["zip", "7z"])
def test_encrypted_members_are_told(kind):
    """By that word."""
    if kind == "7z":
        data = seven_zip_of(FILES, password="secret")  # noqa: S106
    else:
        data = bytearray(zip_of({"a": b"x"}))
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
    assert all(problem == "encrypted" for _, problem in unpacked(kind, bytes(data)))


def test_members_without_a_name_are_members():
    """They are read like others."""
    data = zip_of({"named": b"x"}).replace(b"named", b"\0amed")
    assert [content for _, content in unpacked("zip", data)] == [b"x"]


def test_members_that_share_bytes_are_told():
    """As those of a bomb that is packed once and listed often."""
    data = bytearray(zip_of({"a": b"first" * 9, "b": b"other" * 9}, zipfile.ZIP_STORED))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    assert {problem for _, problem in unpacked("zip", bytes(data))} == {
        "shares its bytes with another member: a bomb"
    }


def test_a_member_that_says_less_than_it_holds_is_damaged():
    """Sizes are not believed."""
    data = bytearray(zip_of({"a": bytes(5_000)}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    [(_, problem)] = unpacked("zip", bytes(data))
    assert problem.startswith("damaged or cut off: Bad CRC-32")
