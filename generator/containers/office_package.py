"""Office Open XML packages: parts of a ZIP, parsed as streams, without entities, within bounds."""

import posixpath
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from leakbench.generator.containers.limits import DEFAULT, Limits
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.containers.unpacking import CHUNK, DAMAGE, open_zip, reason

_LONGEST_TOKEN = 4 << 20
_DEEPEST = 256

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Package:
    """The parts of an Office document.

    Attributes:
        where: What it is called in messages.
        names: Names of its parts.
    """

    def __init__(self, file: BinaryIO, where: str, limits: Limits = DEFAULT) -> None:
        """Open it.

        Args:
            file: Its bytes.
            where: What it is called in messages.
            limits: What its parts may cost.

        Raises:
            ContainerError: It is no sound ZIP.
        """
        self.where, self._limits = where, limits
        try:
            self._archive = open_zip(file)
        except DAMAGE as error:
            raise ContainerError(where, f"damaged or cut off: {reason(error)}") from error
        self.names = set(self._archive.namelist())

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece.

        Raises:
            ContainerError: It is missing, damaged or a bomb.
        """
        limits = self._limits
        if part not in self.names:
            raise ContainerError(self.where, f"{part} is missing")
        info = self._archive.getinfo(part)
        if info.flag_bits & 1:
            raise ContainerError(self.where, "encrypted")
        size = 0
        try:
            with self._archive.open(info) as file:
                while chunk := file.read(CHUNK // 4):
                    size += len(chunk)
                    if size > limits.free_bytes and size > limits.ratio * info.compress_size:
                        what = f"more than {limits.ratio} bytes unpacked for one packed: a bomb"
                        raise ContainerError(self.where, f"{part} has {what}")
                    yield chunk
        except DAMAGE as error:
            if isinstance(error, ContainerError):
                raise
            raise ContainerError(self.where, f"{part} is damaged: {reason(error)}") from error

    def parse(self, part: str, handlers: tuple[Start, End, Text]) -> Iterator[None]:
        """Parse a part; after each piece of it there is time to take what handlers have found.

        Args:
            part: Its name.
            handlers: Called at the start of an element with its name without prefix and its
                attributes, at its end, and with text.

        Raises:
            ContainerError: It is no sound XML, declares entities, or has elements or tokens that
                no program writes.
        """
        parser = _parser(self.where, part, handlers)
        fed = 0
        try:
            for chunk in self.chunks(part):
                parser.Parse(chunk, False)  # noqa: FBT003 - takes it by position
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                    raise ContainerError(self.where, f"{part} has a tag of many megabytes")
                yield
            parser.Parse(b"", True)  # noqa: FBT003 - takes it by position
            yield
        except expat.ExpatError as error:
            raise ContainerError(self.where, f"{part} is no sound XML: {error}") from error

    def parsed(self, part: str, handlers: tuple[Start, End, Text]) -> None:
        """Parse all of a part at once; see ``parse``."""
        for _ in self.parse(part, handlers):
            pass

    def related(self, part: str) -> dict[str, str]:
        """Names of the parts that a part refers to, by the identifier of the reference."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels".lstrip("/")
        found: dict[str, str] = {}

        def start(name: str, attributes: Attributes) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                found[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

        if relations in self.names:
            self.parsed(relations, (start, _nothing, _nothing))
        return found


def _nothing(_: str) -> None:
    pass


def _parser(where: str, part: str, handlers: tuple[Start, End, Text]) -> expat.XMLParserType:
    start, end, text = handlers
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    depth = 0

    def started(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ContainerError(where, f"{part} has elements more than {_DEEPEST} deep")
        start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2] if ":" in name else name)

    def declared(*_: object) -> None:
        raise ContainerError(where, f"{part} declares entities, which no Office program does")

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = declared
    return parser
