import bz2
import gzip
import io
import lzma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.sniffing import kind_of

from .archived import tar_of, zip_of
from .packages import document_of, workbook_of
from .round_trips import sheet_of, written
from .test_xls import workbook


def kind(data, name="x.dat"):
    """Of what kind bytes are."""
    return kind_of(io.BytesIO(data), name)


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv", "list", "list.jpg"])
def test_binary_formats_are_known_by_their_bytes(name):
    """Whatever the file is called."""
    assert kind(workbook_of(""), name).format == "xlsx"
    assert kind(document_of(""), name).format == "docx"
    assert kind(workbook({}), name).format == "xls"
    assert kind(b"%PDF-1.4\n", name).format == "pdf"
    assert kind(written("parquet", [sheet_of([["a"]])]), name).format == "parquet"
    assert kind(zip_of({"a.xlsx": workbook_of("")}), name).archive == "zip"
    assert kind(tar_of({"a": b"x"}), name).archive == "tar"
    assert [
        kind(pack(b"x"), name).archive for pack in (gzip.compress, bz2.compress, lzma.compress)
    ] == [
        "gz",
        "bz2",
        "xz",
    ]


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("姓名,电话\n张三,1\n", "a.csv", "csv"),
        ("姓名,电话\n张三,1\n", "a.xls", "csv"),
        ("姓名\t电话\n", "a.tsv", "tsv"),
        ("张三----1\n", "a.txt", "txt"),
        ("张三----1\n", "a", "txt"),
        ("CREATE TABLE a (b int);\n", "a.txt", "sql"),
        ("-- dump\nINSERT INTO a VALUES (1);\n", "a.sql", "sql"),
        ("BEGIN:VCARD\nEND:VCARD\n", "a.txt", "vcf"),
        ('[{"a": 1}]', "a.txt", "json"),
        ('{"a": 1}\n{"a": 2}\n', "a.txt", "jsonl"),
        ('{"a": 1}\n{"a": 2}\n', "a.json", "json"),
        ('{\n "a": 1}', "a.log", "json"),
        ("[微信] 你好\n", "a.txt", "txt"),
        ("{笑} 你好\n", "a.txt", "txt"),
        ("<html><table><tr><td>a</table>", "a.xls", "html"),
        ('<?xml version="1.0"?><Workbook></Workbook>', "a.xls", "html"),
        ("<张三> 你好", "a.txt", "txt"),
        ("BM,MZ,ID3,1\n", "a.csv", "csv"),
    ],
)
def test_texts_are_known_by_what_they_say_then_by_name(text, name, known):
    """In every encoding alike."""
    assert kind(text.encode("utf-8-sig"), name).format == known
    assert kind(text.encode(), name).format == known
    assert kind(text.encode("utf-16"), name).format == known
    assert kind(text.encode(), name).encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "a picture"),
        (b"BM" + bytes(60), "a picture"),
        (b"RIFF1234WEBP", "a picture"),
        (b"RIFF1234AVI LIST", "sound or video"),
        (b"\0\0\0\x18ftypmp42", "sound or video"),
        (b"MZ\x90\0\x03\0\0\0", "a program"),
        (b"\x7fELF\x02\x01\x01\0", "a program"),
        (b"", "empty"),
    ],
)
def test_what_holds_no_text_is_skipped(data, what):
    """Nothing is lost by it."""
    found = kind(data)
    assert (found.problem, found.skipped) == (what, True)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"Rar!\x1a\x07\x01\0", "a RAR archive"),
        (b"SQLite format 3\0", "a SQLite database"),
        (
            zip_of({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
            "a PowerPoint presentation",
        ),
        (zip_of({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "a binary workbook (xlsb)"),
        (zip_of({"mimetype": "x"}), "an OpenDocument or e-book"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a damaged OLE file"),
        (bytes(range(256)), "no kind of file that is known"),
    ],
)
def test_what_may_hold_a_list_is_unreadable(data, what):
    """And not skipped."""
    found = kind(data)
    assert (found.problem, found.skipped) == (what, False)


def test_documents_of_word_before_2007_are_named():
    """They are files of OLE as old workbooks are."""
    data = workbook({}).replace(
        "Workbook".encode("utf-16-le") + bytes(2), "WordDocument".encode("utf-16-le")
    )
    entry = data.index("WordDocument".encode("utf-16-le"))
    data = data[: entry + 64] + (26).to_bytes(2, "little") + data[entry + 66 :]
    assert kind(data).problem == "a Word document of before 2007"


def test_cut_documents_are_documents():
    """Not archives, for their parts are no lists."""
    data = workbook_of("<row/>" * 50)
    assert kind(data[: len(data) // 2]).format == "xlsx"
    packed = zip_of({"a.xlsx": data, "b.xlsx": data})
    assert kind(packed[: len(packed) - 80]).archive == "zip"


@given(st.binary(max_size=600))
def test_any_bytes_are_of_one_kind(data):
    """A format, an archive or a problem."""
    found = kind(data)
    assert sum(one is not None for one in (found.format, found.archive, found.problem)) == 1
