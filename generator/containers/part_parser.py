"""A parser of a part of an Office package: pushed piece by piece, without entities, within bounds.

Pieces of a part may be skipped that something else has read: what comes then is parsed as if they
had not been there, and messages count them nevertheless.
"""

from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from leakbench.generator.containers.sheets import ContainerError

_LONGEST_TOKEN: Final = 4 << 20
_DEEPEST: Final = 256

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]
Handlers = tuple[Start, End, Text]
"""Called at the start of an element with its name without prefix and its attributes, at its end,
and with text."""


class PartParser:
    """Calls handlers for what it is fed.

    Attributes:
        depth: Elements that are open.
        skipped: Bytes that something else has read, added by whoever does so.
    """

    def __init__(self, where: str, part: str, handlers: Handlers) -> None:
        """Begin a part.

        Args:
            where: What its package is called in messages.
            part: Its name.
            handlers: What is called.
        """
        self.depth = self.skipped = 0
        self._where, self._part = where, part
        self._start, self._end, text = handlers
        self._fed = 0
        self._verbatim = self._foreign = False
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._declared
        parser.XmlDeclHandler = self._encoded
        parser.StartCdataSectionHandler = self._begin_verbatim
        parser.EndCdataSectionHandler = self._end_verbatim
        self._parser = parser

    def feed(self, piece: bytes, *, final: bool = False) -> None:
        """Parse what comes next.

        Raises:
            ContainerError: It is no sound XML, declares entities, or has elements or tokens that
                no program writes.
        """
        if not self._fed:
            self._foreign = piece[:2] in {b"\xfe\xff", b"\xff\xfe"} or b"\0" in piece[:2]
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, final)
        except expat.ExpatError as error:
            at = self._parser.ErrorByteIndex + self.skipped
            what = f"is no sound XML: {expat.ErrorString(error.code)}: byte {at:,}"
            raise ContainerError(self._where, f"{self._part} {what}") from error
        except (LookupError, ValueError) as error:
            if isinstance(error, ContainerError):
                raise
            what = f"{self._part} is in an encoding that is not known: {error}"
            raise ContainerError(self._where, what) from error
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise ContainerError(self._where, f"{self._part} has a tag of many megabytes")

    def between(self) -> bool:
        """Whether all that came is parsed, is UTF-8, and ends where an element may begin."""
        whole = self._parser.CurrentByteIndex == self._fed
        return whole and not self._verbatim and not self._foreign

    def _started(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            what = f"{self._part} has elements more than {_DEEPEST} deep"
            raise ContainerError(self._where, what)
        self._start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _ended(self, name: str) -> None:
        self.depth -= 1
        self._end(name.rpartition(":")[2] if ":" in name else name)

    def _declared(self, *_: object) -> None:
        what = f"{self._part} declares entities, which no Office program does"
        raise ContainerError(self._where, what)

    def _encoded(self, _: str, encoding: str | None, __: int) -> None:
        self._foreign |= encoding is not None and encoding.lower() != "utf-8"

    def _begin_verbatim(self) -> None:
        self._verbatim = True

    def _end_verbatim(self) -> None:
        self._verbatim = False
