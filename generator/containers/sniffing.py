"""Of what kind a stranger's file is: by its bytes first, and only among texts by its name."""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import BinaryIO

from leakbench.generator.containers.compound_file import stream_names
from leakbench.generator.containers.encodings import HEAD_BYTES, encoding_of
from leakbench.generator.containers.tar_archive import is_tar
from leakbench.generator.containers.unpacking import DAMAGE, open_zip

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "a Word document of before 2007"),
    ("PowerPoint Document", "a PowerPoint presentation of before 2007"),
    ("__properties_version1.0", "an Outlook message"),
)
_ZIPPED = (
    ("xl/workbook.bin", "a binary workbook (xlsb)"),
    ("ppt/", "a PowerPoint presentation"),
    ("mimetype", "an OpenDocument or e-book"),
)
_BY_SUFFIX = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".sql": "sql",
    ".vcf": "vcf",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    # What programs call a workbook and is text is a table all the same.
    ".xls": "csv",
    ".xlsx": "csv",
    ".et": "csv",
}
_MARKUP = re.compile(r"<(?:!doctype html|html|table|head|body|meta|workbook)\b", re.IGNORECASE)
_DUMP = re.compile(r"(?im)^\s*(?:insert\s+into|create\s+table)\s")
_ARRAY = re.compile(r"\[\s*(?:\[\s*[\[{\"\d]|\{\s*\"|\"[^\"\n]*\"\s*[,\]])")
_PART = re.compile(rb"\[Content_Types\]\.xml|_rels/|docProps/|xl/|word/|ppt/")
_LOCAL_PART = re.compile(rb"PK\x03\x04.{26}((?:xl|word|ppt)/[\w./-]+)", re.DOTALL)
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is.

    Attributes:
        format: A name in ``FORMATS``, if it is read.
        archive: One of ``ARCHIVES``, if it is opened.
        encoding: Of a text.
        problem: What it is, if it is neither read nor opened.
        skipped: By its kind it holds no text.
    """

    format: str | None = None
    archive: str | None = None
    encoding: str | None = None
    problem: str | None = None
    skipped: bool = False


def kind_of(file: BinaryIO, name: str) -> Kind:
    """Of what kind a file is.

    Args:
        file: Its bytes, seekable.
        name: Its name, whose suffix tells apart texts that could be several.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.startswith(_COMPOUND):
        return _compound(file)
    section, what = _signed(head)
    if what == "zip":
        return _zipped(file, head)
    if section == "archive" or is_tar(head[:512]):
        return Kind(archive=what or "tar")
    if section == "format":
        return Kind(format=what)
    return Kind(problem=what, skipped=section == "skipped") if what else _text(head, name)


@dataclass(frozen=True, slots=True)
class _Signature:
    section: str
    what: str
    at: int
    begins: tuple[bytes, ...]
    after: bytes


@cache
def _signatures() -> list[_Signature]:
    source = (files("leakbench.generator.containers") / "signatures.toml").read_text("utf-8")
    return [
        _Signature(
            section,
            one["what"],
            one.get("at", 0),
            tuple(bytes.fromhex(begin) for begin in one["begins"]),
            bytes.fromhex(one.get("after", "")),
        )
        for section, signatures in tomllib.loads(source).items()
        for one in signatures
    ]


def _signed(head: bytes) -> tuple[str, str]:
    """Section and kind of the first signature that fits, a short one only if it is no text."""
    for one in _signatures():
        begin = head[one.at :]
        if not (head.startswith(one.after) and begin.startswith(one.begins)):
            continue
        weak = any(len(known) <= 3 and begin.startswith(known) for known in one.begins)
        if not weak or one.section == "archive" or _binary(head):
            return one.section, one.what
    return "", ""


def _compound(file: BinaryIO) -> Kind:
    """A file of OLE: a workbook, or what else Office before 2007 kept in such."""
    names = stream_names(file)
    for stream, what in _OLE:
        if stream in names:
            return Kind(problem=what)
    if names & {"Workbook", "Book"}:
        return Kind(format="xls")
    return Kind(problem="an OLE file of another program" if names else "a damaged OLE file")


def _zipped(file: BinaryIO, head: bytes) -> Kind:
    """An archive, or a document that is one; of a cut one, only what it begins with is known."""
    try:
        with open_zip(file) as archive:
            names = set(archive.namelist())
    except DAMAGE:
        names = _first_names(head)
    starts = {"ppt/"} & {one[:4] for one in names}
    for member, what in _ZIPPED:
        if member in names or member in starts:
            return Kind(problem=what)
    if "[Content_Types].xml" in names or "xl/workbook.xml" in names:
        if any(one.startswith("xl/") for one in names):
            return Kind(format="xlsx")
        if any(one.startswith("word/") for one in names):
            return Kind(format="docx")
        return Kind(problem="an Office document of another program, or cut off")
    return Kind(archive="zip")


def _first_names(head: bytes) -> set[str]:
    """Names at the beginning of a cut ZIP, if it begins like a document, else none.

    A document packed in an archive shows its names there, too.
    """
    if _PART.match(head[30:]) is None:
        return set()
    names = {one.decode("ascii") for one in _LOCAL_PART.findall(head)}
    return names | {"[Content_Types].xml"}


def _binary(head: bytes) -> bool:
    """Whether it is no text: control characters that none has, or bytes of no encoding."""
    text = head.decode(encoding_of(head), "replace")
    return _strange(text) * 20 > len(text)


def _strange(text: str) -> int:
    return len(text) - len(text.translate(dict.fromkeys(_CONTROLS))) + text.count("\ufffd")


def _text(head: bytes, name: str) -> Kind:
    """A text by what it begins with, else by its suffix."""
    if not head:
        return Kind(problem="empty", skipped=True)
    if _binary(head):
        return Kind(problem="no kind of file that is known")
    encoding = encoding_of(head)
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    suffix = PurePosixPath(name).suffix.casefold()
    by_suffix = _BY_SUFFIX.get(suffix, "txt")
    return Kind(_by_content(text, by_suffix) or by_suffix, encoding=encoding)


def _by_content(text: str, by_suffix: str) -> str | None:
    """The format that a text can only be, if there is such a one."""
    if text[:11].upper() == "BEGIN:VCARD":
        return "vcf"
    if text.startswith("<") and _MARKUP.search(text[:1024]):
        return "html"
    if by_suffix in {"json", "jsonl"}:
        return None
    if text.startswith("{"):
        return _json_by_line(text)
    if _ARRAY.match(text):
        return "json"
    return "sql" if by_suffix == "txt" and _DUMP.search(text) else None


def _json_by_line(text: str) -> str:
    """JSON lines if the first line is a value, and there is another."""
    line, _, rest = text.partition("\n")
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return "json" if re.match(r'\{\s*"', text) else "txt"
    return "jsonl" if rest.strip() else "json"
