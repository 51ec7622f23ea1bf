"""``exec:COMMAND``: a detector in any language, asked over its standard input and output.

``examples/exec_detector/README.md`` has the protocol and a detector in C.
"""

import shlex
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import pyarrow as pa

from leakbench.detectors.contract import OffsetUnit
from leakbench.detectors.endpoints import arrow_streams, json_lines
from leakbench.detectors.endpoints.content_version import content_version
from leakbench.detectors.endpoints.json_lines import AnswerError
from leakbench.detectors.endpoints.program import Complete, Program, ProgramError
from leakbench.detectors.label_aliases import UnmappedLabelError, meaning
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import DetectorArgumentError, ours
from leakbench.generator.untrusted import json_of

LONGEST_GREETING: Final = 1 << 16  # bytes
KEYS: Final = ("labels", "version", "offset_unit", "format")


class Format(NamedTuple):
    """How batches and spans are written: the functions of a module of that format."""

    question: Callable[[pa.RecordBatch], bytes]
    complete: Complete
    answer: Callable[[bytes, pa.RecordBatch, Mapping[str, str]], pa.RecordBatch]


FORMATS: Final = {
    "jsonl": Format(json_lines.question, json_lines.complete, json_lines.answer),
    "arrow": Format(arrow_streams.question, arrow_streams.complete, arrow_streams.answer),
}


class Greeting(NamedTuple):
    """The line that a program begins with: what it finds, and how it speaks.

    Attributes:
        meant: The registry's label for each that the program uses.
        version: The program's own word; empty if it says none.
        offset_unit: What it counts in.
        format: How batches and spans are written.
    """

    meant: dict[str, str]
    version: str
    offset_unit: OffsetUnit
    format: Format


class Exec:
    """A program's spans; COMMAND is split as a shell would, and no shell runs it."""

    name = "exec"
    takes = "COMMAND"
    labels: frozenset[str] = frozenset()  # those that the program declares, once it runs
    about = ours(Mark.USER_MODEL)

    def __init__(self, command: str) -> None:
        """Start the program, and hear what it finds.

        Raises:
            DetectorArgumentError: It cannot be started, or does not begin as it should.
        """
        self.name = f"{self.name}:{command}"
        words = _words(self.name, command)
        try:
            self._program = Program(words)
        except OSError as error:
            reason = f"{words[0]} cannot be started: {error.strerror}"
            raise DetectorArgumentError(self.name, reason) from None
        try:
            line = self._program.ask(b"", _is_line, "before its first line")
            self._greeting = greeting(line)
        except (ProgramError, AnswerError) as error:
            self.close()
            raise DetectorArgumentError(self.name, str(error)) from None
        self.labels = frozenset(self._greeting.meant.values())
        self.offset_unit = self._greeting.offset_unit
        self.content_version = content_version(words, self._greeting.version)

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Have the program find spans in all cells at once.

        Raises:
            ProgramError: It ended, or answered what is no answer.
        """
        form = self._greeting.format
        try:
            said = self._program.ask(form.question(batch), form.complete, "over a batch")
            return form.answer(said, batch, self._greeting.meant)
        except AnswerError as error:
            raise self._program.failed(str(error)) from None

    def close(self) -> None:
        """End the program and what it started."""
        self._program.close()


def greeting(line: bytes) -> Greeting:
    """What a program's first line says.

    Raises:
        AnswerError: It is no such line.
    """
    shown = line[:80].decode("utf-8", "replace").rstrip("\n")
    try:
        said: Any = json_of(line)
    except ValueError:
        said = None
    if not isinstance(said, dict) or "labels" not in said:
        raise AnswerError(f'its first line must be like {{"labels": ["MOBILE"]}}, not {shown!r}')
    for key in said.keys() - set(KEYS):
        raise AnswerError(f"its first line has {key!r}; known: {', '.join(KEYS)}")
    labels, unit = said["labels"], said.get("offset_unit", "code point")
    if not (isinstance(labels, list) and labels and all(isinstance(one, str) for one in labels)):
        raise AnswerError(f"its labels are no list of names: {labels!r}")
    if unit not in {"code point", "byte"}:
        raise AnswerError(f"its offset_unit {unit!r} is not 'code point' or 'byte'")
    form = said.get("format", "jsonl")
    if not isinstance(form, str) or form not in FORMATS:
        raise AnswerError(f"its format {form!r} is not {' or '.join(map(repr, FORMATS))}")
    try:
        meant = {one: meaning(one) for one in labels}
    except UnmappedLabelError as error:
        raise AnswerError(str(error)) from None
    return Greeting(meant, str(said.get("version", "")), unit, FORMATS[form])


def _words(name: str, command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise DetectorArgumentError(name, f"not a command: {error}") from None
    if not words:
        raise DetectorArgumentError(name, "its command is empty")
    return words


def _is_line(said: bytearray) -> bool:
    """Whether a first line has come.

    Raises:
        AnswerError: It does not end.
    """
    if said.endswith(b"\n"):
        return True
    if len(said) > LONGEST_GREETING:
        raise AnswerError("its first line does not end")
    return False
