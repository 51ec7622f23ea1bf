"""One evaluation at work: it runs, stores what is to be stored, and says how far it is."""

import shutil
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from typing import Final

import pyarrow as pa

from leakbench.api.benchmark import (
    Entrant,
    Scoring,
    Source,
    StoredResult,
    add_result,
    note,
    on_terminal,
    progress,
    raw_folder,
    run,
)
from leakbench.api.entrants import stopped
from leakbench.api.results import Result

QUIET_SECONDS: Final = 2.0  # what takes longer says how far it is


class AnswersFolder:
    """A folder for the raw answers of an evaluation; it goes when the last result goes."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="leakbench-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def results_of(
    opened: Sequence[Source], entered: Sequence[Entrant], scoring: Scoring, out: Path | None
) -> Iterator[Result]:
    """Run every detector on every source, source by source.

    Args:
        opened: The records; every source has an end.
        entered: The detectors.
        scoring: Track and labels.
        out: A directory that takes results and raw answers too; None if nobody wants them there.

    Raises:
        UnmappedLabelError: A detector reported a label that is not in the registry, and nothing
            maps it.
    """
    folder = AnswersFolder()
    running = run(opened, entered, scoring, memory=_unmeasured, watch=_patiently, raw=folder.path)
    for number, stored in enumerate(running):
        if (reason := stopped(entered)) is not None:
            raise reason
        if stored.failure is not None:
            note(f"{stored.detector} failed on {stored.corpus}: {stored.failure_told}")
        if out is not None:
            _store(stored, out)
        yield Result(stored, opened[number // len(entered)], scoring, folder)


def _unmeasured(_name: str, _batch: pa.RecordBatch) -> None:
    """Peak memory is measured in a fresh process, for which nobody waits here."""


def _store(stored: StoredResult, out: Path) -> None:
    """Write a result into a directory; its raw answers are still needed where they are."""
    with raw_folder(out) as folder:
        copied = None
        if stored.raw is not None and folder is not None:
            copied = Path(shutil.copy(stored.raw, folder))
        add_result(replace(stored, raw=copied), out)


@contextmanager
def _patiently(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Progress on stderr of what takes long: a bar on a terminal, else lines."""
    if on_terminal():
        with progress(title, total) as advance:
            yield advance
        return
    done, noted = 0, monotonic()

    def count(rows: int) -> None:
        nonlocal done, noted
        done += rows
        if monotonic() - noted > QUIET_SECONDS and done < total:
            noted = monotonic()
            note(f"{title}: {done / total:.0%}")

    yield count
