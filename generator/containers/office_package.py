"""Office Open XML packages: parts of a ZIP, parsed as streams, without entities, within bounds."""

import posixpath
from collections.abc import Iterator
from typing import BinaryIO

from leakbench.generator.containers.limits import DEFAULT, Limits
from leakbench.generator.containers.part_parser import Attributes, Handlers, PartParser
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.containers.unpacking import CHUNK, DAMAGE, open_zip, reason


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

    def parser(self, part: str, handlers: Handlers) -> PartParser:
        """A parser of a part, to be fed with its chunks."""
        return PartParser(self.where, part, handlers)

    def parse(self, part: str, handlers: Handlers) -> Iterator[None]:
        """Parse a part; after each piece of it there is time to take what handlers have found.

        Raises:
            ContainerError: It is no sound XML, declares entities, or has elements or tokens that
                no program writes.
        """
        parser = self.parser(part, handlers)
        for chunk in self.chunks(part):
            parser.feed(chunk)
            yield
        parser.feed(b"", final=True)
        yield

    def parsed(self, part: str, handlers: Handlers) -> None:
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
