"""What a detector finds in files: every sheet of each, and of all that is packed in them."""

from collections.abc import Iterable
from pathlib import Path

from leakbench.benchmarks.detection.answered_sheets import answered
from leakbench.benchmarks.detection.sinks import Sink
from leakbench.benchmarks.detection.tally import Tally
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.generator.containers.opening import open_path
from leakbench.generator.containers.sheets import ContainerError, Sheet


def detect_file(path: Path, one: Entrant, sink: Sink, tally: Tally) -> None:
    """Have a file answered; what cannot be read of it is counted, and no error.

    Args:
        path: The file.
        one: The detector.
        sink: Where findings go.
        tally: Counts what is found and what is not read.

    Raises:
        DetectorFailedError: The detector raises something, or breaks the contract.
    """
    for opened in open_path(path):
        if opened.format is None:
            named = (opened.where, opened.problem or "")
            (tally.skipped if opened.skipped else tally.unread).append(named)
            continue
        tally.files += 1
        try:
            detect_sheets(opened.where, opened.sheets, one, sink, tally)
        except ContainerError as error:
            tally.unread.append((opened.where, error.reason))


def detect_sheets(
    where: str, sheets: Iterable[Sheet], one: Entrant, sink: Sink, tally: Tally
) -> None:
    """Have sheets answered; raises what ``detect_file`` does, and ``ContainerError``."""
    for sheet in sheets:
        try:
            _, parts = answered(sheet, one)
            for part in parts:
                tally.add(part.answer, part.strings.num_rows)
                sink.take(where, sheet.name, part)
        finally:
            tally.add_problems(where, sheet.problems)
