"""What a detector finds in files: every sheet of each, and of all that is packed in them.

Files are read one after the other, in this process; their rows are questions, which are answered
here or by an engine's processes. Findings come in the order of the files either way.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from leakbench.benchmarks.detection.answered_sheets import Answered, Asked, asked
from leakbench.benchmarks.detection.sinks import Sink
from leakbench.benchmarks.detection.tally import Tally
from leakbench.benchmarks.running.answering import answers
from leakbench.benchmarks.running.choice import build_all
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.generator.containers.opening import open_path
from leakbench.generator.containers.sheets import ContainerError, Sheet
from leakbench.generator.jobs.contract import Jobs


class Question(NamedTuple):
    """Some rows of a file.

    Attributes:
        file: As findings call it.
        sheet: The sheet's name.
        part: Its rows.
    """

    file: str
    sheet: str
    part: Asked


Answering = Callable[[Iterable[Question]], Iterator[tuple[Question, pa.RecordBatch]]]
"""Questions with the answer to each, in their order."""


def questions(path: Path, tally: Tally) -> Iterator[Question]:
    """The rows of a file; what cannot be read of it is counted, and no error."""
    for opened in open_path(path):
        if opened.format is None:
            named = (opened.where, opened.problem or "")
            (tally.skipped if opened.skipped else tally.unread).append(named)
            continue
        tally.files += 1
        try:
            yield from sheet_questions(opened.where, opened.sheets, tally)
        except ContainerError as error:
            tally.unread.append((opened.where, error.reason))


def sheet_questions(where: str, sheets: Iterable[Sheet], tally: Tally) -> Iterator[Question]:
    """The rows of sheets; raises ``ContainerError`` where the rest cannot be read."""
    for sheet in sheets:
        try:
            _, parts = asked(sheet)
            for part in parts:
                yield Question(where, sheet.name, part)
        finally:
            tally.add_problems(where, sheet.problems)


def detect(some: Iterable[Question], answering: Answering, sink: Sink, tally: Tally) -> None:
    """Have questions answered.

    Args:
        some: The questions.
        answering: Who answers.
        sink: Where findings go.
        tally: Counts what is found.

    Raises:
        DetectorFailedError: The detector raises something, or breaks the contract.
    """
    for question, answer in answering(some):
        part = question.part
        tally.add(answer, part.strings.num_rows)
        sink.take(question.file, question.sheet, Answered(part.strings, answer, part.first_row))


@dataclass(frozen=True, slots=True)
class Here:
    """Answers with a detector that was built already, question by question as they come.

    Attributes:
        one: The detector.
    """

    one: Entrant

    def __call__(self, some: Iterable[Question]) -> Iterator[tuple[Question, pa.RecordBatch]]:
        """See ``Answering``."""
        for question in some:
            yield question, answers(self.one, [question.part.strings])[0]


class _Numbered(NamedTuple):
    """What travels to a process: a question's number and its strings."""

    number: int
    strings: pa.RecordBatch


@dataclass(frozen=True, slots=True)
class _Building:
    """What every process does: builds the detector, and answers."""

    detector: str
    limits: Limits | None

    def __call__(self) -> Callable[[_Numbered], tuple[int, pa.RecordBatch]]:
        (one,) = build_all([self.detector], self.limits)
        return lambda asked: (asked.number, answers(one, [asked.strings])[0])


@dataclass(frozen=True, slots=True)
class Dealt:
    """Answers with the processes of an engine.

    Attributes:
        jobs: The engine.
        detector: As it is asked for.
        limits: What it may use in a process of its own; None has it work in the engine's.
    """

    jobs: Jobs
    detector: str
    limits: Limits | None

    def __call__(self, some: Iterable[Question]) -> Iterator[tuple[Question, pa.RecordBatch]]:
        """See ``Answering``; kept are the questions that are being answered."""
        waiting: dict[int, Question] = {}

        def numbered() -> Iterator[_Numbered]:
            for number, question in enumerate(some):
                waiting[number] = question
                yield _Numbered(number, question.part.strings)

        found: dict[int, pa.RecordBatch] = {}
        coming = 0
        for number, answer in self.jobs.run(_Building(self.detector, self.limits), numbered()):
            found[number] = answer
            while coming in found:
                yield waiting.pop(coming), found.pop(coming)
                coming += 1
