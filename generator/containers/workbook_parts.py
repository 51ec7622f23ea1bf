"""What the cells of a workbook refer to: its sheets, shared strings and number formats."""

from array import array
from dataclasses import dataclass, field

from leakbench.generator.containers.cell_values import is_date_format, unescaped
from leakbench.generator.containers.office_package import Attributes, Package
from leakbench.generator.containers.sheets import ContainerError

_MOST_SHARED = 256 << 20
_MOST_SHEETS = 4_096


class SharedStrings:
    """Texts that cells refer to by number, in one piece of memory."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("I", [0])

    def append(self, text: str) -> None:
        """Take the next one."""
        self._text += text.encode("utf-8", "replace")
        self._ends.append(len(self._text))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        """The text of a number."""
        return self._text[self._ends[number] : self._ends[number + 1]].decode()


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
    if "xl/sharedStrings.xml" in package.names:
        _read_shared(package, book.shared)
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
    return int(text) if text is not None and text.isdigit() and len(text) < 10 else 0


def _read_shared(package: Package, shared: SharedStrings) -> None:
    """All shared strings.

    Raises:
        ContainerError: They are more than fits into memory.
    """
    texts = _Texts(shared)
    for _ in package.parse("xl/sharedStrings.xml", (texts.start, texts.end, texts.text)):
        if texts.characters + 4 * len(shared) > _MOST_SHARED:
            raise ContainerError(package.where, "shared strings beyond 256 MiB")


class _Texts:
    """Shared strings as they are parsed: runs of different looks are one text.

    How a text is pronounced is no part of it.
    """

    def __init__(self, shared: SharedStrings) -> None:
        self.characters = 0
        self._shared = shared
        self._pieces: list[str] = []
        self._taken = self._spoken = False

    def start(self, name: str, _: Attributes) -> None:
        if name == "t":
            self._taken = not self._spoken
        elif name == "rPh":
            self._spoken = True

    def end(self, name: str) -> None:
        if name == "t":
            self._taken = False
        elif name == "si":
            self._shared.append(unescaped("".join(self._pieces)))
            self._pieces.clear()
        elif name == "rPh":
            self._spoken = False

    def text(self, piece: str) -> None:
        if self._taken:
            self._pieces.append(piece)
            self.characters += len(piece)
