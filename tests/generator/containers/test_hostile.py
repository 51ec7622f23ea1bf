"""Strangers' files that are made to do harm: each ends soon, in a line, and the others go on."""

import gzip
import io
import os
import resource
import socket
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from leakbench.generator.containers import opening
from leakbench.generator.containers.limits import Limits
from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.opening import files_under, open_path

from .archived import opened, tar_of, zip_of
from .packages import document_of, package, workbook_of
from .round_trips import sheet_of, written

LIST = "姓名,电话\n张三,007\n".encode()
ROWS = [["姓名", "电话"], ["张三", "007"]]
SOUND = ("sound.csv", ROWS, False)
SMALL = Limits(free_bytes=1 << 20, ratio=20)


@pytest.fixture
def put(tmp_path):
    """A function that writes a file into a folder of its own, and gives its path."""
    folder = tmp_path / "strange"
    folder.mkdir()

    def written_to(name, data):
        path = folder / name
        path.write_bytes(data)
        return path

    return written_to


@pytest.fixture(autouse=True)
def nothing_is_written(tmp_path, monkeypatch):
    """No file appears beside the hostile one, in the working or the temporary folder."""
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    work.mkdir()
    temporary.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    yield
    assert not list(work.iterdir())
    assert not list(temporary.iterdir())
    assert {one.name for one in tmp_path.iterdir()} <= {"work", "temporary", "strange"}


def test_a_member_of_nothing_but_zeros_is_a_bomb(put):
    """Those beside it are read."""
    zeros = bytes(8 << 20)
    data = zip_of({"bomb.csv": zeros, "sound.csv": LIST})
    what = "more than 20 bytes unpacked for one packed: a bomb"
    assert opened(put("a.zip", data), limits=SMALL) == [("bomb.csv", what, False), SOUND]
    data = gzip.compress(tar_of({"bomb.csv": zeros, "sound.csv": LIST}))
    assert opened(put("a.tgz", data), limits=SMALL) == [("bomb.csv", what, False), SOUND]
    assert opened(put("b.gz", gzip.compress(zeros)), limits=SMALL) == [("b", what, False)]


def test_a_sparse_member_of_terabytes_is_a_bomb(put):
    """A TAR says where there is something, and everything else is zeros."""
    info = tarfile.TarInfo("sparse.csv")
    info.type = tarfile.GNUTYPE_SPARSE
    head = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    size = 1 << 40
    head[386:410] = b"%011o\0%011o\0" % (size - 1, 1)
    head[483:495] = b"\x80" + size.to_bytes(11, "big")
    head[124:136] = b"%011o\0" % 1
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    data = bytes(head) + b"x" + bytes(511) + tar_of({"sound.csv": LIST})
    found = opened(put("a.tar", data), limits=SMALL)
    assert "a bomb" in found[0][1]


def test_many_small_bombs_share_one_budget(put):
    """Each of them is within bounds, together they are not."""
    inner = zip_of({f"{number}.csv": b"a,b\n" * 2_500 for number in range(10)})
    data = zip_of({f"{number}.zip": inner for number in range(10)})
    found = opened(put("a.zip", data), limits=Limits(archive_bytes=200_000))
    assert 10 < len(found) < 40
    assert "200,000 bytes unpacked" in str(found[-1][1])


def test_a_bomb_of_archives_in_archives_ends(put):
    """Where they are too deep, before anything is unpacked."""
    data = gzip.compress(bytes(1 << 20))
    for _ in range(6):
        data = zip_of({f"{number}.zip": data for number in range(8)})
    found = opened(put("42.zip", data))
    assert {problem for _, problem, _ in found} == {"archives in archives, more than 3 deep"}


def test_members_that_are_one_another_are_a_bomb(put):
    """A hundred names for the same bytes."""
    data = zip_of({"x.csv": LIST})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    central = data[start:end] * 100
    tail = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 100, 100, len(central), start, 0)
    found = opened(put("a.zip", data[:start] + central + tail))
    assert {problem for _, problem, _ in found} == {"shares its bytes with another member: a bomb"}


def test_an_archive_that_is_in_itself_ends(put):
    """As deep as archives go: this stored member is all that comes before it, and so on."""
    data = LIST
    for _ in range(40):
        data = zip_of({"again.zip": data}, zipfile.ZIP_STORED)
    [(name, problem, _)] = opened(put("quine.zip", data))
    assert name == "again.zip!again.zip!again.zip"
    assert "deep" in problem


