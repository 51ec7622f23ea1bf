"""Office packages made by hand, for what no library writes."""

import io
import zipfile

_WORKBOOK = (
    """<workbook xmlns:r="r"><workbookPr {properties}/><sheets>{sheets}</sheets></workbook>"""
)
_RELATIONS = """<Relationships>{relations}</Relationships>"""


def package(parts):
    """The bytes of a package of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def workbook_of(*sheets, properties="", **parts):
    """A workbook of sheets whose `sheetData` are given.

    Args:
        sheets: What stands in `sheetData` of each.
        properties: Attributes of the workbook.
        parts: Texts of `styles` and `sharedStrings`, if there are such.
    """
    numbers = range(1, len(sheets) + 1)
    names = "".join(f'<sheet name="s{one}" sheetId="{one}" r:id="r{one}"/>' for one in numbers)
    targets = "".join(
        f'<Relationship Id="r{one}" Target="worksheets/sheet{one}.xml"/>' for one in numbers
    )
    found = {
        "xl/workbook.xml": _WORKBOOK.format(sheets=names, properties=properties),
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(relations=targets),
    }
    for one, text in zip(numbers, sheets, strict=True):
        found[f"xl/worksheets/sheet{one}.xml"] = (
            f"<worksheet><sheetData>{text}</sheetData></worksheet>"
        )
    found |= {f"xl/{name}.xml": text for name, text in parts.items()}
    return package(found)


def document_of(body):
    """A Word document of this body."""
    text = f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
    return package({"word/document.xml": text})


def with_part(data, name, content):
    """A package in which a part has another content."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for one, text in (parts | {name: content}).items():
            archive.writestr(one, text)
    return file.getvalue()
