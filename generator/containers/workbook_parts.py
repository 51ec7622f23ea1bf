"""What the cells of a workbook refer to: its sheets, shared strings and number formats."""

from dataclasses import dataclass, field

from leakbench.generator.containers.cell_values import is_date_format
from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.part_parser import Attributes
from leakbench.generator.containers.shared_strings import SharedStrings, read_shared

_MOST_SHEETS = 4_096
_SHARED = "xl/sharedStrings.xml"


@dataclass(slots=True)
class Workbook:
    """What a workbook holds beside cells.

    Attributes:
        package: Its parts.
        sheets: Name and part of each worksheet in order, hidden ones too.
        shared: Texts that cells refer to.
        dates: Numbers of the formats of cells that show dates.
        since_1904: Whether its days count from 1904.
    """

    package: Package
    sheets: list[tuple[str, str]] = field(default_factory=list)
    shared: SharedStrings = field(default_factory=SharedStrings)
    dates: frozenset[str] = frozenset()
    since_1904: bool = False


def workbook(package: Package) -> Workbook:
    """The workbook of a package.

    Raises:
        ContainerError: A part of it is missing or damaged.
    """
    book = Workbook(package)
    related = package.related("xl/workbook.xml")
    references: list[tuple[str, str]] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet" and len(references) < _MOST_SHEETS:
            named = (value for key, value in attributes.items() if key.endswith(":id"))
            reference = next(named, "")
            references.append((attributes.get("name", ""), reference))
        elif name == "workbookPr":
            book.since_1904 = attributes.get("date1904") in {"1", "true"}

    package.parsed("xl/workbook.xml", (start, _ignore, _ignore))
    book.sheets = [(name, related.get(reference, "")) for name, reference in references]
    if "xl/styles.xml" in package.names:
        book.dates = _dates(package)
    if _SHARED in package.names:
        read_shared(package, _SHARED, book.shared)
    return book


def _ignore(_: str) -> None:
    pass


def _dates(package: Package) -> frozenset[str]:
    """Numbers of the formats of cells that show dates."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    within = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal within
        if name == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:256]
        elif name == "cellXfs":
            within = True
        elif name == "xf" and within:
            formats.append(_number(attributes.get("numFmtId")))

    def end(name: str) -> None:
        nonlocal within
        if name == "cellXfs":
            within = False

    package.parsed("xl/styles.xml", (start, end, _ignore))
    return frozenset(
        str(place) for place, one in enumerate(formats) if is_date_format(one, codes.get(one, ""))
    )


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else 0