def test_directories_of_gigabytes_are_not_read(put):
    """Nor are headers that say that they are such."""
    data = bytearray(zip_of({"sound.csv": LIST}))
    end = data.index(b"PK\x05\x06")
    padded = data[:end] + bytes(20 << 20) + data[end:]
    padded[-10:-6] = struct.pack("<L", (20 << 20) + 60)
    found = opened(put("a.zip", bytes(padded)))
    assert found[0] == SOUND
    assert "damaged" in found[1][1]
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 1 << 33
    data = (
        info.tobuf(tarfile.USTAR_FORMAT) if info.size < 1 << 33 else info.tobuf(tarfile.GNU_FORMAT)
    )
    [(_, problem, _)] = opened(put("a.tar", data + bytes(1 << 20)))
    assert "a header of 8,192 MiB" in problem


def test_headers_before_headers_end(put):
    """A TAR may give a member a long name, whose header has a long name, and so on."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 2
    block = info.tobuf(tarfile.GNU_FORMAT) + b"y\0" + bytes(510)
    [(_, problem, _)] = opened(put("a.tar", block * 3_000))
    assert "damaged or cut off" in problem


@pytest.mark.parametrize(
    "name", ["../../x.csv", "/etc/x.csv", "C:\\x.csv", "a\nb.csv", "\x1b[2J.csv"]
)
def test_names_lead_nowhere(put, name):
    """Members are bytes, whatever they are called, and are shown in one line."""
    for data in (zip_of({name: LIST}), tar_of({name: LIST})):
        path = put("a.arc", data)
        [one] = opened(path)
        assert one[1:] == (ROWS, False)
        assert all(found.where.isprintable() for found in open_path(path))


def test_links_and_devices_in_archives_are_named(put):
    """And nothing that they lead to is read."""
    members = {"sound.csv": LIST}
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)
    for number, kind in enumerate(kinds):
        info = tarfile.TarInfo(f"{number}")
        info.type, info.linkname = kind, "/etc/passwd"
        members[info.name] = info
    assert opened(put("a.tar", tar_of(members))) == [
        SOUND,
        ("0", "a symbolic link", True),
        ("1", "a hard link", True),
        ("2", "a device", True),
        ("3", "a FIFO", True),
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert opened(put("a.zip", file.getvalue())) == [("link", "a symbolic link", True)]


LAUGHS = (
    "<!DOCTYPE a ["
    + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    + '<!ENTITY l0 "lol">]>'
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE])
def test_entities_are_refused(put, declared):
    """Neither a billion laughs nor a file of the machine comes out."""
    cell = '<row><c t="inlineStr"><is><t>&l9;&x;</t></is></c></row>'
    sheet = f"{declared}<worksheet><sheetData>{cell}</sheetData></worksheet>"
    data = workbook_of("")
    parts = {"xl/worksheets/sheet1.xml": sheet}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if "xl" in name} | parts
    [(_, rows, _)] = opened(put("a.xlsx", package(parts)))
    assert "declares entities" in rows[-1]
    text = f"{declared}<document><body><p><t>&l9;&x;</t></p></body></document>"
    [(_, rows, _)] = opened(put("a.docx", package({"word/document.xml": text})))
    assert "declares entities" in rows[-1]


def test_bombs_in_documents_end(put, monkeypatch):
    """A sheet of a gigabyte of nothing is a megabyte packed; here it is 4 MB."""
    monkeypatch.setattr(Package.__init__, "__defaults__", (SMALL,))
    blank = " " * (4 << 20)
    [(_, rows, _)] = opened(put("a.xlsx", workbook_of(blank)))
    assert "a bomb" in rows[-1]
    [(_, rows, _)] = opened(put("a.docx", document_of(blank)))
    assert "a bomb" in rows[-1]


def test_deep_elements_end(put):
    """Each open element takes memory."""
    [(_, rows, _)] = opened(put("a.docx", document_of("<w:p>" * 100_000)))
    assert "deep" in rows[-1]


def test_sheets_that_lie_cost_what_they_hold(put):
    """A dimension of 17 billion cells, and cells in its corners."""
    last = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    data = workbook_of('<row r="1"><c r="A1"><v>1</v></c></row>' + last).replace(
        b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    [(_, rows, _)] = opened(put("a.xlsx", data))
    assert [rows[0][0], rows[1][-1]] == ["1", "2"]


def test_macros_and_formulas_do_nothing(put):
    """A formula is its stored value, a macro is no text."""
    link = '<c r="A1"><f>HYPERLINK("http://x.invalid","y")</f><v>7</v></c>'
    row = f'<row>{link}<c r="B1"><f>X!A1</f></c></row>'
    data = workbook_of(row + '<row><c r="A2" t="str"><f>cmd|"/c calc"!A1</f><v>=1+1</v></c></row>')
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
    path = put("a.xlsm", file.getvalue())
    [one] = open_path(path)
    assert one.format == "xlsx"
    for one in open_path(path):
        for sheet in one.sheets:
            assert list(sheet.rows()) == [["7", ""], ["=1+1", ""]]
            assert [problem.what for problem in sheet.problems] == [
                "formulas without a stored value"
            ]


def made():
    """A sound file of each kind that is written."""
    rows = [["姓名", "电话"], *([f"张三{n}", f"0{n}"] for n in range(60))]
    for name in ("csv", "txt", "xlsx", "docx", "pdf", "parquet"):
        sheet = sheet_of([["\u3000".join(row)] for row in rows] if name == "pdf" else rows)
        sheet.kind = "text" if name == "pdf" else "table"
        yield name, written(name, [sheet])


MADE = dict(made())


@pytest.mark.parametrize("name", MADE)
def test_documents_cut_at_every_eighth_end_in_a_line(put, name):
    """What came before the cut is sound; of what is packed nothing can be read."""
    [(_, whole, _)] = opened(put(f"a.{name}", MADE[name]))
    for part in range(1, 8):
        data = MADE[name][: len(MADE[name]) * part // 8]
        [(_, found, skipped)] = opened(put(f"a.{name}", data))
        assert not skipped
        if name in {"csv", "txt"}:
            assert found[:-1] == whole[: len(found) - 1]
        else:
            assert isinstance(found if isinstance(found, str) else found[-1], str)


def test_a_line_without_end_is_cut_into_rows(put):
    """It is never in memory as one cell, and none of it is lost."""
    [(_, rows, _)] = opened(put("a.txt", b"x" * (5 << 20)))
    assert sum(len(cell) for row in rows for cell in row) == 5 << 20
    assert max(len(cell) for row in rows for cell in row) <= 1 << 20


@pytest.mark.long
def test_a_line_of_a_gigabyte_stays_within_memory(put):
    """The same of a gigabyte, packed: half of it is memory enough."""
    path = put("a.txt.gz", b"")
    with gzip.open(path, "wb", 1) as file:
        block = os.urandom(1 << 19).hex().encode()
        for _ in range(1 << 10):
            file.write(block)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    characters = 0
    for one in open_path(path):
        for sheet in one.sheets:
            for batch in sheet.batches:
                characters += sum(sum(map(len, column.to_pylist())) for column in batch.columns)
    assert characters == 1 << 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 512 << 10


def test_broken_encodings_are_read_and_counted(put):
    """Bytes that are no text are named, what stands around them is read."""
    data = "姓名,电话\n".encode() * 50 + b"\xff\xfe\x80," + "张三\n".encode()
    for one in open_path(put("a.csv", data)):
        for sheet in one.sheets:
            assert list(sheet.rows())[-1][1] == "张三"
            assert "no UTF-8" in sheet.problems[0].what


def test_what_blocks_is_named(put, tmp_path):
    """A FIFO is not waited for, a socket and a device are not opened, a link is not followed."""
    folder = put("sound.csv", LIST).parent
    os.mkfifo(folder / "fifo.csv")
    (folder / "link.csv").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    with socket.socket(socket.AF_UNIX) as one:
        os.chdir(folder)
        one.bind("socket.csv")
        os.chdir(tmp_path / "work")
        found = [opened(folder / one.path.name)[0] for one in files_under([folder])]
    assert found == [
        ("", "a FIFO", True),
        ("", "a symbolic link, which is not followed", True),
        ("", "a symbolic link, which is not followed", True),
        ("", "a socket", True),
        ("", ROWS, False),
    ]
    assert opened(tmp_path) == [("", "a folder", True)]
    assert opened(Path("/dev/zero")) == [("", "a device", True)]


def test_what_cannot_be_opened_or_read_is_named(put, monkeypatch):
    """Root may read everything, so the system is made to refuse; and a file may vanish."""
    path = put("a.csv", LIST)

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(opening.os, "open", refused)
        assert opened(path) == [("", "Permission denied", False)]
    path.unlink()
    assert opened(path) == [("", "No such file or directory", False)]


def test_a_disk_that_fails_is_named(put, monkeypatch):
    """While a file is looked at, and while it is read."""

    def failing(*_):
        raise OSError(5, "Input/output error")

    path = put("a.csv", LIST)
    monkeypatch.setattr(opening, "kind_of", failing)
    assert opened(path) == [("", "[Errno 5] Input/output error", False)]


def test_empty_files_and_names_of_any_bytes(put, tmp_path):
    """They are told like all others."""
    assert opened(put("empty.xlsx", b"")) == [("", "empty", True)]
    name = os.fsdecode(b"a\n\xff.csv")
    put(name, LIST)
    [found] = [one for one in files_under([tmp_path]) if one.path.name == name]
    [one] = open_path(found.path)
    assert one.where.endswith(r"a\n\udcff.csv")
