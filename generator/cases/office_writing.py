"""Writes ordinary files of an office, in which nobody is to be counted."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from leakbench.generator.cases.case import Case, OfficeFile
from leakbench.generator.cases.nobody import SEPARATOR, numbers, quotations
from leakbench.generator.cases.office_files import APART
from leakbench.generator.cases.vocabulary import filled, one_of, words
from leakbench.generator.containers.formats import Style, format_named
from leakbench.generator.containers.sheets import BATCH_ROWS, Sheet, grid_of_rows

_NEWS, _GOODS = 24, 200  # records about nobody that a text or a table may quote
_ENCODED = ("utf-8", "gb18030", "gb18030", "utf-8-sig")
_PACKED_FILES = (2, 6)


def write_office_file(case: Case, one: OfficeFile, file: BinaryIO) -> None:
    """Write a file in which nobody is to be counted."""
    draw = np.random.default_rng([case.spec.seed, one.number, 2])
    entries = words("office_files")[one.kind]
    entry = entries[one.entry] if isinstance(entries, list) else entries
    match one.kind:
        case "texts" | "tables":
            form = format_named(one.form)
            style = Style(one_of(draw, _ENCODED))
            sheet = _prose(case, one, entry, draw)
            if one.kind == "tables":
                sheet = _table(case, one, entry, draw)
                if one.form == "pdf":
                    sheet = _joined(sheet)
            form.write([form.fit(sheet, style)], file, style)
        case "plain":
            text = "\n".join(_lines(case, one, entry["lines"], draw)) + "\n"
            file.write(text.encode(one_of(draw, ("utf-8", "gb18030"))))
        case "pictures":
            file.write(_picture(draw))
        case "packed":
            _pack(case, one, file, draw)
        case _:
            pass


def _lines(
    case: Case, one: OfficeFile, lines: Sequence[str], draw: np.random.Generator
) -> Iterator[str]:
    """Lines filled, one slot the same all through where the file's name says it."""
    quoted = _quoted(case, one, _NEWS)
    fixed = dict(one.slots)
    for line in lines:
        slots = {**fixed, **numbers(draw), **one_of(draw, quoted)}
        slots["matter"] = fixed["matter"]
        yield filled(line, slots)


def _quoted(case: Case, one: OfficeFile, count: int) -> list[dict[str, str]]:
    first = one.number * APART
    return quotations(case.spec, range(first, first + count))


def _prose(case: Case, one: OfficeFile, entry: dict[str, Any], draw: np.random.Generator) -> Sheet:
    whole = "\n".join(_lines(case, one, entry.get("lines", ()), draw))
    rows = [[line] for line in whole.split("\n")]
    return Sheet("", [grid_of_rows(rows, 1)], kind="text")


def _table(case: Case, one: OfficeFile, entry: dict[str, Any], draw: np.random.Generator) -> Sheet:
    least, most = entry["rows"]
    rows = int(draw.integers(least, most + 1))
    fixed = dict(one.slots)
    quoted = _quoted(case, one, min(rows, _GOODS))
    width = len(entry["header"])
    body = []
    for number in range(1, rows + 1):
        slots = {**fixed, **one_of(draw, quoted), **numbers(draw), "row": str(number)}
        slots["offer"] = one_of(draw, fixed["offers"].split(SEPARATOR))
        slots["other"] = one_of(draw, fixed["others"].split(SEPARATOR))
        slots["day"] = str(1 + (number - 1) * 28 // rows)
        slots["dd"] = slots["day"].zfill(2)
        body.append([filled(cell, slots) for cell in entry["row"]])
    title = entry["title"] if one.form == "xlsx" else ""
    top = [[filled(title, fixed)]] if title else []
    grid = [*top, entry["header"], *body]
    batches = [
        grid_of_rows(grid[first : first + BATCH_ROWS], width)
        for first in range(0, len(grid), BATCH_ROWS)
    ]
    return Sheet("Sheet1", batches, title_rows=len(top))


def _joined(sheet: Sheet) -> Sheet:
    """A table as lines, for what holds no cells."""
    rows = [[" ".join(row)] for row in sheet.rows()]
    return Sheet("", [grid_of_rows(rows, 1)], kind="text")


def _picture(draw: np.random.Generator) -> bytes:
    """A small PNG of a few stripes."""
    width, height = (int(side) for side in draw.integers(16, 64, size=2))
    colours = draw.integers(256, size=(1 + height // 8, 3), dtype=np.uint8)
    lines = b"".join(b"\0" + colours[row // 8].tobytes() * width for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _pack(case: Case, one: OfficeFile, file: BinaryIO, draw: np.random.Generator) -> None:
    """A few office texts in one archive."""
    texts = words("office_files")["texts"]
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for number in range(1, 1 + int(draw.integers(*_PACKED_FILES))):
            place = int(draw.integers(len(texts)))
            form = one_of(draw, texts[place]["formats"])
            # A number of its own, so that it says something of its own.
            inner = replace(
                one, number=one.number + number * case.files, kind="texts", entry=place, form=form
            )
            content = BytesIO()
            write_office_file(case, inner, content)
            stem = filled(one_of(draw, texts[place]["names"]), dict(one.slots)).replace("/", "-")
            name = f"{number:02}_{stem}{format_named(form).suffix}"
            packed.writestr(member(name, one.when), content.getvalue())


def member(name: str, when: datetime) -> ZipInfo:
    """What a zip says of a file in it, compressed."""
    info = ZipInfo(name, when.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    return info
